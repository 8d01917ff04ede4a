"""Takes a name apart: into its words, and into what stands around it, such as its kind or an office."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

KAB, KOTA, PROV = frozenset({"kabupaten"}), frozenset({"kota"}), frozenset({"provinsi"})
BELOW = KAB | KOTA
ALL = BELOW | PROV
KIND_WORDS = {
    "kabupaten": KAB, "kab": KAB, "regency": KAB, "kota": KOTA, "kodya": KOTA, "kotamadya": KOTA, "kotif": KOTA,
    "city": KOTA, "municipality": KOTA, "kabkota": BELOW,
    "provinsi": PROV, "prov": PROV, "propinsi": PROV, "province": PROV,
}  # fmt: skip
#: Words between the kind and the name that are ignored.
FILLERS = (
    "administrasi", "adm", "administratif", "administrative", "of", "daerah tingkat i", "daerah tingkat ii",
    "dati i", "dati ii", "tingkat i", "tingkat ii", "dati 1", "dati 2", "tk i", "tk ii",
)  # fmt: skip
_OFFICES = {
    ALL: """pemerintah, pemerintahan, pemerintah daerah, pemda, pem, kantor, wilayah, sekretariat, sekretariat daerah,
        setda, sekda, sekretaris daerah, ketua, wakil, pj, pjs, plt, plh, dan, kpu, kpud, komisi pemilihan umum, kip,
        komisi independen pemilihan, bawaslu, badan pengawas pemilihan umum, panwaslih, panwaslu,
        panitia pengawas pemilihan, dprd, dewan perwakilan rakyat daerah, bps, bappeda, kesbangpol, satpol pp,
        disdukcapil, diskominfo, pilkada, pemilihan""",
    BELOW: """polres, polres metro, polresta, polresta metro, polrestro, kapolres, kapolresta, kepolisian resor, kodim,
        dandim, komando distrik militer, kejari, kajari, kejaksaan negeri, pengadilan negeri, pn, dprk""",
    KAB: "pemkab, bupati, pilbup",
    KOTA: "pemkot, pemko, wali kota, walikota, polrestabes, pilwalkot, pilwali, pilwako",
    PROV: "pemprov, gubernur, pilgub, polda, kapolda, kepolisian daerah, kejati, kejaksaan tinggi",
}
#: What only offices and their holders have in front of a region's name -> the kinds of region that have it.
OFFICES = {" ".join(name.split()): kinds for kinds, names in _OFFICES.items() for name in names.split(",")}
#: Offices with a subject of their own, `Dinas Kesehatan Kota Bogor`, and the words of such subjects.
DEPARTMENTS = frozenset({"dinas", "badan", "kantor"})
SUBJECTS = frozenset({
    "kesehatan", "pendidikan", "kebudayaan", "pemuda", "olahraga", "kependudukan", "pencatatan", "sipil",
    "komunikasi", "informatika", "sosial", "perhubungan", "pariwisata", "pertanian", "perikanan", "kesatuan",
    "bangsa", "politik", "penanggulangan", "bencana", "daerah", "keuangan", "pendapatan", "kepegawaian",
    "perencanaan", "pembangunan", "kementerian", "agama", "pusat", "statistik", "dan",
})  # fmt: skip
#: Words that stand behind a name and say nothing of it.
ENDINGS = frozenset({"indonesia", "administrative"})
ABBREVIATIONS = {
    "kep": "kepulauan", "kepl": "kepulauan", "peg": "pegunungan", "tj": "tanjung", "tg": "tanjung", "tjg": "tanjung",
    "tanj": "tanjung", "tlk": "teluk", "gn": "gunung", "sei": "sungai", "pd": "padang", "sw": "sawah", "lab": "labuhan",
    "sumatra": "sumatera", "java": "jawa", "celebes": "sulawesi", "borneo": "kalimantan", "moluccas": "maluku",
    "sel": "selatan", "tim": "timur", "bar": "barat", "ut": "utara", "utr": "utara", "teng": "tengah", "tgh": "tengah",
    "slt": "selatan", "tmr": "timur", "brt": "barat",
}  # fmt: skip
#: Words that do not tell one name from another: `Pangkajene & Kepulauan` is Pangkajene Kepulauan.
AND = frozenset({"dan", "and"})
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff'’‘ʻ`´]")
#: `Kab./Kota` leaves open which of the two it is; it counts as one word, `kabkota`.
_EITHER = re.compile(r"\b(?:(?:kabupaten|kab)\b\.?\s*/\s*(?:kota|kodya)|(?:kota|kodya)\s*/\s*(?:kabupaten|kab))\b\.?")
_GLUED = re.compile(r"(kabupaten|kab|kotamadya|kota|provinsi|prov|pemkab|pemkot|pemprov)([a-z]{3,})")
_GLUED_BEHIND = re.compile(r"([a-z]{3,})(kabupaten|kab|kota)")


class Reading(NamedTuple):
    """One way to read a text: the name is `words`, and its region is of one of `kinds`.

    `stated` tells that the text names a kind, or an office that only one kind has.
    """

    words: tuple[str, ...]
    kinds: frozenset[str] = ALL
    stated: bool = False

    @property
    def contradictory(self) -> bool:
        """Whether the text names two kinds, so that it may choose between two regions, but means none alone."""
        return self.stated and len(self.kinds) > 1


def tokenise(text: str) -> tuple[str, ...]:
    """The words of a text in plain small letters and digits, without accents, abbreviations written out."""
    plain = text
    if not text.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    plain = _UNSEEN.sub("", plain.casefold()).replace("&", " dan ")
    if "/" in plain:
        plain = _EITHER.sub(" kabkota ", plain)
    return tuple([ABBREVIATIONS.get(word, word) for word in re.findall(r"[a-z0-9]+", plain)])


def squeeze(words: Iterable[str]) -> str:
    """The words of a name joined into the letters and digits by which names are compared."""
    return "".join([word for word in words if word not in AND])


def readings(whole: Reading) -> Iterator[Reading]:
    """The text as it stands, then with more and more taken off before and behind the name."""
    seen = {whole}
    level = [whole]
    while level:
        yield from level
        further: list[Reading] = []
        for one in level:
            for shorter in _shorter(one):
                if shorter not in seen:
                    seen.add(shorter)
                    further.append(shorter)
        level = further


def unglued(words: tuple[str, ...]) -> tuple[str, ...] | None:
    """The words with a kind set apart that was written together with the name: `KotaTual`; None if there is none."""
    if words and (glued := _GLUED.fullmatch(words[0])):
        return glued[1], glued[2], *words[1:]
    if words and (glued := _GLUED_BEHIND.fullmatch(words[-1])):
        return *words[:-1], glued[1], glued[2]
    return None


def _phrases() -> dict[str, list[tuple[tuple[str, ...], frozenset[str]]]]:
    """What may stand before a name, by its first word: all its words, and the kinds of region that have it."""
    table: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {}
    for phrase, kinds in (
        *KIND_WORDS.items(),
        *((filler, ALL) for filler in FILLERS),
        *OFFICES.items(),
    ):
        words = tuple(phrase.split())
        table.setdefault(words[0], []).append((words, kinds))
    return table


_BEFORE = _phrases()


def _shorter(one: Reading) -> Iterator[Reading]:
    """The readings that take one word or phrase more off than this one; something of the name is always left."""
    words = one.words
    for phrase, kinds in _BEFORE.get(words[0], ()) if words else ():
        size = len(phrase)
        if len(words) > size and words[:size] == phrase:
            rest = words[size:]
            if phrase[0] == "kodim" and rest[0].isdigit() and len(rest) > 1:
                rest = rest[1:]
            yield _with(one, rest, kinds)
    if words and words[0] in DEPARTMENTS:
        for place in range(1, len(words)):
            yield one._replace(words=words[place:])
            if words[place] not in SUBJECTS:
                break
    if len(words) > 1 and (words[-1] in KIND_WORDS or words[-1] in ENDINGS):
        yield _with(one, words[:-1], KIND_WORDS.get(words[-1], ALL))


def _with(one: Reading, words: tuple[str, ...], kinds: frozenset[str]) -> Reading:
    # A second kind that is stated contradicts the first, and both may be meant; what an office leaves open is narrowed.
    if len(kinds) == 1 and one.stated:
        return Reading(words, one.kinds | kinds, stated=True)
    return Reading(words, one.kinds & kinds, one.stated or len(kinds) == 1)

"""Names as public files write them, a table a kind: the right answer, or none, and never a wrong one."""

import pytest

from pilkada_cli.facts.files import DataFiles, shipped
from pilkada_cli.regions.registry import load_registry

REGISTRY = load_registry(DataFiles(shipped()))
NONE, BOTH = "none", "ambiguous"

FILES = {
    "the province of before a split": {
        "Kab. Mimika, Papua": "94.04", "Papua, Kab. Mimika": "94.04", "Jayawijaya - Papua": "95.01", "Asmat (Papua)": "93.04",
        "Kabupaten Maybrat, Prov. Papua Barat": "96.05", "Kota Sorong, Irian Jaya": "96.71", "Sorong, Papua Barat": BOTH,
        "Sorong, Papua Barat Daya": BOTH, "Kab. Nunukan, Kaltim": "65.03", "Provinsi Kalimantan Timur, Kab. Malinau": "65.02",
        "Kab. Tangerang, Jawa Barat": "36.03", "Kota Gorontalo, Sulawesi Utara": "75.71", "Kab. Mamuju, Sulsel": "76.02",
        "Kab. Belitung, Sumatera Selatan": "19.02", "Kab. Natuna, Riau": "21.03", "Kota Ternate, Maluku": "82.71",
        "Kab. Merauke, Papua Barat": NONE, "Kota Tarakan, Kalimantan Barat": NONE, "Kab. Jayapura, Papua Selatan": NONE,
        "Papua, Pegunungan Bintang": "95.02",
    },
    "the province in front or behind": {
        "Jawa Tengah, Kab. Semarang": "33.22", "Prov. Jawa Timur - Kota Malang": "35.73", "JAWA TIMUR / KOTA KEDIRI": "35.71",
        "Jawa Barat Bekasi": BOTH, "Provinsi Aceh Kabupaten Aceh Barat": "11.05", "DKI Jakarta, Jakarta Pusat": "31.71",
        "DKI, Jakarta Pusat": "31.71", "D.I. Yogyakarta, Sleman": "34.04", "DIY - Kota Yogyakarta": "34.71",
        "Bantul, Jogja": "34.02", "Kab. Bima NTB": "52.06", "Bima NTB": BOTH, "Kab. Bogor, Jawa Tengah": NONE, "DKI, Jambi": NONE,
        "Kepulauan Meranti, Riau": "14.10", "Riau Kepulauan Meranti": "14.10", "Kepulauan Meranti, Kepulauan Riau": NONE,
        "Bogor Bandung": NONE,
    },
    "an office in front": {
        "Pemerintah Kabupaten Sleman": "34.04", "Pemerintah Kota Surabaya": "35.78", "Pemerintah Provinsi Bali": "51",
        "Pemerintah Aceh": "11", "Pemprov DKI Jakarta": "31", "Pemkab Bekasi": "32.16", "Pemkot Bekasi": "32.75",
        "Pemko Medan": "12.71", "Pemda Ngada": "53.09", "Pemda DIY": "34", "KPU Kota Kupang": "53.71", "KPUD Jember": "35.09",
        "KPU Bima": BOTH, "KIP Kab. Aceh Jaya": "11.14", "Bawaslu Provinsi Riau": "14", "Panwaslih Kabupaten Pidie": "11.07",
        "Polres Tegal": BOTH, "Polres Tegal Kota": "33.76", "Polres Metro Jakarta Barat": "31.73", "Polres Metro": "18.72",
        "Polda Jambi": "15", "Polresta Jambi": "15.71", "Polrestabes Semarang": "33.74", "Polresta Bandung": BOTH,
        "Kodim 0607/Kota Sukabumi": "32.72", "Kodim 0908/Bontang": "64.74", "DPRD Kab. Gorontalo": "75.01",
        "DPRD Gorontalo": BOTH, "Kejari Gorontalo": BOTH, "Bupati Serang": "36.04", "Wali Kota Serang": "36.73",
        "Walikota Cirebon": "32.74", "Gubernur Bengkulu": "17", "Bupati dan Wakil Bupati Kediri": "35.06",
        "Pj. Gubernur Jawa Tengah": "33", "Bupati Kota Baru": "63.02", "Dinas Kesehatan Kota Bogor": "32.71",
        "Badan Pusat Statistik Kabupaten Bogor": "32.01",
        "Dinas Kesehatan Bogor, Prov. Jawa Barat": BOTH, "Kantor Pidie, Prov. Aceh": "11.07",
        "Dinas Kehutanan Pidie, Prov. Aceh": NONE, "Badan Pendapatan Daerah Istimewa Yogyakarta": "34", "Pilkada Kota Bogor 2024": "32.71", "Wilayah Kota Jakarta Utara": "31.72",
        "Bupati Surabaya": NONE, "Wali Kota Garut": NONE, "Gubernur Bandung": NONE, "Polsek Bogor": NONE, "KPU RI": NONE,
        "Kecamatan Bogor Barat, Kota Bogor": NONE,
    },
    "the kind twice, in brackets, or left open": {
        "Kabupaten Kab. Malang": "35.07", "Kota Kota Malang": "35.73", "Madiun (Kota)": "35.77", "Blitar, Kabupaten": "35.05",
        "(Kab.) Malang": "35.07", "Kab/Kota Malang": BOTH, "Kota / Kab. Bima": BOTH, "Kab./Kota Sleman": "34.04",
        "Kota Malang (Kab)": BOTH, "Kab. Kota Sleman": NONE, "Kabupaten Kota Aru": NONE, "Kotamadya Dati II Bandung": "32.73",
        "Kabupaten Daerah Tingkat II Bandung": "32.04", "KotaTual": "81.72", "KABUPATENBOGOR": "32.01", "BOGORKOTA": "32.71",
        "Kota Kotabaru": NONE, "Kota Jawa Barat": NONE, "Kab. Papua": NONE,
    },
    "a short form": {
        "Lamteng": "18.02", "Kab. Lamtim": "18.07", "Tuba": "18.05", "Flotim": "53.06", "Sumtim": "53.11", "Jatim": "35",
        "Mura": BOTH, "Kab. Mura": BOTH, "Mura, Sumsel": "16.05", "Kab. Mura Kalteng": "62.12", "OI": "16.10",
        "Kab. Sijunjung (swl)": "13.03", "Papua Barat (Irjabar)": "92", "Kab. Lombok Brt.": "52.01", "Kab. Banggai (Bangkep)": NONE,
        "Kab. Bolaang Mongondow (Boltim)": NONE, "Mempawah (Pontianak)": "61.02",
        "Kab. Bogor (bgr)": "32.01", "Kab. Bogor (br)": "32.01", "Kab. Bogor (b)": NONE, "Kab. Bogor (gr)": NONE,
        "Kab. Bogor (brg)": NONE, "Kab. Bogor (b g r)": NONE, "Kab. Bolaang Mongondow (blngmngd)": "71.01",
        "Kab. Bolaang Mongondow (blngmngdw)": NONE, "Kab. Bogor (Induk)": "32.01", "Kab. Bogor (-)": "32.01", "- (Sleman)": "34.04",
    },
    "English": {
        "City of Bogor": "32.71", "Regency of South Lampung": "18.01", "South Lampung Regency": "18.01", "Central Jakarta": "31.71",
        "South Jakarta Administrative City": "31.74", "Bandung Regency, West Java": "32.04", "Province of West Java": "32",
        "Special Region of Yogyakarta": "34", "Yogyakarta Special Region": "34", "Special Capital Region of Jakarta": "31",
        "Thousand Islands Regency": "31.01", "North Central Timor Regency": "53.03", "Southwest Sumba": "53.18",
        "South West Sumba": "53.18", "South East Sulawesi": "74", "East Seram": "81.05", "Banggai Islands Regency": "72.07",
        "Morotai Island": "82.07", "Arfak Mountains": "92.12", "Bintuni Bay": "92.06", "Greater Aceh": "11.06",
        "West Southeast Maluku": "81.03", "East OKU": "16.08", "North Moluccas": "82", "North Sumatra, Indonesia": "12",
        "East Timor": NONE, "South Java": NONE, "Papua New Guinea": NONE, "North Bandung": NONE,
    },
    "a word lost, added or moved": {
        "Kab. Aceh Pidie": "11.07", "Kabupaten Wondama": "92.07", "Kab. Pulau Nias": "12.04", "Kepulauan Banggai": "72.07",
        "Kab. Kepulauan Banggai": "72.07", "Kepulauan Tidore": "82.72", "Riau Kepulauan": "21", "Seram Barat": "81.06",
        "Kab. Kepulauan Sitaro": "71.09", "Kabupaten Kutai": "64.02", "Kab. Tanah Toraja": "73.18", "Muara Jambi": "15.05",
        "Pangkajene & Kepulauan": "73.10", "Kab. Penajam Pasir Utara": "64.09",
        "Kutai": NONE, "Kab. Kepulauan Bangka": NONE, "Kepulauan Buru": NONE, "Kab. Riau": NONE, "Kab. Bintang": NONE,
        "Kota Tanjung": NONE, "Kab. Gunung": NONE, "Kab. Toraja": NONE, "Kab. Serdang": NONE, "Kab. Rokan": NONE,
        "Kab. Lombok": NONE, "Kab. Bangka Utara": NONE,
    },
    "a number beside it": {
        "3201 Kab. Bogor": "32.01", "32.01 - Kabupaten Bogor": "32.01", "Bogor (3271)": "32.71", "Kota Bima (086300)": "52.72",
        "7. Kota Bogor": "32.71", "Kab. Bogor (3271)": BOTH, "50 Kota": "13.07",
        "12 Kota Bogor": "32.71", "Kab. Bogor (12)": "32.01", "Kab. Bogor (12.)": "32.01", "Kab. Bogor (32.01.07)": "32.01",
        "3271 Bogor": "32.71", "Kab. Bogor 3271": BOTH, "Kab. Atlantis (3271)": NONE,
    },
    "an honour": {
        "Jogja": BOTH, "DI Jogja": "34", "D.I. Aceh": "11", "D I Yogyakarta": "34", "Pemerintah Daerah Istimewa Yogyakarta": "34",
        "Pemerintah Daerah Daerah Istimewa Yogyakarta": "34", "Daerah Khusus Jakarta": "31", "di Jambi": NONE,
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "answer"), [(text, answer) for table in FILES.values() for text, answer in table.items()]
)
def test_a_name_as_files_write_it(text, answer):
    match = REGISTRY.names.match(text)
    assert (match.region.code if match.region else match.kind) == answer
    assert match.kind in (("exact", "alias") if match.region else (NONE, BOTH))


@pytest.mark.parametrize(
    ("text", "code", "kind"),
    [
        ("33.74\u00a0", "33.74", "exact"), ("\u200b3374", "33.74", "exact"), ("33. 74", "33.74", "exact"),
        ("33-74", "33.74", "exact"), ("33–74", "33.74", "exact"), ("33,74", "33.74", "exact"), ("33.74.", "33.74", "exact"),
        ("３３．７４", "33.74", "exact"), ("٣٣.٧٤", "33.74", "exact"), ("'33.74", "33.74", "exact"), ("3374.0", "33.74", "exact"),
        ("33.2", "33.20", "alias"), ("74.1", "74.10", "alias"), ("33,1", "33.10", "alias"),
        ("33.74.01", "33.74", "within"), ("337401", "33.74", "within"), ("3374011001", "33.74", "within"),
        ("33.74.01.1001", "33.74", "within"), ("35 15 03 2004", "35.15", "within"),
    ],
)  # fmt: skip
def test_a_code_with_blanks_other_digits_or_a_lost_zero(text, code, kind):
    match = REGISTRY.names.match(text)
    assert (match.region and match.region.code, match.kind) == (code, kind)


@pytest.mark.parametrize(
    "text",
    ["33.7", "337", "33.00", "337400", "3374010001", "080300", "99.01.01", "33, 74", "3 3 7 4", "33.74.1", "12345"],
)
def test_what_is_no_code_of_a_region_or_of_a_place_in_one_is_unknown(text):
    assert REGISTRY.names.match(text).region is None


def test_a_place_in_a_kabupaten_is_no_province():
    assert REGISTRY.names.match("33.74.01", "provinsi").region is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Kab. Mimka, Papua", "94.04"), ("Jakarta Bart", "31.73"), ("Kabuapten Sleman", "34.04"), ("Kta Tegal", "33.76"),
        ("KPU Kab. Gunungkidol", "34.03"), ("Souht Lampung", "18.01"), ("Kab. Sawahlunto", "13.03"), ("Kab. Nagan Jaya", "11.15"),
        ("Kota Administrsi Jakarta Timur", "31.75"), ("Sumatra Utaara", "12"),
    ],
)  # fmt: skip
def test_a_misspelling_is_no_answer_and_the_right_one_is_suggested_first(text, code):
    match = REGISTRY.names.match(text)
    assert (match.kind, match.region) == ("none", None)
    assert match.candidates[0] == code

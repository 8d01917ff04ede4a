"""What PostgreSQL looks at in each entry, as SQL for the functions of `guard`: its fields, its body, and its hash.

All that `verify` or `merge` would refuse is refused, and a body that is not spelt as the program spells it. A new kind
of entry, or a new key of a body, stands in KINDS here too, and needs a step of the schema: with each, the functions
are made anew.
"""

#: The kinds of entries as `log.kinds` has them: the keys that a body must have, those that it may have, its subject.
KINDS = {
    "open": ("", "host", "region"),
    "member": ("", "role contact shift usual", "agency"),
    "leave": ("", "note", "agency"),
    "plan": ("title kind at", "agency region note appointment", "itself"),
    "done": ("", "note", "plan"),
    "report": ("title region category severity status", "agency owner details place contact ref", "itself"),
    "update": (
        "after",
        "status owner note title region category severity agency place happened duplicate_of",
        "report",
    ),
    "tick": ("stage", "note", "item"),
    "untick": ("stage", "note", "item"),
    "nil": ("", "note", "region"),
    "retract": ("note", "", "entry"),
    "redact": ("field note", "", "entry"),
    "checkpoint": ("entries root key", "", "region"),
    "lost": ("hash writer", "note", "itself"),
}
#: The texts that people write, each of which has a salt, with the most characters of each.
FREE = {"contact": 300, "details": 20_000, "host": 300, "note": 20_000, "place": 300, "role": 300, "shift": 300,
        "title": 300}  # fmt: skip
#: The most characters of all other words.
WORD = 120
#: All keys of bodies that are no free text.
WORDS = sorted({key for required, optional, _about in KINDS.values() for key in f"{required} {optional} clock".split()}
               - FREE.keys())  # fmt: skip

_ID = "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
POST = "^([0-9][0-9]([.][0-9][0-9])?|nasional)$"
_DIGITS = "0123456789"
#: What Python takes for a blank, as numbers of characters.
_BLANKS = (9, 10, 11, 12, 13, 28, 29, 30, 31, 32, 133, 160, 5760, *range(8192, 8203), 8232, 8233, 8239, 8287, 12288)


# Expressions for long texts are slow, as these are looked at half a million times: so they are taken apart by hand.
def _moment(text: str) -> str:
    """Whether a text is a moment as the log writes it; the cast refuses days that no calendar has."""
    return (
        f"({text} LIKE '____-__-__T__:__:__.___+00:00' AND translate({text}, '{_DIGITS}', '') = '--T::.+:' "
        f"AND substr({text}, 12, 2) < '24' AND substr({text}, 18, 2) < '60' AND {text}::timestamptz IS NOT NULL "
        f"AND {text} >= '1970-01-02' COLLATE \"C\" AND {text} < '9998-12-30' COLLATE \"C\")"
    )


def _hex(of: str, key: str, length: int) -> str:
    """Whether the value of a key is a text of so many hexadecimal digits."""
    return (
        f"octet_length({of} ->> '{key}') = {length} AND octet_length(({of} -> '{key}')::text) = {length + 2} "
        f"AND translate({of} ->> '{key}', '{_DIGITS}abcdef', '') = ''"
    )


def milliseconds(text: str) -> str:
    """A moment as the log writes it, in milliseconds since 1970."""
    return f"(extract(epoch FROM {text}::timestamptz) * 1000)::bigint"


def _pair(key: str, of: str = "j") -> str:
    return f"""',"{key}":' || ({of} -> '{key}')::text"""


def _braces(pairs: list[str], name: str) -> str:
    return f"""',"{name}":{{' || substr(concat({", ".join(pairs)}), 2) || '}}'"""


def _parts() -> tuple[list[str], list[str], list[str]]:
    """SQL for the pieces of a body in alphabetical order, of its canonical form, and of the form that is hashed.

    `j` is the body, `s` its salts and `r` what was taken out of it. A piece is a comma, a key and its value.
    """
    seals = [
        f"CASE WHEN s ? '{key}' THEN ',\"{key}\":\"' || encode(sha256(convert_to("
        f"(s ->> '{key}') || ':{key}:' || (j ->> '{key}'), 'UTF8')), 'hex') || '\"' "
        f"WHEN r ? '{key}' THEN {_pair(key, 'r')} END"
        for key in FREE
    ]
    salts = _braces([_pair(key, "s") for key in FREE], "salts")
    redacted = _braces([_pair(key, "r") for key in FREE], "redacted")
    special = {
        "redacted": "CASE WHEN r IS NOT NULL THEN redacted END",
        "salts": "CASE WHEN s IS NOT NULL THEN salts END",
    }
    pieces, whole, hashed = [f"{salts} AS salts", f"{redacted} AS redacted"], [], []
    for key in sorted([*WORDS, *FREE, *special, "seals"]):
        if key == "seals":
            hashed.append(f"CASE WHEN s IS NOT NULL OR r IS NOT NULL THEN {_braces(seals, key)} END")
        elif key in special:
            whole.append(special[key])
        else:
            pair = "',\"after\":' || replace((j -> 'after')::text, ', ', ',')" if key == "after" else _pair(key)
            pieces.append(f"{pair} AS k_{key}")
            whole.append(f"k_{key}")
            hashed.append(f"CASE WHEN s ? '{key}' THEN '' ELSE k_{key} END" if key in FREE else f"k_{key}")
    return pieces, whole, hashed


_PIECES, _WHOLE, _HASHED = _parts()
#: The rows `u` of entries, with `j`, `s`, `r`, the pieces of their bodies, and both forms of them.
READ = f"""
    CROSS JOIN LATERAL (SELECT u.body::jsonb AS j OFFSET 0) AS a
    CROSS JOIN LATERAL (SELECT j -> 'salts' AS s, j -> 'redacted' AS r OFFSET 0) AS b
    CROSS JOIN LATERAL (SELECT {", ".join(_PIECES)} OFFSET 0) AS c
    CROSS JOIN LATERAL (SELECT '{{' || substr(concat({", ".join(_WHOLE)}), 2) || '}}' AS whole,
        '{{' || substr(concat({", ".join(_HASHED)}), 2) || '}}' AS hashed OFFSET 0) AS d"""
DIGEST = """encode(sha256(convert_to('{"body":' || hashed || ',"id":"' || u.id || '","kind":"' || u.kind
    || '","occurred":"' || u.occurred || '","post":' || to_json(u.post)::text || ',"prev":'
    || coalesce('"' || u.prev || '"', 'null') || ',"recorded":"' || u.recorded || '","subject":'
    || to_json(u.subject)::text || ',"writer":' || to_json(u.writer)::text || '}', 'UTF8')), 'hex')"""
#: Whether no text of a body is too long: its piece is looked at first, which is at hand.
_SHORT = " AND ".join(
    f"(k_{key} IS NULL OR octet_length(k_{key}) <= {most} OR char_length(j ->> '{key}') <= {most})"
    for key, most in [*FREE.items(), *((key, WORD) for key in WORDS if key != "after")]
)
#: Whether salts stand where their texts are, and seals where none are.
_SALTED = " AND ".join(f"CASE WHEN s ? '{key}' THEN j ? '{key}' AND {_hex('s', key, 32)} ELSE true END" for key in FREE)
_TAKEN_OUT = " AND ".join(
    f"CASE WHEN r ? '{key}' THEN NOT j ? '{key}' AND {_hex('r', key, 64)} ELSE true END" for key in FREE
)
BODY = f"""jsonb_typeof(j) = 'object' AND u.body = whole AND (j || coalesce(r, '{{}}')) ?& k.required
    AND j - k.known = '{{}}'
    AND NOT jsonb_path_exists(j - '{{salts,redacted,after}}'::text[], 'strict $.* ? (@.type() <> "string")')
    AND (k_after IS NULL OR k_after ~ '^,"after":[[]("{_ID}"(,"{_ID}")*)?[]]$') AND {_SHORT}
    AND (s IS NULL OR ({_SALTED})) AND (r IS NULL OR ({_TAKEN_OUT}))
    AND (k_title IS NULL OR btrim(j ->> 'title', {" || ".join(f"chr({one})" for one in _BLANKS)}) <> '')
    AND (k_hash IS NULL OR ({_hex("j", "hash", 64)}))
    AND (k_entries IS NULL OR j ->> 'entries' ~ '^[1-9][0-9]{{0,17}}$')
    AND (k_region IS NULL OR j ->> 'region' ~ '{POST}')
    AND (k_at IS NULL OR {_moment("(j ->> 'at')")}) AND (k_happened IS NULL OR {_moment("(j ->> 'happened')")})"""
#: That `hash` and `prev` are what they must be follows from the hash, and from the entry that it must be of.
FIELDS = f"""u.id::uuid::text = u.id AND substr(u.id, 15, 1) = '7' AND substr(u.id, 20, 1) IN ('8', '9', 'a', 'b')
    AND u.post ~ '{POST}' AND {_moment("u.recorded")} AND {_moment("u.occurred")} AND char_length(u.writer) <= {WORD}
    AND char_length(u.subject) <= {WORD} AND u.receipt IS NOT NULL
    AND CASE k.about WHEN 'region' THEN u.subject ~ '{POST}' WHEN 'itself' THEN u.subject = u.id ELSE true END"""
RULES = ", ".join(
    "('{}', ARRAY[{}]::text[], ARRAY[{}]::text[], '{}')".format(
        kind,
        ", ".join(f"'{key}'" for key in required.split()),
        ", ".join(f"'{key}'" for key in f"{required} {optional} clock salts redacted".split()),
        about,
    )
    for kind, (required, optional, about) in KINDS.items()
)
#: The rows that `append` is given. `prev` is empty where there is none; `n` counts from 1.
GIVEN = """(SELECT id, post, writer, recorded, occurred, kind, subject, body, nullif(prev, '') AS prev, hash,
    receipt, n FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) WITH ORDINALITY AS
    g(id, post, writer, recorded, occurred, kind, subject, body, prev, hash, receipt, n))"""

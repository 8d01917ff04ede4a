"""What docs/scale.md says of the schema: what of it stands against spreading its rows over several servers."""

import re
from pathlib import Path

import psycopg

DOCUMENT = Path(__file__).parents[3] / "docs" / "scale.md"
OURS = "(SELECT oid FROM pg_namespace WHERE nspname = 'pilkada')"
#: What is asked, as the document begins to say it -> the names of what stands against it.
ASKED = {
    "each key that is unique": f"""SELECT c.relname FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
        WHERE indisunique AND c.relnamespace = {OURS} AND NOT EXISTS (SELECT FROM pg_attribute AS a
            WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey[0:indnkeyatts - 1]) AND attname = 'post')""",
    "no triggers": f"""SELECT tgname FROM pg_trigger WHERE NOT tgisinternal
        AND tgrelid IN (SELECT oid FROM pg_class WHERE relnamespace = {OURS})""",
    "foreign keys": f"SELECT conname FROM pg_constraint WHERE contype = 'f' AND connamespace = {OURS}",
    "no sequences": f"SELECT relname FROM pg_class WHERE relkind = 'S' AND relnamespace = {OURS}",
    "no rules": f"""SELECT relname FROM pg_class WHERE relnamespace = {OURS} AND (relkind IN ('v', 'm')
        OR oid IN (SELECT ev_class FROM pg_rewrite))""",
    "no exclusion": f"SELECT conname FROM pg_constraint WHERE contype = 'x' AND connamespace = {OURS}",
    "no table that inherits": f"""SELECT c.relname FROM pg_inherits JOIN pg_class AS c ON c.oid = inhrelid
        WHERE relnamespace = {OURS}""",
}  # fmt: skip


def test_the_document_names_all_that_stands_against_spreading_rows(database, post_at):
    post = post_at(database())
    post("open", "nasional")
    rows = dict(re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE))
    rows.pop("what they ask")
    assert len(rows) == len(ASKED)
    with psycopg.connect(post.place) as connection:
        for asked, query in ASKED.items():
            (said,) = [names for name, names in rows.items() if name.startswith(asked)]
            found = sorted(name for (name,) in connection.execute(query))
            assert said == (", ".join(found) or "nothing"), asked


def test_the_nation_s_log_takes_what_posts_hand_in_whatever_the_order(files, post_at, tmp_path):
    posts = {code: post_at(files(), by=f"w{code}") for code in ("31.71", "32.73", "91")}
    exports = {}
    for code, post in posts.items():
        post("open", code)
        post.report(f"laporan {code}", region=code)
        exports[code] = post.export(tmp_path / f"{code}.jsonl")
    logs = []
    for order in (list(exports), list(reversed(exports)), [*exports, *exports]):
        nation = post_at(files())
        nation("open", "nasional")
        for code in order:
            nation("merge", str(exports[code]))
        assert nation.rows("verify") == []
        logs.append(sorted(one["title"] for one in nation.rows("incidents")))
    assert logs == [["laporan 31.71", "laporan 32.73", "laporan 91"]] * 3

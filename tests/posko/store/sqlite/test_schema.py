"""What readers of lists compare is what a store of this version has."""

import sqlite3
from contextlib import closing

from pilkada_cli.posko.store.sqlite.schema import COLUMNS, SHOWN


def test_the_columns_that_readers_compare_are_those_of_a_new_store(file_post):
    with closing(sqlite3.connect(file_post.place)) as store:
        assert dict(store.execute(SHOWN)) == COLUMNS
        store.execute("ALTER TABLE reports ADD COLUMN more TEXT")
        assert dict(store.execute(SHOWN)) == {**COLUMNS, "reports": f"{COLUMNS['reports']}t"}
        store.execute("DROP TABLE changes")
        store.execute("CREATE TABLE changes (place INTEGER PRIMARY KEY)")
        assert "changes" not in dict(store.execute(SHOWN))

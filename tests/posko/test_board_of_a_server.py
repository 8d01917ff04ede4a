"""A board of a post in PostgreSQL, whose server goes away for a while."""

import os
import subprocess
import sys

import psycopg


def test_while_the_server_answers_nobody_the_page_says_so_and_then_goes_on(database, server, post_at, tmp_path, until):
    url, page = database(), tmp_path / "board.html"
    name = psycopg.conninfo.conninfo_to_dict(url)["dbname"]
    keyboard = post_at(url)
    keyboard("open", "31")
    process = subprocess.Popen(
        [sys.executable, "-m", "pilkada_cli", "board", "--refresh", "1", "--output", str(page)],
        env={**os.environ, "PILKADA_POSKO": url, "PILKADA_AS_OF": "2024-11-27T08:30+07:00"},
        stderr=subprocess.PIPE,
    )
    try:
        until(page.exists)
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        until(lambda: "the post cannot be read." in page.read_text())
        assert "Jakarta Utara" in page.read_text()
        assert process.poll() is None
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        until(lambda: "the post cannot be read." not in page.read_text())
    finally:
        process.kill()
        _output, told = process.communicate()
    assert b"Traceback" not in told

"""A server at the other end of a bad line: slow, cut at any byte, half closed, full: recorded or not, and said which."""

import socket
import threading
from contextlib import suppress

import psycopg
import pytest

#: After how many bytes of an answer or a question a line is cut: within connecting, within a turn, near its end.
CUTS = (1, 60, 400, 900, 1500, 2200, 3000, 4200, 6000)


class Line:
    """A line to a server, which is cut when so many bytes have gone over it in one direction; or all is slow on it."""

    def __init__(self, url):
        info = psycopg.conninfo.conninfo_to_dict(url)
        self.to = f"{info['host']}/.s.PGSQL.{info.get('port') or 5432}"
        self.door = socket.create_server(("127.0.0.1", 0))
        self.url = (
            f"postgresql://{info.get('user', 'postgres')}@127.0.0.1:{self.door.getsockname()[1]}/{info['dbname']}"
        )
        self.rules: dict[str, int] = {}
        self.passed = {"up": 0, "down": 0}
        self.step = 1 << 16
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        with suppress(OSError):
            while True:
                near, _address = self.door.accept()
                far = socket.socket(socket.AF_UNIX)
                far.connect(self.to)
                threading.Thread(target=self._join, args=(near, far), daemon=True).start()

    def _join(self, near, far):
        with near, far:
            ways = [
                threading.Thread(target=self._carry, args=way, daemon=True)
                for way in (("up", near, far), ("down", far, near))
            ]
            for way in ways:
                way.start()
            for way in ways:
                way.join()

    def _carry(self, way, source, sink):
        with suppress(OSError):
            while content := source.recv(self.step):
                left = self.rules.get(way, 1 << 40) - self.passed[way]
                self.passed[way] += len(content)
                sink.sendall(content[: max(left, 0)])
                if len(content) >= left:
                    break
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def cut(self, **after):
        """From now on, cut the line after so many bytes `up` or `down`."""
        self.rules, self.passed = after, {"up": 0, "down": 0}


@pytest.fixture
def line(database):
    made = Line(database())
    yield made
    made.door.close()


@pytest.fixture
def far(desk, line):
    """The desk with a post in PostgreSQL, at the other end of a line."""
    desk.environment |= {"PILKADA_POSKO": line.url, "PILKADA_BY": "rini"}
    (opened,) = desk.run([desk.case("posko open 31")])
    assert opened["code"] == 0, opened
    return desk


def entries(line):
    with psycopg.connect(
        f"host={line.to.rpartition('/')[0]} dbname={line.url.rpartition('/')[2]} user=postgres"
    ) as connection:
        return connection.execute("SELECT count(*) FROM pilkada.entries").fetchone()[0]


@pytest.mark.parametrize("way", ["up", "down"])
def test_a_line_that_is_cut_at_any_byte_leaves_a_sound_log_and_no_doubt(far, line, ruled, way):
    outcomes = set()
    for cut in CUTS:
        count = entries(line)
        line.cut(**{way: cut})
        (result,) = far.run([far.case("posko report banjir --category BNC")])
        line.cut()
        ruled(result)
        assert result["code"] in (0, 5), (cut, result)
        grown = entries(line) - count
        assert grown in (0, 1)
        if result["code"] == 0:
            assert grown == 1
        elif grown:
            # Sent, and the answer lost: nobody is told that nothing was written.
            assert "look whether your entry is there" in result["err"], (cut, result)
        outcomes.add((result["code"], grown))
    assert {(0, 1), (5, 0)} <= outcomes
    (verified,) = far.run([far.case("posko verify --no-header")])
    assert (verified["code"], verified["out"]) == (0, ""), verified


def test_a_line_that_is_cut_while_somebody_reads_is_no_answer(far, line, ruled):
    far.run([far.case("posko report banjir --category BNC")])
    (whole,) = far.run([far.case("posko export")])
    for cut in CUTS:
        line.cut(down=cut)
        (result,) = far.run([far.case("posko export")])
        ruled(result)
        assert (result["code"], result["out"]) in ((5, ""), (0, whole["out"])), (cut, result)


def test_a_slow_line_gives_the_same_answers(far, line, ruled):
    quick = far.run([far.case("posko incidents -f json"), far.case("posko export")])
    line.step = 7
    slow = far.run([far.case("posko incidents -f json"), far.case("posko export"), far.case("posko nil 31.71")])
    assert [result["out"] for result in slow[:2]] == [result["out"] for result in quick]
    assert all(map(ruled, slow))
    assert slow[2]["code"] == 0


def test_a_server_without_room_or_connections_says_so(far, line, server, ruled):
    name = line.url.rpartition("/")[2]
    count = entries(line)
    with psycopg.connect(server.get_uri(database=name), autocommit=True) as connection:
        # What the server itself says when its disk is full, as a disk of its own cannot be had everywhere.
        connection.execute(
            "CREATE FUNCTION public.full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$"
        )
        connection.execute(
            "CREATE TRIGGER full_disk BEFORE INSERT ON pilkada.entries EXECUTE FUNCTION public.full_disk()"
        )
        results = far.run(
            [far.case("posko nil 31.71"), far.case("posko report x --category LOG"), far.case("posko export")]
        )
        connection.execute("DROP TRIGGER full_disk ON pilkada.entries")
        assert all(map(ruled, results))
        assert [result["code"] for result in results] == [5, 5, 0]
        assert "is out of room or connections; nothing was written" in results[0]["err"]
        connection.execute("CREATE ROLE siti LOGIN")
        connection.execute(f"ALTER DATABASE {name} CONNECTION LIMIT 0")
        siti = line.url.replace("//postgres@", "//siti@")
        (refused,) = far.run([far.case("posko incidents", environment={"PILKADA_POSKO": siti})])
        connection.execute(f"ALTER DATABASE {name} CONNECTION LIMIT -1")
        connection.execute("DROP ROLE siti")
    ruled(refused)
    assert (refused["code"], "cannot be reached" in refused["err"]) == (5, True)
    assert entries(line) == count


def test_something_else_that_answers_at_the_port_is_no_bug(desk, ruled):
    """A web server, one that says nothing sensible, and one that hangs up."""
    for answer in (b"HTTP/1.1 400 Bad Request\r\n\r\n", b"\xff" * 4096, b"S", b"E\x00\x00\x00\x08x\x00\x00", b""):
        with socket.create_server(("127.0.0.1", 0)) as door:
            thread = threading.Thread(target=say, args=(door, answer), daemon=True)
            thread.start()
            place = f"postgresql://x@127.0.0.1:{door.getsockname()[1]}/posko?sslmode=disable&connect_timeout=5"
            (result,) = desk.run([desk.case("posko incidents", environment={"PILKADA_POSKO": place})])
        ruled(result)
        assert result["code"] == 5, (answer, result)
        assert "\x1b" not in result["err"]


def say(door, answer):
    with suppress(OSError):
        near, _address = door.accept()
        with near:
            near.recv(4096)
            near.sendall(answer)

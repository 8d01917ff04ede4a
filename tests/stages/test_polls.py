"""Three clocks: the first polls open in Papua, the last close in the west, and how many are open in between."""

import pytest

ALL = ("WIT", "WITA", "WIB")


@pytest.fixture
def stations(registry):
    """How many polling stations the zones have that are named, by the registry's kabupaten and kota."""
    kabkota = registry.search(level="kabkota")
    return lambda zones: sum(region.polling_stations for region in kabkota if region.zone in zones)


@pytest.mark.parametrize(
    ("when", "voting"),
    [
        ("04:59:59", ()), ("05:00", ("WIT",)), ("05:30", ("WIT",)), ("06:00", ("WIT", "WITA")), ("07:00", ALL),
        ("10:59:59", ALL), ("11:00", ("WITA", "WIB")), ("12:00", ("WIB",)), ("12:59:59", ("WIB",)), ("13:00", ()),
    ],
)  # fmt: skip
def test_open_stations_nationally_minute_by_minute(rows, stations, when, voting):
    counted = rows("countdown", "--as-of", f"2024-11-27T{when}")
    assert counted["open_stations"] == stations(voting)
    assert (counted["opens"], counted["closes"]) == ("2024-11-27T07:00:00+09:00", "2024-11-27T13:00:00+07:00")


def test_the_zones_add_up_to_the_national_figure_that_is_declared(stations, totals):
    assert all(stations((zone,)) for zone in ALL)
    assert stations(ALL) == totals["polling_stations"]


@pytest.mark.parametrize(
    ("region", "when", "voting"),
    [
        ("91", "2024-11-27T05:30+07:00", True), ("31", "2024-11-27T05:30+07:00", False), ("31", "2024-11-27T07:00", True),
        ("51", "2024-11-27T13:00", False), ("51", "2024-11-27T12:59", True),
    ],
)  # fmt: skip
def test_open_stations_of_a_region_by_its_own_clock(rows, registry, region, when, voting):
    assert rows("countdown", "--region", region, "--as-of", when)["open_stations"] == (
        registry[region].polling_stations if voting else 0
    )


def test_other_stages_have_no_polls(rows):
    counted = rows("countdown", "pendaftaran-hari-1-2", "--as-of", "2024-08-27T10:00")
    assert (counted["opens"], counted["closes"], counted["open_stations"]) == (None, None, None)

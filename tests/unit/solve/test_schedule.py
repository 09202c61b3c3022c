from hypothesis import given, settings
from hypothesis import strategies as st

from freight.domain.scenario import Interval
from freight.solve.schedule import follow, next_open, shortest
from tests.unit.solve.brute_force import span_by_longest_path

Day = tuple[tuple[Interval, ...], list[int], list[tuple[Interval, ...]]]
TIMES = st.integers(0, 60)


@st.composite
def intervals(draw: st.DrawFn) -> tuple[Interval, ...]:
    edges = sorted(draw(st.lists(TIMES, min_size=2, max_size=6, unique=True)))
    return tuple(zip(edges[::2], edges[1::2], strict=False))


@st.composite
def days(draw: st.DrawFn) -> Day:
    stops = draw(st.integers(1, 4))
    gaps = draw(st.lists(st.integers(0, 20), min_size=stops, max_size=stops))
    return draw(intervals()), gaps, [draw(intervals()) for _ in range(stops)]


@settings(max_examples=300, deadline=None)
@given(days())
def test_shortest_is_the_least_span_over_all_choices_of_windows(day: Day) -> None:
    leave, gaps, windows = day
    found = shortest(leave, gaps, windows)
    expected = span_by_longest_path(gaps, [leave, *windows])
    assert (None if found is None else found.span_s) == expected


@settings(max_examples=200, deadline=None)
@given(days())
def test_a_schedule_keeps_its_hours_and_its_gaps(day: Day) -> None:
    leave, gaps, windows = day
    found = shortest(leave, gaps, windows)
    if found is None:
        return
    times = [found.depart_s, *found.start_s, found.end_s]
    for time, hours in zip(times, [leave, *windows], strict=True):
        assert any(opens <= time <= closes for opens, closes in hours)
    for before, after, gap in zip(times[:-1], times[1:], gaps, strict=True):
        assert after - before >= gap


def test_waiting_before_the_first_window_is_spent_at_home() -> None:
    found = shortest([(0, 1000)], [10, 5, 10], [[(500, 600)], [(500, 600)], [(0, 1000)]])
    assert found is not None
    assert (found.depart_s, found.start_s, found.end_s) == (490, (500, 505), 515)


def test_a_later_window_is_taken_when_it_saves_waiting() -> None:
    """Leaving at 0 means 80 s of waiting for the second stop; leaving at 90 means none."""
    found = shortest([(0, 200)], [10, 10, 10], [[(10, 10), (100, 100)], [(100, 120)], [(0, 400)]])
    assert found is not None
    assert (found.depart_s, found.span_s) == (90, 30)


def test_of_equal_days_the_earlier_one_is_taken() -> None:
    found = shortest([(0, 100)], [10, 10], [[(0, 500)], [(0, 500)]])
    assert found is not None
    assert found.depart_s == 0


def test_too_late_is_no_schedule() -> None:
    assert shortest([(50, 100)], [10, 10], [[(0, 55)], [(0, 500)]]) is None
    assert follow(50, [10, 10], [[(0, 55)], [(0, 500)]]) is None


def test_next_open_jumps_over_holes() -> None:
    hours = [(0, 10), (20, 30)]
    assert [next_open(hours, time) for time in (5, 10, 11, 25, 31)] == [5, 10, 20, 25, None]

"""Figures as intervals."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kg.consistency.interval import Interval, printed_step, shown, shown_interval, stated, total

NUMBERS = st.decimals(min_value=0, max_value=10**9, places=1)


def between(low: object, high: object) -> Interval:
    return Interval(None if low is None else Decimal(str(low)), None if high is None else Decimal(str(high)))


def test_more_than_promises_a_bound_and_leads_to_expect_the_next_step() -> None:
    told = stated(Decimal(84_000), ">", quote="8.4万余起")
    assert told.sure == between(84_000, None)
    assert told.expected == between(84_000, 85_000)
    assert told.step == 1000


def test_a_plain_round_number_may_be_rounded_and_an_exact_one_is_not() -> None:
    assert stated(Decimal(115_700_000), "=").sure == between(115_650_000, 115_750_000)
    assert stated(Decimal(3122), "=").sure == between(3122, 3122)


def test_a_fall_is_read_by_its_size() -> None:
    assert stated(Decimal("-40"), "<").sure == between(-40, 0)
    assert stated(Decimal("-12"), ">").sure == between(None, -12)


def test_zeros_behind_the_mark_are_digits() -> None:
    assert printed_step(Decimal(1_400_000), "140萬餘名") == 100_000
    assert printed_step(Decimal(1_400_000), "1.40 million") == 10_000
    assert printed_step(Decimal(153_973_709)) == 1


def test_what_remains_of_a_whole_is_never_negative() -> None:
    assert between(10, 12).without(between(20, 30)).low == 0
    assert between(66_000, 66_000).without(between(53_200, None)) == between(None, 12_800)


def test_intervals_in_words() -> None:
    assert shown_interval(between(None, None)) == "any number"
    assert shown_interval(between(None, 4)) == "at most 4"
    assert shown_interval(between("3592.4", "3596.9")) == "3,592 to 3,597"
    assert shown(Decimal("1E+3")) == "1,000"


@given(st.lists(st.tuples(NUMBERS, NUMBERS), max_size=6))
def test_a_sum_holds_every_sum_of_its_parts(parts: list[tuple[Decimal, Decimal]]) -> None:
    intervals = [Interval(*sorted(p)) for p in parts]
    whole = total(intervals)
    assert whole.holds(sum((min(p) for p in parts), start=Decimal(0)))
    assert whole.holds(sum((max(p) for p in parts), start=Decimal(0)))


@given(NUMBERS, st.sampled_from(["=", ">", ">=", "<", "~"]))
def test_what_is_expected_is_never_more_than_what_is_promised(value: Decimal, comparator: str) -> None:
    told = stated(value, comparator)
    assert told.sure.holds(value)
    assert told.expected.holds(value)
    assert told.sure.meets(told.expected)


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS)
def test_meeting_is_symmetric_and_the_opposite_of_lying_apart(a: Decimal, b: Decimal, c: Decimal, d: Decimal) -> None:
    one, other = Interval(*sorted((a, b))), Interval(*sorted((c, d)))
    assert one.meets(other) == other.meets(one)
    assert one.meets(other) != (one.below(other) or other.below(one))

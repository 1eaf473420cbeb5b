"""Marks that nest and overlap."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.model.record import Span
from kg.pages.marking import Mark, iter_pieces, marks_of_lines, more_places, place

MARKS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 12), st.integers(1, 5)).map(
        lambda t: Mark(start=t[0], end=t[0] + t[1], entry=t[2], kind="figure")
    ),
    max_size=8,
)


@given(MARKS)
def test_pieces_lie_end_to_end_and_each_place_has_just_its_marks(marks):
    pieces = list(iter_pieces(0, 50, marks))
    assert [p.start for p in pieces] == [0, *(p.end for p in pieces[:-1])]
    assert pieces[-1].end == 50
    for piece in pieces:
        for at in range(piece.start, piece.end):
            assert sorted(piece.marks) == sorted(m for m in marks if m.start <= at < m.end)


@given(MARKS)
def test_each_line_gets_the_marks_that_touch_it(marks):
    lines = [(0, 10), (11, 11), (12, 30), (31, 50)]
    for (start, end), found in zip(lines, marks_of_lines(lines, marks), strict=True):
        assert sorted(found) == sorted(m for m in marks if m.start < end and m.end > start)


def test_the_innermost_comes_first():
    outer, inner = (Mark(start=0, end=9, entry=1, kind="case"), Mark(start=2, end=4, entry=2, kind="figure"))
    pieces = list(iter_pieces(0, 9, [outer, inner]))
    assert [p.marks for p in pieces] == [(outer,), (inner, outer), (outer,)]


def test_words_are_placed_where_they_stand_and_nowhere_by_guess():
    text = "40 boats, then 40 boats; 3 cars"
    assert place(Span(quote="40 boats", start=15, end=23), text) == (15, 23)
    assert place(Span(quote="40 boats", start=14, end=22), text) is None
    assert place(Span(quote="3 cars"), text) == (25, 31)
    assert place(Span(quote="40 boats"), text) is None


def test_more_places_are_whole_words_the_longest_name_first_outside_what_is_taken():
    text = "Harbour Guard, Guard, Guards, vanGuard, Guard"
    found = list(more_places([("Guard", 1), ("Harbour Guard", 2)], text, [(40, 45)]))
    assert [(m.start, m.end, m.entry) for m in found] == [(0, 13, 2), (15, 20, 1)]


def test_names_in_chinese_need_no_space_around_them():
    found = list(more_places([("港口警队", 1)], "昨日港口警队查获", []))
    assert [(m.start, m.end) for m in found] == [(2, 6)]

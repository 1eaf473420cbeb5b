"""How a text is laid out: blocks, sentences and tokens cover it without changing a character."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.extract.text import BlockKind, Text


def kinds(content: str) -> list[tuple[BlockKind, str]]:
    text = Text(content, abbreviations=("dec", "col"))
    return [(b.kind, content[b.body : b.end]) for b in text.blocks]


def test_blocks_are_headings_prose_items_and_rows() -> None:
    content = "Results\n\nBoats were searched all day.\n\n• 12 boats\nNets seized: 40\nPort A     12     30\n"
    assert [kind for kind, _ in kinds(content)] == [
        BlockKind.HEADING, BlockKind.PROSE, BlockKind.ITEM, BlockKind.ITEM, BlockKind.ROW,
    ]  # fmt: skip


def test_wrapped_prose_is_one_block() -> None:
    content = "Officers of the harbour searched forty boats in the night and\nfound nothing on thirty of them.\n"
    assert len(kinds(content)) == 1


def test_abbreviations_and_initials_end_no_sentence() -> None:
    content = "On Dec. 3 Col. J. Ferreira spoke. Nobody asked."
    text = Text(content, abbreviations=("dec", "col"))
    assert [content[s.start : s.end].strip() for s in text.sentences] == [
        "On Dec. 3 Col. J. Ferreira spoke.",
        "Nobody asked.",
    ]


@given(st.text(max_size=400))
def test_layout_covers_all_that_is_not_blank(content: str) -> None:
    text = Text(content)
    inside = [False] * len(content)
    for sentence in text.sentences:
        for i in range(sentence.start, sentence.end):
            assert not inside[i]
            inside[i] = True
    assert all(
        covered or c.isspace() or c in "\x1c\x1d\x1e\x1f\x85" for covered, c in zip(inside, content, strict=True)
    )
    tokens = text.tokens
    for word, start, end in zip(tokens.word, tokens.start, tokens.end, strict=True):
        assert content[start:end] == word or (word == "\n" and start == end)

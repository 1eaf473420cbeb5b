"""Markdown → the words a reader sees."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import DocumentError
from kg.model.document import PageFacts
from kg.read.markdown import read_markdown

PAGE = """---
title: "Operation Lantern"
date: 2024-05-06
source: The Bureau
---
# Results of *Lantern*

The [bureau](https://example.org "home") said\r
that **104** people &amp; 2\\*3 firms ~~never~~ were held.\x20\x20
More<br>to come ![chart](x.png).

- Arrests: 104
- Raids: 22
  - by night: 3

3. third
4. fourth

| Item | Total |
|------|------:|
| A    | **35** |

> quoted

```
code  1
```
<div><p>one</p><p>two</p></div>

<!-- note -->
"""


def test_markup_goes_and_words_stay() -> None:
    read = read_markdown(PAGE)
    assert read.content == (
        "Results of Lantern\n\nThe bureau said that 104 people & 2*3 firms never were held.\nMore\nto come .\n\n"
        "- Arrests: 104\n- Raids: 22\n- by night: 3\n\n3. third\n4. fourth\n\nItem | Total\nA | 35\n\nquoted\n\n"
        "code 1\n\none\n\ntwo"
    )
    assert read.facts == PageFacts(title="Operation Lantern", published="2024-05-06", publisher="The Bureau")


def test_the_first_heading_is_the_title() -> None:
    assert read_markdown("\ufeff## Sub\n\n# The *title*\n\ntext").facts.title == "The title"


@pytest.mark.parametrize("text", ["", "<!-- x -->", "---\n", "> " * 500 + "x", "[a]: http://b\n"])
def test_no_words_is_an_error(text: str) -> None:
    with pytest.raises(DocumentError, match="without any words"):
        read_markdown(text)


@settings(deadline=None)
@given(st.text(alphabet="*_`[]()<>!#-+|> \n\r\t&;:\\1aé中", max_size=200))
def test_any_markup_gives_words_or_a_clear_error(text: str) -> None:
    try:
        read = read_markdown(text)
    except DocumentError:
        return
    assert read.content.strip()
    read.content.encode("utf-8")

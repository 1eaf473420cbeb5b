"""Campaigns named in quotation marks: '"Kunlun 2023" special operation', 'a drive code-named "Red Kite"'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.en.campaign_words import EDITION, CampaignWords, CodeName
from kg.extract.text import Range, Text


class QuotedReader:
    """Reads the code names within quotation marks; `case_labels` then holds the quotations that label a case."""

    def __init__(self, text: Text, words: CampaignWords, quoted: list[Range]) -> None:
        self.text = text
        self.tokens = text.tokens
        self.words = words
        self.quoted = quoted
        self.case_labels: set[Range] = set()

    def read(self) -> Iterator[CodeName]:
        """Yield every campaign named in quotation marks."""
        lists = self._quote_lists()
        for group in lists:
            verdict = self._verdict(group)
            if verdict is None:
                continue
            how, confidence, plural = verdict
            for start, end in group:
                name = self.text.content[start:end].rstrip(" ,.;")
                if (
                    name
                    and len(name.split()) <= 16
                    and not (name[0].islower() and "," in name)
                    and not self.words.rules & set(name.split())
                ):
                    yield CodeName(
                        span=(start, start + len(name)),
                        name=name,
                        how=how,
                        confidence=confidence,
                        plural=plural and len(group) == 1,
                    )

    def _quote_lists(self) -> list[list[Range]]:
        """Group quotations that stand in one list: "a", "b" and "c"."""
        groups: list[list[Range]] = []
        for span in self.quoted:
            if groups:
                between = self.text.content[groups[-1][-1][1] : span[0]]
                if len(between) < 12 and re.fullmatch(r"[\W_]*(?:and|or|,)?[\W_]*", between) and "." not in between:
                    groups[-1].append(span)
                    continue
            groups.append([span])
        return groups

    def _verdict(self, group: list[Range]) -> tuple[str, float, bool] | None:
        tokens, words = self.tokens, self.words
        first = tokens.at(group[0][0])
        last = tokens.at(group[-1][1] - 1) + 1
        name = self.text.content[group[0][0] : group[0][1]].strip(" ,.;")
        after = last
        while after < len(tokens) and tokens.word[after] in ('"', "”", ",", "’", "'", "」", "』"):
            after += 1
        before = first - 1
        while before >= 0 and tokens.word[before] in ('"', "“", "‘", "'", "「", "『"):
            before -= 1
        if not name:
            return None
        title = name[0].isupper() or name[0].isdigit()
        dated = bool(EDITION.match(name)) and bool(re.search(r"\d{4}\Z", name))
        skip = after
        while (
            skip < len(tokens)
            and skip < after + 5
            and (tokens.low[skip] in words.adjectives or tokens.low[skip] in ("and", "extradition"))
        ):
            skip += 1
        follow = tokens.low[skip] if skip < len(tokens) else "\n"
        if follow not in words.heads and self._labels_case(after):
            self.case_labels.update(group)
            return None
        if tokens.word[last - 1 if last else 0] == "," and follow not in words.heads:
            skip = after
        if follow in words.heads and (follow not in words.loose_heads or title):
            return "quoted", 0.93, follow.endswith("s")
        short_end = self._after_short_form(after)
        if short_end is not None and tokens.low[short_end] in words.heads:
            return "quoted", 0.85, False
        lead = self._lead(before)
        if lead is not None:
            return lead, 0.9, False
        if dated and title and len(name.split()) < 8:
            return "quoted", 0.85, False
        if title and self._apposed(last):
            return "quoted", 0.8, False
        if re.search(r"\b(?:Action|Operation|Campaign|Crackdown)\Z", name):
            return "quoted", 0.85, False
        return None

    def _apposed(self, index: int) -> bool:
        """Whether words after a quotation say that it is a campaign's name: '"Red Kite", a special campaign'."""
        tokens = self.tokens
        low = tokens.low[index - 1 : index + 10]
        article = next((i for i, w in enumerate(low[:4]) if w in ("a", "an")), None)
        if article is None or "," not in low[:article]:
            return False
        for word in low[article + 1 : article + 6]:
            if word in self.words.named_heads:
                return True
            if not word.replace("-", "").isalpha() or word in ("of", "in", "for", "by", "to", "with"):
                return False
        return False

    def _after_short_form(self, index: int) -> int | None:
        """Return the token after "(SHORT)" at a token, if it stands there."""
        word = self.tokens.word
        if index + 3 < len(word) and word[index] == "(" and word[index + 1].isupper() and word[index + 2] == ")":
            return index + 3
        return None

    def _labels_case(self, after: int) -> bool:
        """Whether a case follows a quotation within a few words: '"1·17" illegal hunting case'."""
        for i in range(after, min(after + 4, len(self.tokens))):
            if self.tokens.low[i] in self.words.case_heads and (i < after + 2 or self.tokens.low[i] == "case"):
                return self._same_clause(after, i) and (i == after or self.tokens.low[i - 1] != "in")
        return False

    def _same_clause(self, first: int, last: int) -> bool:
        return all(self.tokens.word[i] not in '.;:,\n"“' for i in range(first, last))

    def _lead(self, before: int) -> str | None:
        """Say how the words before a quotation make it a campaign's name, if they do."""
        tokens, words = self.tokens, self.words
        if before < 0:
            return None
        i = before
        while i > 0 and tokens.low[i] in ("as", "such", ":", ",", "the", "a", "an", "of"):
            i -= 1
        low = tokens.low[i]
        if tokens.word[before] == "," and tokens.word[before + 2][:1].isupper():
            for k in range(i, max(-1, i - 5), -1):
                if tokens.low[k] in words.named_heads and tokens.low[k - 1] not in ("the", "this"):
                    return "named"
                if not tokens.word[k][0].isalnum():
                    break
        if low.rsplit("-", 1)[-1] in words.heads and low not in words.loose_heads and tokens.low[before] != "the":
            return "quoted"
        for start in range(max(0, i - 3), i + 1):
            hit = words.code_naming.match(tokens, start)
            if hit is not None and hit[0] == i + 1:
                return "named"
            hit = words.naming.match(tokens, start)
            if hit is not None and hit[0] == i + 1:
                window = tokens.low[max(0, start - 14) : start]
                return "named" if any(w in words.heads or w in words.inquiries for w in window) else None
            hit = words.carrying.match(tokens, start)
            if hit is not None and hit[0] == i + 1 and tokens.word[tokens.at(tokens.start[before] + 1)]:
                following = tokens.word[before + 2] if before + 2 < len(tokens) else ""
                return "carried" if following[:1].isupper() else None
        return None

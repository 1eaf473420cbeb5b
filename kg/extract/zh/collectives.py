"""Collectives in a Chinese text: the police of everywhere or somewhere, courts, and departments of a field."""

from __future__ import annotations

import re

from kg.extract.text import Range
from kg.extract.zh.bodies import BodyWords
from kg.extract.zh.body import HERE, Body


class CollectiveScanner:
    """Reads the collective that begins at an offset, and the office behind a place."""

    form: str
    words: BodyWords

    def _local_head(self, at: int) -> tuple[int, str] | None:
        end = self.words.local.at(self.form, at)
        if end is None:
            return None
        name = self.form[at:end]
        if name in ("海关", "委", "政府", "海警") and re.match(
            r"总署|部门|机构|员|托|任|派|性|主导|采购", self.form[end : end + 2]
        ):
            return None
        return end, self.words.same_heads.get(name, name)

    def _collective_head(self, at: int) -> tuple[int, str] | None:
        """Return where a collective's head ends and what kind it is: police organs, courts, departments of a field."""
        end = self.words.kinds.at(self.form, at)
        if end is not None:
            name = self.form[at:end]
            kind = self.words.kinds.table[name]
            if name == "公安" and self.words.not_organs.match(self.form, end):
                return self._department(at)
            if name in ("海关", "海警", "法院", "检察院") and self.form[end : end + 2] in (
                "总署",
                "部门",
                "机构",
                "缉私",
                "监管",
            ):
                return self._department(at)
            return end, kind
        return self._department(at)

    def _department(self, at: int) -> tuple[int, str] | None:
        end = self.words.fields.at(self.form, at)
        tail = self.words.department.match(self.form, end) if end is not None else None
        return (tail.end(), self.form[at:end]) if tail is not None and end is not None else None

    def _collective(self, start: int) -> list[Body]:
        form, words = self.form, self.words
        at, where = start, ""
        for prefixes, meaning in ((words.here, HERE), (words.apart, "apart"), (words.everywhere, "")):
            end = prefixes.at(form, start)
            if end is not None:
                at, where = end, meaning if meaning != "apart" else f"@{form[start:end]}"
                break
        if at > start and form[at : at + 1] == "的":
            at += 1
        fields = self._listed_fields(start, at) if not where.startswith("@沿") else []
        if fields:
            return fields
        head = self._collective_head(at)
        if head is None:
            return []
        end, kind = head
        if at == start and form[start:end] in words.bound and not self._after_another(start):
            return []
        if form[max(0, start - 1) : start] in ("该", "本", "某") or form[max(0, start - 2) : start] == "人民":
            return []
        identity = f"{kind}{where}" if at > start else f"{kind}?"
        return [
            Body(
                start=start,
                end=end,
                identity=identity,
                kind="organs" if kind == "organs" else "collective",
                spans=((start, end),),
                place=form[start:at] if where.startswith("@") and where != HERE else None,
            )
        ]

    def _after_another(self, start: int) -> bool:
        """Whether another body's name stands right before, joined by a word: "治安警察局及海关"."""
        before = self.form[max(0, start - 2) : start]
        return len(before) == 2 and before[1] in "、及和与" and before[0] in "局署厅处部院会关警"

    def _listed_fields(self, start: int, at: int) -> list[Body]:
        """Return one body per field of a list that shares its head: "文化和旅游、网信、市场监管等部门"."""
        form, words = self.form, self.words
        spans: list[Range] = []
        end = words.fields.at(form, at)
        while end is not None:
            spans.append((at, end))
            joint = words.listed.match(form, end)
            at = joint.end() if joint else -1
            end = words.fields.at(form, at) if joint and len(spans) < 40 else None
        if len(spans) < 2:
            return []
        tail = words.department.match(form, spans[-1][1])
        if tail is None:
            return []
        return [
            Body(
                start=start if i == 0 else s,
                end=tail.end() if i == len(spans) - 1 else e,
                identity=f"{form[s:e]}?",
                kind="collective",
                spans=(),
                composed=(form[s:e] + "部门",),
            )
            for i, (s, e) in enumerate(spans)
        ]

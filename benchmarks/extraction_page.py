"""Figures of `benchmarks.extraction` → the page docs/extraction-speed.md."""

from __future__ import annotations

from typing import Any

INTRO = """# How fast announcements are read

Written by `python benchmarks/extraction.py --peers .benchmarks/peers --write docs/extraction-speed.md`, which makes the
texts from a seed (`benchmarks/announcements.py`; add real ones with `--documents FOLDER`). Times are of the process
itself on one core, the best of three rounds for kg; loading lexicons and models does not count. Synthetic texts are
dense: a figure every 60 characters in English, every 20 in Chinese, and new names in each paragraph.
"""


def render_page(found: dict[str, Any]) -> str:
    """Return the page."""
    parts = [INTRO, f"Machine: {found['machine']}; load average when this began: {found['load']}.\n"]
    if found["quick"]:
        parts.append("**A quick run: sizes too small to say how fast anything is.**\n")
    parts += [_speed(found["speed"]), _length(found["length"]), _memory(found["memory"]), _workers(found["workers"])]
    return "\n".join(parts)


def _table(headings: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [f"| {' | '.join(headings)} |", "| --- |" + " --: |" * (len(headings) - 1)]
    return "\n".join(lines + [f"| {' | '.join(row)} |" for row in rows]) + "\n"


def _bar(text: str, met: bool) -> str:
    return f"{text}: {'met' if met else '**missed**'}"


def _speed(sets: list[dict[str, Any]]) -> str:
    rows = []
    for row in sets:
        ours = row["kg"]["seconds"]
        cells = [row["name"], f"{row['bytes'] / 1000:,.0f} kB", f"{row['bytes'] / ours / 1000:,.0f} kB/s"]
        cells.append(f"{row['characters'] / ours / 1000:,.0f}k")
        cells.append(f"{row['characters'] / max(1, row['kg']['figures']):,.0f}")
        if "peers" in row:
            taken = sum(row["peers"]["seconds"].values())
            ratio = taken / ours
            cells += [f"{row['bytes'] / taken / 1000:.1f} kB/s", f"{ratio:,.0f}×", _bar("≥ 40×", ratio >= 40)]
        else:
            cells += ["", "", ""]
        rows.append(tuple(cells))
    head = ("texts", "size", "kg", "code points/s", "characters a figure", "spaCy + quantulum3", "ratio", "bar")
    versions = next((row["peers"]["versions"] for row in sets if "peers" in row), "")
    told = f"Compared with {versions}, on the same texts and core in the same run.\n\n" if versions else ""
    return f"## Speed\n\n{told}{_table(head, rows)}"


def _length(found: dict[str, list[dict[str, Any]]]) -> str:
    rows = []
    for language, sizes in found.items():
        first = sizes[0]["seconds"] / sizes[0]["characters"]
        for row in sizes:
            each = row["seconds"] / row["characters"]
            rows.append(
                (
                    f"{'English' if language == 'en' else 'Chinese'}, {row['characters']:,} code points",
                    f"{row['seconds']:.2f} s",
                    f"{row['characters'] / row['seconds'] / 1000:,.0f}k",
                    f"{each / first:.2f}×",
                    f"{row['more_mb']:,.0f} MB",
                )
            )
    head = ("one document", "time", "code points/s", "time a character, against the first", "memory")
    return f"## Length\n\nCost is linear when the fourth column stays near 1.\n\n{_table(head, rows)}"


def _memory(held: dict[str, float]) -> str:
    (some, before), (all_, after) = held.items()
    return (
        f"## Memory\n\nAfter {int(some):,} documents the process held {before:,.0f} MB, "
        f"after {int(all_):,} {after:,.0f} MB.\n"
    )


def _workers(found: dict[str, Any]) -> str:
    one, two = found["seconds"].values()
    return (
        f"## Workers\n\n`kg extract` on {found['documents']:,} documents of 20 kB, by the clock: {one:.1f} s with one "
        f"worker, {two:.1f} s with two ({one / two:.2f}×).\n"
    )

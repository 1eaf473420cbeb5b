"""Figures → the tables and the page of docs/benchmarks.md."""

from __future__ import annotations

from typing import Any

Row = tuple[str, ...]
"""What, ours, the peers', how they compare, and the bar with whether it is met."""

HEAD = {
    "build": ("Build", "data", "kg build", "a record", "against 1×", "bar"),
    "queries": (
        "Queries",
        "query",
        "kg, on disk",
        "asked once",
        "rdflib dataset",
        "rdflib graph (parsed before)",
        "ratio",
        "bar",
    ),
    "shacl": ("SHACL", "run", "kg", "peer", "ratio", "bar"),
    "entailment": ("Entailment and writing", "step", "kg", "at 100k", "ratio", "bar"),
}


def render_part(name: str, found: dict[str, Any]) -> str:
    """Return a part's table."""
    title, *columns = HEAD[name]
    rows = {"build": _build, "queries": _queries, "shacl": _shacl, "entailment": _entailment}[name](found)
    lines = [f"| {' | '.join(columns)} |", "| --- |" + " --: |" * (len(columns) - 2) + " --- |"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    return f"## {title}\n\n" + "\n".join(lines) + "\n"


def _ms(milliseconds: float) -> str:
    if milliseconds >= 10_000:
        return f"{milliseconds / 1000:,.0f} s"
    if milliseconds >= 1000:
        return f"{milliseconds / 1000:.1f} s"
    return f"{milliseconds:.0f} ms" if milliseconds >= 20 else f"{milliseconds:.2g} ms"


def _times(ratio: float) -> str:
    return f"{ratio:,.0f}×" if ratio >= 20 else f"{ratio:.2g}×"


def _bar(text: str, met: bool) -> str:
    return f"{text} {'met' if met else '**missed**'}"


def _build(found: dict[str, Any]) -> list[Row]:
    rows: list[Row] = []
    first: float | None = None
    for size, row in found["rows"].items():
        if "failed" in row:
            rows.append((f"synthetic, {row['records']:,} records", "not done", row["failed"], "", "**missed**"))
            continue
        each = row["seconds"] / row["records"] * 1000
        real = size == "0"
        first = each if first is None and not real else first
        slower = each / first if first else 1.0
        name = "`data/`, the real records" if real else "synthetic"
        bar = _bar("under 3 s:", row["seconds"] < 3) if real else ""
        if not real and slower != 1.0:
            bar = _bar("no slower a record:", slower <= 1.0)
        memory = f"{row['peak_mb']:,.0f} MB at most"
        rows.append(
            (
                f"{name}, {row['records']:,} records ({memory})",
                f"{_ms(row['seconds'] * 1000)} ({_ms(row['cpu_s'] * 1000)} CPU)",
                _ms(each),
                "" if real else _times(slower),
                bar,
            )
        )
    return rows


def _queries(found: dict[str, Any]) -> list[Row]:
    bars = {
        "describe one entity": 5,
        "co-participation of one agency": 15,
        "group by domain and year": 6,
        "OPTIONAL-heavy page": 12,
    }
    rows: list[Row] = []
    for name, ours in found["kg"]["queries"].items():
        dataset, graph = (found[peer]["queries"][name] for peer in ("dataset", "graph"))
        ratio = dataset["ms"] / ours["ms"]
        same = "" if ours["digest"] == dataset["digest"] == graph["digest"] else " (**answers differ**)"
        bar = bars.get(name)
        rows.append(
            (
                f"{name}, {ours['rows']:,} rows{same}",
                _ms(ours["ms"]),
                _ms(found["cold"]["ms"][name]),
                _ms(dataset["ms"]),
                f"{_ms(graph['ms'])} ({_ms(graph['prepared_ms'])})",
                f"{_times(ratio)}; graph {_times(graph['ms'] / ours['ms'])}",
                _bar(f"≥ {bar}×:", ratio >= bar) if bar else "",
            )
        )
    load, other = found["load"]["seconds"], found["dataset"]["load_s"]
    quads = found["made"]["stated"] + found["made"]["inferred"]
    what = f"load more than {quads:,} quads"
    ours_cpu, other_cpu = found["load"]["cpu_s"], found["dataset"]["load_cpu_s"]
    rows.append(
        (
            what,
            f"{_ms(load * 1000)} ({_ms(ours_cpu * 1000)} CPU)",
            "",
            f"{_ms(other * 1000)} ({_ms(other_cpu * 1000)} CPU)",
            "",
            _times(other / load),
            _bar("≥ 3.5×:", other / load >= 3.5),
        )
    )
    rows.append(("opening the store", "", _ms(found["cold"]["opening_ms"]), "", "", "", ""))
    ours_mb, dataset_mb, graph_mb = (found[engine]["resident_mb"] for engine in ("kg", "dataset", "graph"))
    share = ours_mb / dataset_mb
    ours_text, *memory = (f"{size:,.0f} MB" for size in (ours_mb, dataset_mb, graph_mb))
    rows.append(("resident memory", ours_text, "", *memory, f"{share:.2f}×", _bar("≤ 0.4×:", share <= 0.4)))
    return rows


def _shacl(found: dict[str, Any]) -> list[Row]:
    rows: list[Row] = []
    for run in found["runs"]:
        ours, peer = run["ours"], run["peer"]
        ratio = peer["seconds"] / ours["seconds"]
        stopped = peer.get("stopped", False)
        same = "the same results" if ours["digest"] == peer.get("digest") else "**other results**"
        rows.append(
            (
                f"full run, {ours['triples']:,} triples, {ours['results']:,} results"
                + ("" if stopped else f" ({same})"),
                _ms(ours["seconds"] * 1000),
                f"pySHACL {'stopped after ' if stopped else ''}{_ms(peer['seconds'] * 1000)}, parsing left out",
                f"{'> ' if stopped else ''}{_times(ratio)}",
                _bar("≥ 20×:", ratio >= 20),
            )
        )
    store, step = found["store"], found["incremental"]
    beyond = store["seconds"] * 1000 / step["ms"]
    whole = f"{_ms(store['seconds'] * 1000)} ({_ms(store['cpu_s'] * 1000)} CPU)"
    into = f"one document of {step['triples']:,.0f} triples into {store['triples']:,}"
    return [
        *rows,
        (f"all of a store, {store['triples']:,} triples ({store['peak_mb']:,.0f} MB at most)", whole, "", "", ""),
        (
            f"{into} (worst {_ms(step['worst_ms'])}; {step['affected']:.0f} nodes looked at)",
            _ms(step["ms"]),
            f"all of the store {_ms(store['seconds'] * 1000)}",
            _times(beyond),
            f"{_bar('≤ 25 ms:', step['ms'] <= 25)}; {_bar('≥ 1,000×:', beyond >= 1000)}",
        ),
    ]


def _entailment(found: dict[str, Any]) -> list[Row]:
    small, large, step = found["closure small"], found["closure large"], found["document large"]
    more = large["seconds"] / small["seconds"]
    rows: list[Row] = [
        (
            f"all that follows from {large['stated']:,} triples ({large['inferred']:,} more)",
            _ms(large["seconds"] * 1000),
            f"{small['stated']:,} triples: {_ms(small['seconds'] * 1000)}",
            f"{more:.1f}× for {large['stated'] / small['stated']:.1f}×",
            "",
        )
    ]
    rows += [
        (f"replace one document: {name}", _ms(value), "", "", "")
        for name, value in step.items()
        if name not in ("triples", "worst")
    ]
    return rows


INTRO = """# Benchmarks

Written by `make bench` (`python benchmarks/run.py --write docs/benchmarks.md`). Every ratio compares two things
measured in the same run on the same machine; times are medians of several runs, the first of which is thrown away,
with the garbage collected before each. Trust the ratios; times under 5 ms are good to a factor of three.

The data are synthetic, made by `benchmarks/synthetic.py` from a seed and shaped like the real records; both sides get
the same graph, with everything that follows from it already in it, and must give the same answers.
"""

WORDS = {
    "build": """`python benchmarks/run.py --only build`.

A fresh process and a fresh workspace each time, from JSON files to a
validated store on disk with all that follows. "Against 1×" is the time a record takes, compared with the synthetic
folder of as many records as `data/` held when this was written.
""",
    "queries": """`python benchmarks/run.py --only queries`.

A million stated quads. kg reads a store on disk through its own reader, the way `kg query` does. rdflib holds the same
in memory, twice over: as a dataset with the same named graphs, whose union it asks, and as one graph of the merged
view, which is faster and can no longer say who states what. The ratio and the bar speak of the dataset. Every engine
gets the query as text; what the graph takes when rdflib parsed the query beforehand stands in brackets. A time is the
median over several things asked about: for "describe" the middling one of each kind of thing, else a well-known
campaign, agency or announcement, two fairly known, an ordinary one. Loading compares N-Quads into a store on disk,
with the merged view made and all of it flushed (the better of two runs), to N-Quads into the dataset, which needs no
merged view to be made: it merges whenever it is asked. "Asked once" opens the store for a single question and closes it
again: the answer a first `kg query` waits for, Python's own start left out, the files being in the system's cache.
""",
    "shacl": """`python benchmarks/run.py --only shacl`.

The shapes of `shapes/`, and a graph from which 200 triples were taken so that
there is something to find. Ours is measured from N-Triples bytes to the report; pySHACL without its parsing, and
stopped where it would take many minutes. "All of a store" is what `kg validate` does: slice by slice, on two cores,
with the checks of each named graph.
""",
    "entailment": """`python benchmarks/run.py --only entailment`.

The rules of the ontology. "Replace one document" takes a document of
some 265 triples out of a store of a million quads and puts another in its place, in one atomic step that ends on
disk: what changes, what follows from it, whether it conforms, and the commit.
""",
}


def render_page(found: dict[str, Any], *, quick: bool) -> str:
    """Return the page of all parts that have been run."""
    parts = [INTRO]
    parts.append(f"Machine: {found['machine']}. Versions: {found['versions']}.\n")
    if quick:
        parts.append("**A quick run: sizes too small to say how fast anything is.**\n")
    for name in HEAD:
        if name in found:
            table = render_part(name, found[name])
            title, _, rest = table.partition("\n")
            load = f"Load average when this part began: {found[name]['load_average']}.\n"
            parts.append(f"{title}\n\n{WORDS[name]}\n{load}{rest}")
            if name == "build":
                parts.append(_stages(found[name]["stages"]))
    return "\n".join(parts)


def _stages(stages: dict[str, dict[str, list[float]]]) -> str:
    """Return where the time of a build goes, and the memory held after each step."""
    names = list(dict.fromkeys(stage for found in stages.values() for stage in found))
    heads = ["`data/`" if size == "0" else f"{int(size):,} synthetic" for size in stages]
    lines = [f"| where the time goes | {' | '.join(heads)} |", "| --- |" + " --: |" * len(heads)]
    for name in names:
        cells = [f"{_ms(found[name][0] * 1000)}, {found[name][1]:,.0f} MB" for found in stages.values()]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"

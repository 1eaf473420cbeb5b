"""Fetching, against a server on this machine that misbehaves as it is told."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kg.errors import FetchError
from kg.model.document import Original, Source
from kg.read.fetch import USER_AGENT, FetchLimits, _checked, _is_public, fetch_document

WORDS = b"<p>Police arrested 104 people."


class Server(ThreadingHTTPServer):
    """Answers each path with the act of that name; `over` ends those that would go on for ever."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.over = threading.Event()
        self.asked: list[tuple[str, str | None]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def log_message(self, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers["User-Agent"]))
        with suppress(OSError):
            ACTS[self.path.split("?")[0]](self)

    def answer(self, status: int, headers: dict[str, str], body: bytes = b"") -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def drip(handler: Handler) -> None:
    handler.answer(200, {"Content-Type": "text/plain"})
    while not handler.server.over.wait(0.05):
        handler.wfile.write(b"x")


def drip_headers(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.0 200 OK\r\nX-Slow: ")
    while not handler.server.over.wait(0.05):
        handler.wfile.write(b"x")


def flood(handler: Handler) -> None:
    handler.answer(200, {"Content-Type": "text/plain"})
    while not handler.server.over.is_set():
        handler.wfile.write(b"x" * 65536)


def hop(handler: Handler) -> None:
    number = int(handler.path.partition("?")[2] or 0)
    handler.answer(302, {"Location": f"/hop?{number + 1}" if number < 3 else "/page"})


def chain(handler: Handler) -> None:
    handler.answer(302, {"Location": f"/chain?{int(handler.path.partition('?')[2] or 0) + 1}"})


HTML = {"Content-Type": "text/html; charset=gbk"}
ACTS: dict[str, Callable[[Handler], object]] = {
    "/page": lambda h: h.answer(200, HTML, WORDS),
    "/nothing-said": lambda h: h.answer(200, {}, WORDS),
    "/gzip": lambda h: h.answer(200, HTML | {"Content-Encoding": "gzip"}, gzip.compress(WORDS)),
    "/bomb": lambda h: h.answer(200, HTML | {"Content-Encoding": "gzip"}, gzip.compress(b"0" * 8_000_000)),
    "/torn": lambda h: h.answer(200, HTML | {"Content-Encoding": "gzip"}, gzip.compress(WORDS)[:-4]),
    "/odd-packing": lambda h: h.answer(200, HTML | {"Content-Encoding": "br"}, WORDS),
    "/not-packed": lambda h: h.answer(200, HTML | {"Content-Encoding": "gzip"}, WORDS),
    "/short": lambda h: h.answer(200, HTML | {"Content-Length": "999"}, WORDS),
    "/picture": lambda h: h.answer(200, {"Content-Type": "image/png"}, b"\x89PNG"),
    "/missing": lambda h: h.answer(404, HTML, WORDS),
    "/circle": lambda h: h.answer(301, {"Location": "/circle-back"}),
    "/circle-back": lambda h: h.answer(301, {"Location": "/circle"}),
    "/nowhere": lambda h: h.answer(302, {}),
    "/to-file": lambda h: h.answer(302, {"Location": "file:///etc/passwd"}),
    "/中": lambda h: h.answer(200, HTML, WORDS),
    "/%E4%B8%AD": lambda h: h.answer(200, HTML, WORDS),
    "/nonsense": lambda h: h.wfile.write(b"not http at all\r\n\r\n"),
    "/silence": lambda h: h.server.over.wait(10),
    "/drip": drip,
    "/drip-headers": drip_headers,
    "/flood": flood,
    "/hop": hop,
    "/chain": chain,
}


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running
        running.over.set()
        running.shutdown()
        thread.join()


def fetch(url: str, *, timeout_s: float = 5.0, max_bytes: int = 1 << 20, allow_private: bool = True) -> Original:
    limits = FetchLimits(timeout_s=timeout_s, max_bytes=max_bytes, allow_private=allow_private)
    return fetch_document(Source(id="x", name=url), limits)


def test_a_page_comes_with_what_its_server_says(server: Server) -> None:
    original = fetch(server.url + "/page#part")
    assert (original.data, original.media_type, original.charset) == (WORDS, "text/html", "gbk")
    assert original.url == server.url + "/page#part"
    assert original.retrieved_at is not None
    assert original.retrieved_at.tzinfo is not None
    assert server.asked == [("/page", USER_AGENT)]
    assert fetch(server.url + "/nothing-said").media_type is None


def test_redirects_are_followed_to_the_page(server: Server) -> None:
    original = fetch(server.url + "/hop")
    assert (original.data, original.url) == (WORDS, server.url + "/page")


def test_packed_answers_are_unpacked(server: Server) -> None:
    assert fetch(server.url + "/gzip").data == WORDS


def test_letters_beyond_ascii_are_encoded(server: Server) -> None:
    assert fetch(server.url + "/中").data == WORDS
    assert _checked("https://münchen.example/ü?q=中").geturl() == "https://xn--mnchen-3ya.example/%C3%BC?q=%E4%B8%AD"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/bomb", "more than 1 MiB"),
        ("/flood", "more than 1 MiB"),
        ("/torn", "broke off"),
        ("/short", "broke off"),
        ("/odd-packing", "in the encoding 'br'"),
        ("/not-packed", "connection failed"),
        ("/picture", "answered with image/png; expected a document"),
        ("/missing", "answered 404"),
        ("/circle", "redirects in a circle"),
        ("/chain", "redirects more than 10 times"),
        ("/nowhere", "without saying where"),
        ("/to-file", "scheme 'file'; expected http or https"),
        ("/nonsense", "connection failed"),
    ],
)
def test_a_server_that_misbehaves_is_named(server: Server, path: str, words: str) -> None:
    with pytest.raises(FetchError, match=words):
        fetch(server.url + path)


@pytest.mark.parametrize("path", ["/silence", "/drip", "/drip-headers"])
def test_a_server_that_does_not_finish_is_cut_off(server: Server, path: str) -> None:
    start = time.monotonic()
    with pytest.raises(FetchError, match=r"took longer than 0\.4 seconds"):
        fetch(server.url + path, timeout_s=0.4)
    assert time.monotonic() - start < 3


def test_this_machine_is_out_of_bounds_when_asked_for(server: Server) -> None:
    with pytest.raises(FetchError, match="an address that is not public"):
        fetch(server.url + "/page", allow_private=False)
    assert server.asked == []


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftp://example.org/a", "scheme 'ftp'"),
        ("file:///etc/passwd", "scheme 'file'"),
        ("http://", "no host"),
        ("http://user:secret@example.org/", "user name"),
        ("http://[::1/", "cannot be understood"),
        ("http://a..b/", "cannot be understood"),
        ("http://example.org:99999/", "cannot be understood"),
        ("http://127.0.0.1:1/", "connection failed"),
        ("http://no-such-host.invalid/", "not known"),
    ],
)
def test_urls_that_lead_nowhere(url: str, words: str) -> None:
    with pytest.raises(FetchError, match=words) as caught:
        fetch(url)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("10.0.0.1", False),
        ("169.254.169.254", False),
        ("127.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("::ffff:127.0.0.1", False),
        ("0.0.0.0", False),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert _is_public(address) is public

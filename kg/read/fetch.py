"""A URL → the bytes it answers with: http and https only, bounded in size, time and redirects.

One request per document, under a name that says who asks; nothing is crawled. Each redirect is checked as the first
address was, and none may lead from the public internet into a private network. The connection goes to the very address
that was checked.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from queue import Empty, SimpleQueue
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from kg import __version__
from kg.errors import FetchError
from kg.model.document import Original, Source

USER_AGENT = f"campaign-kg/{__version__} (reads single public documents on a person's request)"
_ACCEPT = "text/html, application/xhtml+xml, text/plain, text/markdown, application/pdf;q=0.9, */*;q=0.5"
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_NO_TEXT = ("image/", "audio/", "video/", "font/")
_CHUNK = 1 << 16
_MOST_ADDRESSES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchLimits:
    """How much a fetch may take; `timeout_s` counts for all of it, redirects included.

    `allow_private` says whether the URL given may itself lie in a private network or on this machine: a person at the
    command line may want that, a public server must not.
    """

    max_bytes: int = 64 << 20
    timeout_s: float = 30.0
    max_redirects: int = 10
    allow_private: bool = True


@dataclass(frozen=True, slots=True)
class _Answer:
    """A response's status, headers and body, the body not read where the status says to go on."""

    status: int
    headers: Message
    body: bytes


def fetch_document(source: Source, limits: FetchLimits | None = None) -> Original:
    """Return what the URL answers with, after redirects.

    Raises: FetchError for every way in which that can fail; the message names the URL.
    """
    limits = limits or FetchLimits()
    deadline = time.monotonic() + limits.timeout_s
    url, private, seen = source.name, limits.allow_private, set[str]()
    for _ in range(limits.max_redirects + 1):
        parts = _checked(url)
        if urlunsplit(parts) in seen:
            raise FetchError(f"{source.name}: redirects in a circle, back to {url}")
        seen.add(urlunsplit(parts))
        addresses = _resolve(parts, deadline)
        # One private address among public ones is a trick; it decides.
        closed = next((address for address in addresses if not _is_public(address)), None)
        if closed and not private:
            raise FetchError(f"{url}: leads to {closed}, an address that is not public; not fetched")
        private = closed is not None
        answer = _request(parts, addresses, limits, deadline)
        if answer.status not in _REDIRECTS:
            return _original(source, url, answer)
        location = answer.headers.get("Location")
        if not location:
            raise FetchError(f"{url}: answered {answer.status} without saying where to go")
        url = urljoin(url, location)
    raise FetchError(f"{source.name}: redirects more than {limits.max_redirects} times; not fetched")


def _checked(url: str) -> SplitResult:
    """Return the parts of an http(s) URL, its host and path in ASCII."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
        if parts.scheme not in ("http", "https"):
            raise FetchError(f"{url}: found the scheme {parts.scheme!r}; expected http or https")
        if not host:
            raise FetchError(f"{url}: found no host; expected https://HOST/PATH")
        if parts.username is not None:
            raise FetchError(f"{parts.scheme}://{host}: found a user name in the URL; those are not sent")
        name = host if ":" in host else host.encode("idna").decode("ascii")
    except ValueError as error:
        raise FetchError(f"{url[:200]}: found a URL that cannot be understood ({error})") from error
    netloc = f"[{name}]" if ":" in name else name
    if port is not None:
        netloc += f":{port}"
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/?%:@!$&'()*+,;=~-._[]")
    return SplitResult(parts.scheme, netloc, path, query, "")


def _is_public(address: str) -> bool:
    """Whether the address belongs to the internet at large."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    return (getattr(ip, "ipv4_mapped", None) or ip).is_global


def _resolve(parts: SplitResult, deadline: float) -> list[str]:
    """Return the addresses of the host. The system's resolver knows no time limit, so it runs on the side."""
    host = parts.hostname or ""
    answers: SimpleQueue[list[str] | OSError] = SimpleQueue()

    def look_up() -> None:
        try:
            found = socket.getaddrinfo(host, parts.port or parts.scheme, type=socket.SOCK_STREAM)
            answers.put([str(where[0]) for _, _, _, _, where in found])
        except OSError as error:
            answers.put(error)
        except UnicodeError as error:
            answers.put(OSError(str(error)))

    threading.Thread(target=look_up, daemon=True).start()
    try:
        found = answers.get(timeout=max(0.0, deadline - time.monotonic()))
    except Empty:
        raise FetchError(f"{urlunsplit(parts)}: looking up {host} took too long") from None
    if isinstance(found, OSError) or not found:
        raise FetchError(f"{urlunsplit(parts)}: the host {host} is not known ({found or 'no address'})")
    return found[:_MOST_ADDRESSES]


def _request(parts: SplitResult, addresses: Sequence[str], limits: FetchLimits, deadline: float) -> _Answer:
    url = urlunsplit(parts)
    try:
        with _connection(parts, addresses, deadline) as connection, _cut_off(connection, deadline):
            target = urlunsplit(("", "", parts.path, parts.query, ""))
            headers = {"User-Agent": USER_AGENT, "Accept": _ACCEPT, "Accept-Encoding": "gzip", "Connection": "close"}
            connection.request("GET", target, headers=headers)
            response = connection.getresponse()
            body = b"" if response.status in _REDIRECTS else _body(url, response, limits)
    except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
        if time.monotonic() >= deadline:
            raise FetchError(f"{url}: took longer than {limits.timeout_s:g} seconds; not fetched") from error
        reason = str(error) or type(error).__name__
        raise FetchError(f"{url}: the connection failed ({reason})") from error
    if time.monotonic() >= deadline:  # a connection that was cut off can look like the end of a body
        raise FetchError(f"{url}: took longer than {limits.timeout_s:g} seconds; not fetched")
    return _Answer(response.status, response.headers, body)


@contextmanager
def _connection(parts: SplitResult, addresses: Sequence[str], deadline: float) -> Iterator[http.client.HTTPConnection]:
    """Return a context with a connection to one of these very addresses, under the host's own name."""
    raw = _connect(parts, addresses, deadline)
    connection = http.client.HTTPConnection(parts.netloc)
    try:
        raw.settimeout(_left(deadline))
        if parts.scheme == "https":
            raw = ssl.create_default_context().wrap_socket(raw, server_hostname=parts.hostname)
        connection.sock = raw
        yield connection
    finally:
        connection.close()
        raw.close()


def _connect(parts: SplitResult, addresses: Sequence[str], deadline: float) -> socket.socket:
    port = parts.port or (443 if parts.scheme == "https" else 80)
    for number, address in enumerate(addresses, start=1):
        try:
            # A dead address must leave time for the next.
            return socket.create_connection((address, port), timeout=_left(deadline) / (len(addresses) - number + 1))
        except OSError:
            if number == len(addresses):
                raise
    raise OSError("no address to connect to")


def _left(deadline: float) -> float:
    """Return the seconds left; never zero, which would mean no limit at all."""
    return max(0.01, deadline - time.monotonic())


@contextmanager
def _cut_off(connection: http.client.HTTPConnection, deadline: float) -> Iterator[None]:
    """Return a context that is cut off at the deadline: a server that sends a byte now and then never times out."""
    held = connection.sock

    def cut() -> None:
        with suppress(OSError):
            held.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(max(0.0, deadline - time.monotonic()), cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _body(url: str, response: http.client.HTTPResponse, limits: FetchLimits) -> bytes:
    """Return the body, unpacked, of a response that promises text."""
    if response.status != 200:
        raise FetchError(f"{url}: answered {response.status} {response.reason}; expected 200 with a document")
    media_type = response.headers.get_content_type()
    if media_type.startswith(_NO_TEXT):
        raise FetchError(f"{url}: answered with {media_type}; expected a document")
    packing = response.headers.get("Content-Encoding", "identity").strip().lower()
    if packing not in ("identity", "", "gzip", "x-gzip", "deflate"):
        raise FetchError(f"{url}: answered in the encoding {packing[:40]!r}; expected gzip or none")
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 32) if packing not in ("identity", "") else None
    parts, size, received = [], 0, 0
    while chunk := response.read1(_CHUNK):
        received += len(chunk)
        while chunk and size <= limits.max_bytes:
            part = unpack.decompress(chunk, _CHUNK) if unpack else chunk
            chunk = unpack.unconsumed_tail if unpack else b""
            parts.append(part)
            size += len(part)
        if size > limits.max_bytes or received > limits.max_bytes:
            raise FetchError(f"{url}: answered with more than {limits.max_bytes >> 20} MiB; not fetched")
    if response.length:  # what Content-Length promised and did not come
        raise FetchError(f"{url}: the answer broke off {response.length:,} bytes before its end")
    if unpack and not unpack.eof:
        raise FetchError(f"{url}: the packed answer broke off before its end")
    return b"".join(parts)


def _original(source: Source, url: str, answer: _Answer) -> Original:
    return Original(
        source=source,
        data=answer.body,
        media_type=answer.headers.get_content_type() if "Content-Type" in answer.headers else None,
        charset=answer.headers.get_content_charset(),
        url=url,
        retrieved_at=datetime.now(UTC).replace(microsecond=0),
    )

"""A reader behind any endpoint that speaks OpenAI's chat completions, held to the text.

The model is asked for claims, piece by piece of a long text; each claim is then grounded (`kg.pipeline.grounding`), so
that its quotes stand in the text and its numbers are printed there. Never needed: kg reads by its own rules.

Source: https://platform.openai.com/docs/api-reference/chat/create, as served by many other programs.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.errors import EndpointError, EndpointTimeout, SettingError
from kg.extract.mentions import Gazetteer
from kg.model.record import RELATION_ENDS, DocumentInfo
from kg.pipeline.grounding import COMPARATORS, EVENT_KINDS, MEASURES, Grounding, Vocabulary
from kg.pipeline.reader import Reading

if TYPE_CHECKING:
    import httpx

MOST_REPLY_BYTES = 8 * 1024 * 1024
"""No honest reply about one piece of text is longer."""

_TRY_AGAIN = frozenset((408, 429, 500, 502, 503, 504))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatExtractor:
    """Reads a text through a chat endpoint.

    `url` is the API's base ("http://localhost:11434/v1"); `key` goes out as a bearer token when given. Units:
    `timeout_s` per request; `piece_length` in characters, a piece ends where a paragraph or sentence does.
    """

    url: str
    model: str
    vocabulary: Vocabulary
    key: str | None = field(default=None, repr=False)
    timeout_s: float = 120.0
    tries: int = 3
    pause_s: float = 1.0
    piece_length: int = 8000

    def __call__(self, text: str, *, document: DocumentInfo, gazetteer: Gazetteer | None = None) -> Reading:
        """Return what the model claims and the text bears out, with everything that was dropped.

        Raises: EndpointError when the endpoint fails or does not answer with claims; EndpointTimeout when it is late;
        SettingError when httpx is not installed.
        """
        grounding = Grounding(document=document, content=text, vocabulary=self.vocabulary)
        httpx = _httpx()
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        # trust_env is off: a proxy or a netrc of the machine must not learn what is read, unasked.
        with httpx.Client(timeout=self.timeout_s, headers=headers, follow_redirects=False, trust_env=False) as client:
            for start, end in pieces(text, self.piece_length):
                if text[start:end].strip():
                    grounding.add(self._ask(client, text[start:end], document), start, end)
        return Reading(record=grounding.record(), dropped=tuple(str(d) for d in grounding.dropped))

    def _ask(self, client: httpx.Client, piece: str, document: DocumentInfo) -> Mapping[str, object]:
        body: dict[str, Any] = {
            "model": self.model,
            "temperature": 0,
            "response_format": {"type": "json_object"},
            "messages": [
                {"role": "system", "content": instructions(self.vocabulary)},
                {"role": "user", "content": f"Language: {document.language}\nThe text:\n\n{piece}"},
            ],
        }
        status, reply = self._post(client, body)
        if status == 400:
            # Some servers do not know `response_format`; the instructions ask for JSON all the same.
            del body["response_format"]
            status, reply = self._post(client, body)
        if status != 200:
            raise EndpointError(
                f"{self.url}: answered {status}: {_start_of(reply)}; expected 200 and a chat completion"
            )
        return self._claims(reply)

    def _post(self, client: httpx.Client, body: Mapping[str, object]) -> tuple[int, bytes]:
        httpx = _httpx()
        address = self.url.rstrip("/") + "/chat/completions"
        for attempt in range(1, self.tries + 1):
            pause = self.pause_s * 2 ** (attempt - 1)
            try:
                with client.stream("POST", address, json=body) as response:
                    reply = b"".join(self._bounded(response.iter_bytes()))
                    if response.status_code not in _TRY_AGAIN or attempt == self.tries:
                        return response.status_code, reply
                    pause = max(pause, _seconds(response.headers.get("retry-after")))
            except httpx.TimeoutException as error:
                if attempt == self.tries:
                    raise EndpointTimeout(f"{self.url}: no answer within {self.timeout_s:g} s") from error
            except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
                if attempt == self.tries or not isinstance(error, httpx.TransportError):
                    raise EndpointError(f"{self.url}: {error or type(error).__name__}") from error
            time.sleep(min(pause, 30.0))
        raise EndpointError(f"{self.url}: not asked; expected at least one try")

    def _bounded(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        size = 0
        for chunk in chunks:
            size += len(chunk)
            if size > MOST_REPLY_BYTES:
                raise EndpointError(f"{self.url}: the reply is longer than {MOST_REPLY_BYTES} bytes")
            yield chunk

    def _claims(self, reply: bytes) -> Mapping[str, object]:
        try:
            content = json.loads(reply)["choices"][0]["message"]["content"]
            claims = json.loads(_without_fence(content))
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            found = _start_of(reply)
            raise EndpointError(
                f"{self.url}: answered {found}; expected a chat completion with one JSON object"
            ) from error
        if not isinstance(claims, Mapping):
            raise EndpointError(
                f"{self.url}: answered with {type(claims).__name__}; expected one JSON object of claims"
            )
        return claims


def pieces(text: str, length: int) -> Iterator[tuple[int, int]]:
    """Yield the text in stretches of at most `length` characters that end at a paragraph, line or sentence.

    >>> list(pieces("One. Two.\\n\\nThree.", 12))
    [(0, 11), (11, 17)]
    """
    start = 0
    while len(text) - start > length:
        limit = start + length
        ends = (text.rfind(mark, start + length // 2, limit) + len(mark) for mark in ("\n\n", "\n", "。", ". ", " "))
        end = next((e for e, mark in zip(ends, (2, 1, 1, 2, 1), strict=True) if e >= start + length // 2 + mark), limit)
        yield start, end
        start = end
    yield start, len(text)


def instructions(vocabulary: Vocabulary) -> str:
    """Return what the model is told."""
    relations = "; ".join(f"{kind}: {a} → {b}" for kind, (a, b) in RELATION_ENDS.items())
    return f"""You read announcements of law-enforcement campaigns. Answer with one JSON object, nothing else:
{{"campaigns": [{{"key", "names": [as printed], "series", "start", "end"}}],
 "agencies": [{{"key", "names"}}], "officials": [{{"key", "names", "role": as printed}}],
 "events": [{{"key", "kind", "date", "place", "quote"}}], "cases": [{{"key", "names", "place"}}],
 "relations": [{{"type", "from", "to", "quote"}}],
 "figures": [{{"quote", "value", "upper", "comparator", "unit", "unit_text", "what", "action", "measure", "campaign",
   "agency", "case", "speaker", "domains", "place", "period": {{"start", "end"}}, "minor"}}]}}
Quote the text letter by letter, short, in the order of the text. Give what the text states and nothing it does not;
leave out what is unknown. Keys are yours and tie the lists together; a domain stands as "domain:KEY" in a relation.
Values are in base units: "1.2 million" is 1200000; a fall is negative. Dates are ISO 8601, as precise as stated.
Never name suspects, victims or bystanders; officials only in their public role.
event kinds: {", ".join(EVENT_KINDS)}
comparators: {" ".join(COMPARATORS)}
measures: {", ".join(MEASURES)}
units: {", ".join(sorted(vocabulary.units))}
domains: {", ".join(sorted(vocabulary.domains))}
relations: {relations}"""


def _httpx() -> Any:
    try:
        import httpx
    except ImportError as error:
        raise SettingError('reading through an endpoint needs httpx: pip install "campaign-kg[endpoint]"') from error
    return httpx


def _without_fence(content: str) -> str:
    """Return the JSON of a reply that wraps it in a Markdown fence."""
    content = content.strip()
    if content.startswith("```"):
        content = content.partition("\n")[2].rpartition("```")[0]
    return content


def _start_of(reply: bytes) -> str:
    return repr(" ".join(reply[:200].decode("utf-8", "replace").split()))


def _seconds(retry_after: str | None) -> float:
    return float(retry_after) if retry_after and retry_after.isdigit() and len(retry_after) < 6 else 0.0

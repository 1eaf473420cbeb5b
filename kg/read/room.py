"""A process of its own in which documents are parsed: what runs too long or grows too large there is ended there.

A parser of PDF or HTML cannot be interrupted from within, and some files make one loop, eat all memory or crash. So
each such document is parsed in a child process with a limit on its memory, watched from here with a limit on its time.
The child serves one document after the other and is started again after it was ended. Messages in both directions:
eight bytes each for two lengths, a line of JSON, and bytes; nothing that comes back is executed.
"""

from __future__ import annotations

import io
import json
import os
import select
import struct
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import asdict
from typing import Any, BinaryIO

from kg.errors import DocumentError, InvariantError
from kg.model.document import Original, PageFacts, ReadText, Source
from kg.read.formats import Parsed, parse_original

_LENGTH = struct.Struct(">QQ")
_START_TIMEOUT_S = 60.0


class ReadingRoom:
    """Parses documents in a child process, one at a time; safe to use from several threads, which then wait."""

    def __init__(self, *, timeout_s: float, memory_bytes: int) -> None:
        self.timeout_s = timeout_s
        self.memory_bytes = memory_bytes
        self._process: subprocess.Popen[bytes] | None = None
        self._turn = threading.Lock()

    def close(self) -> None:
        """End the child process."""
        with self._turn:
            self._end()

    def parse(self, original: Original) -> Parsed:
        """Return the text of a document, as `parse_original` does.

        Raises: DocumentError when it holds no text, or takes more time or memory than the room allows.
        """
        head = {
            "name": original.source.name,
            "url": original.url,
            "media_type": original.media_type,
            "charset": original.charset,
        }
        with self._turn:
            try:
                answer, content = self._exchange(head, original.data)
            except BaseException:
                self._end()
                raise
        return _parsed(answer, content)

    def _exchange(self, head: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
        if self._process is not None and self._process.poll() is not None:
            self._end()  # it was ended from outside while it had nothing to do
        process = self._process or self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            _send(process.stdin, head, data)
        except OSError as error:
            raise DocumentError("the process that reads documents ended; try again") from error
        if not select.select([process.stdout], [], [], self.timeout_s)[0]:
            raise DocumentError(f"takes longer than {self.timeout_s:g} seconds to read; skipped")
        message = _receive(process.stdout)
        if message is None:
            raise DocumentError(
                f"ended the process that read it: it is damaged, or needs more than {self.memory_bytes >> 20} MiB"
            )
        return message

    def _start(self) -> subprocess.Popen[bytes]:
        # The child finds its modules where this process does, and nowhere else (-P: not in the current folder).
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONHASHSEED": "0"}
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "kg.read.room", str(self.memory_bytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,  # Ctrl-C is for the parent, which ends the child in order
        )
        # Loading the libraries is not the first document's fault.
        assert self._process.stdout is not None
        if not select.select([self._process.stdout], [], [], _START_TIMEOUT_S)[0] or not _receive(self._process.stdout):
            raise InvariantError("the process that reads documents does not start; is kg installed whole?")
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()


def _send(stream: BinaryIO | Any, head: dict[str, Any], data: bytes) -> None:
    line = json.dumps(head).encode("utf-8")
    stream.write(_LENGTH.pack(len(line), len(data)) + line)
    stream.write(data)
    stream.flush()


def _receive(stream: BinaryIO | Any) -> tuple[dict[str, Any], bytes] | None:
    """Return the next message, None when the other side has gone."""
    lengths = stream.read(_LENGTH.size)
    if len(lengths) < _LENGTH.size:
        return None
    head_size, size = _LENGTH.unpack(lengths)
    head, data = stream.read(head_size), stream.read(size)
    return (json.loads(head), data) if len(head) == head_size and len(data) == size else None


def _parsed(answer: dict[str, Any], content: bytes) -> Parsed:
    if "error" in answer:
        raise DocumentError(answer["error"])
    text = ReadText(
        content=content.decode("utf-8"),
        reader=answer["reader"],
        facts=PageFacts(**answer["facts"]),
        replaced=answer["replaced"],
    )
    return Parsed(media_type=answer["media_type"], encoding=answer["encoding"], text=text)


def _answer(head: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    """Return the child's answer to one document."""
    original = Original(
        source=Source(id="", name=head["name"]),
        data=data,
        media_type=head["media_type"],
        charset=head["charset"],
        url=head["url"],
    )
    try:
        parsed = parse_original(original)
    except DocumentError as error:
        return {"error": str(error)}, b""
    except MemoryError:
        return {"error": "needs more memory to read than a document may have"}, b""
    except RecursionError:
        return {"error": "is nested too deep to read"}, b""
    text = parsed.text
    answer = {"media_type": parsed.media_type, "encoding": parsed.encoding, "reader": text.reader}
    return {**answer, "replaced": text.replaced, "facts": asdict(text.facts)}, text.content.encode("utf-8")


def serve(memory_bytes: int) -> None:
    """Answer documents from standard input on standard output until the parent closes it."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # absent on some systems; the limit on time holds there all the same

        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    # Whatever a library prints must not get between the answers.
    answers = io.BufferedWriter(io.FileIO(os.dup(1), "w"))
    os.dup2(2, 1)
    _send(answers, {"ready": True}, b"")
    while (message := _receive(sys.stdin.buffer)) is not None:
        _send(answers, *_answer(*message))


if __name__ == "__main__":
    serve(int(sys.argv[1]))

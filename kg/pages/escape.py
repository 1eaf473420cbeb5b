"""Text of unknown origin → HTML that shows it and does nothing else."""

from __future__ import annotations

import html
import re

# Controls that HTML forbids, that turn the direction of what follows, or that no font shows; lone surrogates cannot
# be written as UTF-8 at all.
_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff"
    "\ufffe\uffff\U000e0000-\U000e007f]"
)


def escape_text(text: str) -> str:
    """Return text for the inside of an element; a control is shown by its number and has no effect.

    >>> escape_text("a < b & “c”")
    'a &lt; b &amp; “c”'
    >>> escape_text("x\u202ey")
    'x<i class="ctl" data-u="202E"></i>y'
    """
    escaped = html.escape(_plain(text), quote=False)
    return _CONTROLS.sub(lambda found: f'<i class="ctl" data-u="{ord(found[0]):04X}"></i>', escaped)


def escape_attribute(text: str) -> str:
    """Return text for a quoted attribute or a title; a control becomes U+FFFD.

    >>> escape_attribute('say "no"')
    'say &quot;no&quot;'
    """
    return html.escape(harmless(text), quote=True)


def harmless(text: str) -> str:
    """Return text whose controls are U+FFFD, so that it does nothing to a terminal or a title either.

    >>> harmless("a\x1b[2Jb")
    'a\ufffd[2Jb'
    """
    return _CONTROLS.sub("\ufffd", _plain(text))


def _plain(text: str) -> str:
    """Return text without byte order marks, its line ends all alike."""
    return text.replace("\ufeff", "").replace("\r\n", "\n").replace("\r", "\n")

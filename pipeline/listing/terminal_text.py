"""Text for a terminal: nothing in it that the terminal would obey, as wide as it says, wrapped where it must be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

RESET = "\x1b[0m"

_UNBROKEN = re.compile(r"[!-~]{1,12}|.", re.DOTALL)
_SHOWN = {"\n": "↵", "\t": " ", "\r": "↵"}


class Styled(NamedTuple):
    """A stretch of text and the SGR parameters that it is shown with, "" for plain."""

    text: str
    style: str = ""


@lru_cache(maxsize=8192)
def escape_character(character: str) -> str:
    r"""Return the character as it may be printed: U+001B as the four characters ``\x1b``, a line feed as ↵.

    Text from a PDF can hold escape sequences, marks that turn the direction of writing, and lone surrogates that no
    terminal's encoding can write.
    """
    if character in _SHOWN:
        return _SHOWN[character]
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        code = ord(character)
        return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    return character


def escape_text(text: str) -> str:
    """Return the text with nothing in it that a terminal would obey, on one line."""
    return "".join(map(escape_character, text))


@lru_cache(maxsize=8192)
def character_width(character: str) -> int:
    """Return how many cells the character takes. What Unicode calls ambiguous (○ △ ↵) takes two in a Japanese font.

    Where it takes one after all, a line ends a little early; the other mistake would break it.
    """
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1


def text_width(text: str) -> int:
    """Return how many cells the text takes."""
    return sum(map(character_width, text))


def pad_text(text: str, width: int) -> str:
    """Return the text with spaces after it, up to the width in cells."""
    return text + " " * max(width - text_width(text), 0)


def clip_text(text: str, width: int) -> str:
    """Return the text, its end replaced by … where it is wider than ``width`` cells."""
    if text_width(text) <= width:
        return text
    kept, used = "", character_width("…")
    for character in text:
        used += character_width(character)
        if used > width:
            break
        kept += character
    return f"{kept}…"


def wrap_styled(stretches: Sequence[Styled], width: int) -> list[str]:
    """Return the stretches as lines of at most ``width`` cells, each with its escape sequences closed.

    Japanese breaks anywhere, a short Latin word or number nowhere. The texts are escaped already.
    """
    lines: list[str] = []
    line: list[Styled] = []
    used = 0
    for stretch in stretches:
        for word in _UNBROKEN.findall(stretch.text):
            for part in [word] if text_width(word) <= width else word:
                cells = text_width(part)
                if used + cells > width and line:
                    lines.append(_render_line(line))
                    line, used = [], 0
                if line and line[-1].style == stretch.style:
                    line[-1] = Styled(line[-1].text + part, stretch.style)
                else:
                    line.append(Styled(part, stretch.style))
                used += cells
    if line or not lines:
        lines.append(_render_line(line))
    return lines


def _render_line(line: Sequence[Styled]) -> str:
    return "".join(f"\x1b[{part.style}m{part.text}{RESET}" if part.style else part.text for part in line)

"""Thinking that a server leaves inside the reply, between ``<think>`` and ``</think>``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

OPEN: Final = "<think>"
CLOSE: Final = "</think>"


@dataclass(slots=True)
class ThinkSplitter:
    """Parts words from thinking while a reply arrives in pieces.

    Only a block that opens the reply counts: further on the tags may be part of what is said.
    Servers with a field for thinking never write one, those without it (llama.cpp and older
    Ollamas among them) write Qwen's and DeepSeek's thoughts this way.
    """

    _state: Literal["start", "thinking", "after", "words"] = "start"
    _held: str = ""

    def feed(self, piece: str) -> tuple[str, str]:
        """Words and thoughts that are certain after this piece; the rest is held back.

        >>> splitter = ThinkSplitter()
        >>> [splitter.feed(piece) for piece in ("<thi", "nk>so", "</think>", " yes")]
        [('', ''), ('', ''), ('', 'so'), ('yes', '')]
        """
        self._held += piece
        if self._state == "start":
            opening = self._held.lstrip()
            if len(opening) < len(OPEN) and OPEN.startswith(opening):
                return "", ""
            self._state = "thinking" if opening.startswith(OPEN) else "words"
            self._held = opening.removeprefix(OPEN) if self._state == "thinking" else self._held
        thought = self._thought() if self._state == "thinking" else ""
        if self._state == "after":
            self._held = self._held.lstrip()
            self._state = "words" if self._held else "after"
        return (self._release() if self._state == "words" else ""), thought

    def rest(self) -> tuple[str, str]:
        """What was held back, once the reply has ended; an unclosed thought stays one."""
        held = self._release()
        return ("", held) if self._state == "thinking" else (held, "")

    def _thought(self) -> str:
        """The thought, when its end has come."""
        thought, closing, after = self._held.partition(CLOSE)
        if not closing:
            return ""
        self._state, self._held = "after", after
        return thought

    def _release(self) -> str:
        held, self._held = self._held, ""
        return held

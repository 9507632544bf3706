"""A loopback stand-in for Telegram's Bot API: updates to fetch, and a list of what was sent."""

from __future__ import annotations

import html
import json
import re
import threading
import time
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from tests.n8n import keys
from tests.n8n.door import Call, Door, Played

HELD_S = 0.5
"""How long a request for updates is held while there are none; Telegram holds it much longer."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A message of the bot, as the chat shows it."""

    chat: str
    text: str
    reply_to: int | None = None
    file_name: str = ""
    file: str = ""


class Telegram:
    """Telegram for one bot; use it as a context manager.

    ``sent`` is what the bot wrote, ``offsets`` what it asked to go on from, ``play`` a fault for its sending.
    """

    def __init__(self) -> None:
        self.door = Door(self._answer)
        self.sent: list[Sent] = []
        self.offsets: list[int] = []
        self.refusals: list[Played] = []
        self.broken_looks: list[Played] = []
        self._updates: list[dict[str, Any]] = []
        self._number = 500
        self._looking = threading.Lock()
        self._news = threading.Condition()

    @property
    def url(self) -> str:
        """Its base URL."""
        return self.door.url

    def __enter__(self) -> Self:
        self.door.open()
        return self

    def __exit__(self, *_: object) -> None:
        self.door.__exit__()

    def reset(self) -> None:
        """Forget what was sent and seen."""
        self.door.calls.clear()
        self.sent.clear()
        self.offsets.clear()
        self.refusals.clear()
        self.broken_looks.clear()

    def write(self, text: str, *, chat: int = 1001, **more: Any) -> int:
        """Somebody writes to the bot; the update's number."""
        with self._news:
            self._number += 1
            sender = {"id": chat, "is_bot": False, "language_code": "en"}
            message = {"message_id": self._number + 9000, "date": 1_790_000_000, "from": sender, "text": text, **more}
            self._updates.append({"update_id": self._number, "message": {**message, "chat": {"id": chat}}})
            self._news.notify_all()
            return self._number

    def seen(self, number: int) -> bool:
        """Whether the bot has confirmed an update by asking for the next."""
        return any(offset > number for offset in self.offsets)

    def _answer(self, received: Call) -> Played:
        parts = urlsplit(received.path)
        token, _, method = parts.path.removeprefix("/bot").partition("/")
        if token != keys.BOT:
            return Played.json(401, {"ok": False, "error_code": 401, "description": "Unauthorized"})
        if method == "getUpdates":
            return self._look(int(parse_qs(parts.query)["offset"][0]))
        if self.refusals:
            return self.refusals.pop(0)
        sent = _document(received) if method == "sendDocument" else _message(received)
        if len(sent.text) > 4096:
            return Played.json(400, {"ok": False, "error_code": 400, "description": "Bad Request: message is too long"})
        self.sent.append(sent)
        return Played.json(200, {"ok": True, "result": {"message_id": len(self.sent)}})

    def _look(self, offset: int) -> Played:
        self.offsets.append(offset)
        if self.broken_looks:
            return self.broken_looks.pop(0)
        if not self._looking.acquire(blocking=False):
            words = "Conflict: terminated by other getUpdates request"
            return Played.json(409, {"ok": False, "error_code": 409, "description": words})
        try:
            end = time.monotonic() + HELD_S
            with self._news:
                self._updates = [one for one in self._updates if one["update_id"] >= offset]
                while not self._updates and (left := end - time.monotonic()) > 0:
                    self._news.wait(left)
                return Played.json(200, {"ok": True, "result": list(self._updates)})
        finally:
            self._looking.release()


def _shown(text: str) -> str:
    """A text in HTML mode as it is shown; Telegram refuses tags it does not know, and so does this."""
    bare = re.sub(r"</?b>", "", text)
    assert not re.search(r"<|&(?!amp;|lt;|gt;)", bare), text
    return html.unescape(bare)


def _message(received: Call) -> Sent:
    body = received.json()
    assert body["parse_mode"] == "HTML"
    return Sent(str(body["chat_id"]), _shown(body["text"]), body.get("reply_to_message_id"))


def _document(received: Call) -> Sent:
    head = f"Content-Type: {received.headers['content-type']}\r\n\r\n".encode()
    form: dict[str, Message] = {}
    for part in BytesParser().parsebytes(head + received.body).get_payload():
        assert isinstance(part, Message)
        form[str(part.get_param("name", header="content-disposition"))] = part

    def value(name: str) -> str:
        payload = form[name].get_payload(decode=True)
        assert isinstance(payload, bytes)
        return payload.decode()

    name = form["document"].get_filename() or ""
    return Sent(value("chat_id"), value("caption"), file_name=name, file=value("document"))


def too_many(seconds: int) -> Played:
    """Telegram's refusal of a bot that writes too fast."""
    description = f"Too Many Requests: retry after {seconds}"
    body = {"ok": False, "error_code": 429, "description": description, "parameters": {"retry_after": seconds}}
    return Played(429, json.dumps(body).encode(), {"Content-Type": "application/json", "Retry-After": str(seconds)})

"""The text of a message (.eml) and when it was sent, by its own header. In the reading process alone."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_to_datetime
from itertools import islice

_SHOWN = ("From", "To", "Cc", "Subject")
_OF_MESSAGES = ("From", "Date", "Subject", "Received")
_MOST_PARTS = 200


def read(content: bytes) -> tuple[dict[str, str], str]:
    """The day it was sent (`sent`, with the header's own words in `header`), and its text with who, to whom and about
    what. `or_sent` is the other day where the header says its time in UTC so late that it may be the next one here."""
    message = message_from_bytes(content)
    if not any(message.get(word) for word in _OF_MESSAGES):
        raise ValueError("this is no message")
    lines = [f"{word}: {value}" for word in _SHOWN if (value := _header(message, word))]
    bodies, attached = _parts(message)
    text = "\n".join([*lines, *(f"Attached: {name}" for name in attached), "", *bodies])
    return _sent(message), text.strip()


def _header(message: Message, word: str) -> str:
    written = str(message.get(word, ""))
    try:
        return " ".join(str(make_header(decode_header(written))).split())
    except (LookupError, ValueError, MessageError):
        return " ".join(written.split())


def _sent(message: Message) -> dict[str, str]:
    dates = message.get_all("Date", [])
    try:
        moment = parsedate_to_datetime(str(dates[0])) if len(dates) == 1 else None
    except (TypeError, ValueError, OverflowError):
        moment = None
    if moment is None:
        return {}
    said = {"sent": moment.date().isoformat(), "header": " ".join(str(dates[0]).split())}
    if not moment.utcoffset() and moment.hour == 23:
        said["or_sent"] = (moment.date() + timedelta(days=1)).isoformat()
    return said


def _parts(message: Message) -> tuple[list[str], list[str]]:
    """The words of each part that is text, and the names of what is attached."""
    bodies: list[str] = []
    attached: list[str] = []
    marked_up: list[str] = []
    for part in islice(message.walk(), _MOST_PARTS):
        name = part.get_filename()
        if name:
            attached.append(" ".join(name.split()))
        elif part.get_content_type() == "text/plain":
            bodies.append(_decoded(part))
        elif part.get_content_type() == "text/html":
            marked_up.append(_without_marks(_decoded(part)))
    return bodies if any(body.strip() for body in bodies) else marked_up, attached


def _decoded(part: Message) -> str:
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return ""
    try:
        return raw.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return raw.decode("cp1252", "replace")


def _without_marks(text: str) -> str:
    from lxml import html

    page = html.fromstring(text or "<p></p>")
    for unread in list(page.iter("script", "style", "head")):
        unread.drop_tree()
    for block in page.iter("p", "div", "br", "tr", "li", "h1", "h2", "h3"):
        block.tail = f"\n{block.tail or ''}"
    return str(page.text_content())

"""Letters as a plain model, and as text. No name of a person ever stands in one: roles only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from scrutineer.domain.dates import long_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter: who writes to whom, about what, in paragraphs, with a list where there is one.

    `reference` is what an answer may quote; `contact` where it goes, "" where that is not said.
    """

    sender: str
    partnership: str
    to: str
    dated: date
    subject: str
    paragraphs: tuple[str, ...]
    listed: tuple[str, ...] = ()
    close: tuple[str, ...] = ()
    reference: str = ""
    contact: str = ""

    @property
    def head(self) -> tuple[str, ...]:
        """What stands above the address: the day, the reference, where an answer goes."""
        said = (long_date(self.dated), self.reference and f"Our reference: {self.reference}",
                self.contact and f"Replies to: {self.contact}")  # fmt: skip
        return tuple(filter(None, said))


def letter_text(letter: Letter) -> str:
    """The letter as plain text for an e-mail."""
    lines = [f"To: {letter.to}", *letter.head, "", letter.subject, ""]
    for paragraph in letter.paragraphs:
        lines += [paragraph, ""]
    lines += [f"- {item}" for item in letter.listed]
    lines += [""] if letter.listed else []
    for paragraph in letter.close:
        lines += [paragraph, ""]
    return "\n".join([*lines, letter.sender, letter.partnership, ""])

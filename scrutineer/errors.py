"""The two families of fault: the world's (UserError) and ours (any other exception)."""

from __future__ import annotations

import re

_UNSAID = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What the name of a stranger's file may bring into a sentence to turn it round, or so that it cannot be printed."""


class UserError(Exception):
    """A fault of the world that a person can do something about.

    `message` says what happened and what is safe; `advice` says what to do next. `about` is the name of the argument
    that was refused, where it is one: a form shows the sentence beside the field of that name.
    """

    def __init__(self, message: str, advice: str = "", *, about: str = "") -> None:
        self.message = _UNSAID.sub("\ufffd", message)
        self.advice = _UNSAID.sub("\ufffd", advice)
        super().__init__(self.message)
        self.about = about

    def __str__(self) -> str:
        return f"{self.message} {self.advice}".strip()


class Doubtful(UserError):  # noqa: N818
    """What was said is unlikely and can be: a person is asked, and may say that it is so. Nothing was done yet."""


class LetGo(UserError):  # noqa: N818
    """What was being read was closed meanwhile: who only looked for somebody who is gone need not be told."""


class WrongPassphrase(UserError):  # noqa: N818
    """The passphrase does not fit; the file itself is sound."""


class CannotFinalise(UserError):  # noqa: N818
    """A rule of the field stands in the way; `reasons` name each thing that is missing."""

    def __init__(self, message: str, reasons: tuple[str, ...]) -> None:
        super().__init__(message, "; ".join(reasons) + ".")
        self.reasons = reasons

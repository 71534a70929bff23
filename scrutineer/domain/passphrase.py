"""What a passphrase withstands, in words: never a score, and never a reason to refuse one that the rule allows."""

from __future__ import annotations

SHORTEST = 10
GUESSES_A_SECOND = 5_000
"""What one fast computer tries of a casefile's key: 256,000 rounds of PBKDF2 with SHA-512 each."""
MANY = 1_000
"""Computers of an organisation that wants it."""

_HOUR, _MONTH, _YEAR = 3_600.0, 30 * 86_400.0, 365 * 86_400.0
_SPANS = (
    (_YEAR, "year"), (_MONTH, "month"), (7 * 86_400.0, "week"), (86_400.0, "day"), (_HOUR, "hour"), (60.0, "minute"),
)  # fmt: skip
BUILT_ON = {
    "passwords": "passwords that many people use",
    "names": "names",
    "words": "words of a dictionary",
    "keys": "keys that lie side by side",
    "repeats": "something repeated",
    "row": "letters or numbers in a row",
    "dates": "a date or a year",
}
"""What is tried before everything else, by what it is called here."""


def withstands(passphrase: str, guesses: float, built_on: tuple[str, ...]) -> str:
    """What somebody who has the file needs for a passphrase of so many guesses; "" where nothing was typed."""
    if not passphrase:
        return ""
    if passphrase != passphrase.strip():
        return "It begins or ends with a space, which is easily lost: leave it out."
    missing = SHORTEST - len(passphrase)
    if missing > 0:
        return f"{missing} more {'character' if missing == 1 else 'characters'} needed. Four unrelated words are good."
    alone, together = guesses / GUESSES_A_SECOND, guesses / GUESSES_A_SECOND / MANY
    tried = f"Guessed by one fast computer in {_span(alone)}, by a thousand in {_span(together)}."
    weak = bool(built_on) and together < 10 * _YEAR
    because = f" It is built on {_listed([BUILT_ON[name] for name in built_on])}, tried first." if weak else ""
    estimate = " An estimate: what somebody who knows you would try is not in it."
    return f"{_against(alone, together)} {tried}{because}{estimate}"


def _against(alone: float, together: float) -> str:
    if alone < _HOUR:
        return "Withstands a person who tries by hand, no computer."
    if alone < 10 * _YEAR:
        return "Withstands a passing attempt, not a computer that is left to it."
    if together < 10 * _YEAR:
        return "Withstands one computer, not an organisation that wants it."
    return "Withstands an organisation that wants it."


def _span(seconds: float) -> str:
    if seconds < 60:
        return "less than a minute"
    if seconds >= 1_000 * _YEAR:
        return "more than a thousand years"
    length, word = next((length, word) for length, word in _SPANS if seconds >= length)
    number = int(seconds / length)
    return f"about {number:,} {word}{'' if number == 1 else 's'}"


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"

"""How well a passphrase withstands guessing, as it is typed."""

from __future__ import annotations

from typing import Any

from scrutineer.domain.passphrase import withstands

LONGEST = 72  # characters looked at: what is longer withstands more than is said
_DICTIONARIES = {
    "passwords": "passwords",
    "male_names": "names",
    "female_names": "names",
    "surnames": "names",
    "english_wikipedia": "words",
    "us_tv_and_film": "words",
}
_PATTERNS = {"spatial": "keys", "repeat": "repeats", "sequence": "row", "date": "dates", "regex": "dates"}


def strength_in_words(passphrase: str) -> str:
    """What a passphrase withstands, and what it is built on. Takes some milliseconds; nothing is kept of it."""
    if not passphrase.strip():
        return withstands(passphrase, 0.0, ())
    from zxcvbn import zxcvbn  # its word lists cost the start nothing

    weighed: dict[str, Any] = zxcvbn(passphrase[:LONGEST], max_length=LONGEST)
    built_on = (_kind(match) for match in weighed["sequence"])
    return withstands(passphrase, float(weighed["guesses"]), tuple(dict.fromkeys(kind for kind in built_on if kind)))


def _kind(match: dict[str, Any]) -> str:
    if match["pattern"] == "dictionary":
        return _DICTIONARIES.get(match["dictionary_name"], "words")
    return _PATTERNS.get(match["pattern"], "")

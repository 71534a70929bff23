"""British English as Hunspell reads it: which words are spelt right, and what was likely meant."""

from __future__ import annotations

import logging
from functools import cached_property
from pathlib import Path
from typing import Any

from scrutineer import paths

LONGEST = 60
"""Letters of the longest word looked up: what is longer is no word."""


class Dictionary:
    """The words of British English, with those of safeguarding. It is read when the first word is looked up.

    Where it cannot be read every word counts as spelt right, and `problem` says so.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or paths.resources() / "dictionary"
        self._looked_up: dict[str, bool] = {}
        self.problem = ""

    @cached_property
    def _hunspell(self) -> Any | None:
        try:
            from hunspell import Hunspell  # a compiled part, not to be waited for by the first page

            # utf-8: on Windows a folder may have letters that its own encoding lacks
            return Hunspell("en_GB", hunspell_data_dir=str(self._folder), system_encoding="utf-8")
        except (ImportError, OSError) as error:
            logging.getLogger(__name__).warning("The dictionary could not be read: %s", type(error).__name__)
            self.problem = "The dictionary could not be read, so no spelling is checked."
            return None

    @cached_property
    def _of_the_field(self) -> frozenset[str]:
        try:
            text = (self._folder / "safeguarding.txt").read_text(encoding="utf-8")
        except OSError:
            return frozenset()
        return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())

    def knows(self, word: str) -> bool:
        """Whether a word is spelt as British English spells it."""
        known = self._looked_up.get(word)
        if known is None:
            known = self._looked_up[word] = self._look_up(word)
        return known

    def _look_up(self, word: str) -> bool:
        plain = word.replace("’", "'").removesuffix("'s").removesuffix("'")
        if plain in self._of_the_field or (plain[:1].lower() + plain[1:]) in self._of_the_field:
            return True
        return len(word) > LONGEST or self._hunspell is None or bool(self._hunspell.spell(word))

    def suggestions(self, word: str) -> tuple[str, ...]:
        """What was likely meant, the likeliest first; takes a tenth of a second, so ask only when somebody looks."""
        if self._hunspell is None or len(word) > LONGEST:
            return ()
        return tuple(self._hunspell.suggest(word))

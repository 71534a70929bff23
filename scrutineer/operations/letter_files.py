"""Letters as files: the one way in which a letter leaves, so that none leaves with what is to be kept out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scrutineer.casefile.casefile import Casefile
from scrutineer.errors import UserError
from scrutineer.operations.queries.keeping_out import require_fit_to_leave
from scrutineer.outputs import free_name, write_output
from scrutineer.progress import SILENT, Progress
from scrutineer.reports.letters import Letter, letter_text

_NOT_IN_NAMES = re.compile(r"[^\w -]")


@dataclass(frozen=True, slots=True)
class Addressed:
    """A letter, how it is called in a sentence (“chaser to the police”), and the stem of its files' name."""

    called: str
    stem: str
    letter: Letter


def write_letters_into(
    casefile: Casefile, letters: Sequence[Addressed], into: Path, *, noun: str, advice: str, progress: Progress = SILENT
) -> list[tuple[Path, Path]]:
    """Write each letter as Word and as text into a folder; returns both files of each. None is written, with a sentence
    that says why, where one of them holds what must not leave."""
    texts = ((f"The {addressed.called}", letter_text(addressed.letter)) for addressed in letters)
    require_fit_to_leave(casefile, texts, f"No {noun} was written.", advice)
    try:
        into.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"{into} could not be made ({error.strerror}).", "Choose another folder.") from None
    from scrutineer.reports.word import render_letter

    written = []
    for number, addressed in enumerate(letters):
        progress.step(number, len(letters), f"Writing the {addressed.called}")
        stem = _NOT_IN_NAMES.sub("", addressed.stem)
        word, text = free_name(into / f"{stem}.docx"), free_name(into / f"{stem}.txt")
        write_output(word, render_letter(addressed.letter, casefile.clock.now()), endings=(".docx",))
        write_output(text, letter_text(addressed.letter).encode("utf-8"), endings=(".txt",))
        written.append((word, text))
    return written


def write_letter_to(casefile: Casefile, letter: Letter, out: Path, *, noun: str, advice: str) -> None:
    """Write one letter as Word, on the same terms."""
    texts = [(f"The {noun}", letter_text(letter))]
    require_fit_to_leave(casefile, texts, f"The {noun} was not written.", advice)
    from scrutineer.reports.word import render_letter

    write_output(out, render_letter(letter, casefile.clock.now()), endings=(".docx",))

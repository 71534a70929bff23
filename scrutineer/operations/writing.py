"""What helps one write, kept in the casefile: phrases of one's own and words that are spelt right."""

from __future__ import annotations

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.changes import Outcome
from scrutineer.domain.rules import is_blank
from scrutineer.domain.writing import KeptWord, Phrase, kept_form
from scrutineer.errors import UserError
from scrutineer.progress import SILENT, Progress


def keep_word(casefile: Casefile, *, word: str, progress: Progress = SILENT) -> Outcome[int]:
    """Keep a word as spelt right, in this casefile; one that is kept already stays as it is."""
    progress.step(0, 1, "Keeping the word")
    kept = word.strip()
    for known in tables.rows(casefile, KeptWord):
        if kept_form(known.word) == kept_form(kept):
            return Outcome(known.id, label=f"“{known.word}” is kept already")
    with casefile.transact(f"Keep the word “{kept}”") as changes:
        new = tables.insert(casefile, KeptWord(word=kept))
    return Outcome(new, changes.kinds, f"“{kept}” kept")


def change_word(casefile: Casefile, *, word: KeptWord, progress: Progress = SILENT) -> Outcome[None]:
    """Spell a word that is kept another way."""
    progress.step(0, 1, "Changing the word")
    with casefile.transact(f"Keep “{word.word}” instead") as changes:
        tables.update(casefile, KeptWord(id=word.id, word=word.word.strip()))
    return changes.outcome(None, f"“{word.word}” kept")


def let_word_go(casefile: Casefile, *, word: KeptWord, progress: Progress = SILENT) -> Outcome[None]:
    """Keep a word no longer; undo brings it back."""
    progress.step(0, 1, "Letting the word go")
    with casefile.transact(f"Let the word “{word.word}” go") as changes:
        tables.delete(casefile, KeptWord, word.id)
    return Outcome(None, changes.kinds, f"“{word.word}” is kept no longer")


def keep_phrase(casefile: Casefile, *, name: str, text: str, progress: Progress = SILENT) -> Outcome[int]:
    """Keep a phrase of one's own under a name that no other has."""
    progress.step(0, 1, "Keeping the phrase")
    phrase = _checked(casefile, Phrase(name=name, text=text))
    with casefile.transact(f"Keep the phrase “{phrase.name}”") as changes:
        new = tables.insert(casefile, phrase)
    return Outcome(new, changes.kinds, f"Phrase “{phrase.name}” kept")


def change_phrase(casefile: Casefile, *, phrase: Phrase, progress: Progress = SILENT) -> Outcome[None]:
    """Change a phrase's name or text; what was written with it before stays as it is."""
    progress.step(0, 1, "Changing the phrase")
    changed = _checked(casefile, phrase)
    with casefile.transact(f"Change the phrase “{changed.name}”") as changes:
        tables.update(casefile, changed)
    return changes.outcome(None, f"Phrase “{changed.name}” changed")


def remove_phrase(casefile: Casefile, *, phrase: Phrase, progress: Progress = SILENT) -> Outcome[None]:
    """Remove a phrase; undo brings it back."""
    progress.step(0, 1, "Removing the phrase")
    with casefile.transact(f"Remove the phrase “{phrase.name}”") as changes:
        tables.delete(casefile, Phrase, phrase.id)
    return Outcome(None, changes.kinds, f"Phrase “{phrase.name}” removed")


def _checked(casefile: Casefile, phrase: Phrase) -> Phrase:
    """A phrase with its name on one line. Refused without a text, or under a name that another has."""
    named = Phrase(id=phrase.id, name=" ".join(phrase.name.split()), text=phrase.text)
    if is_blank(named.text):
        raise UserError("The phrase has no text yet.", "Write what it is to insert.", about="text")
    for known in tables.rows(casefile, Phrase):
        if known.id != named.id and known.name.casefold() == named.name.casefold():
            raise UserError(
                f"There is a phrase called “{known.name}” already.", "Give this one another name.", about="name"
            )
    return named

"""What to know before a document leaves the machine: every check reads the document itself, every text of it.

A check that stops must be mended first, one to look at is for a person to weigh. One that had nothing to examine says
so, and does not pass.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from itertools import groupby

from scrutineer.domain.editions import EditionView
from scrutineer.domain.guarded_names import GuardedNames
from scrutineer.domain.holding_back import HELD_BACK, QUOTATION_HELD_BACK
from scrutineer.domain.marking import Edition
from scrutineer.domain.privacy import as_read, personal_data, said_as_contact
from scrutineer.domain.reading_age import reading_age
from scrutineer.domain.words import counted, shortened
from scrutineer.reports.document import Document, Line, lines, plain
from scrutineer.reports.furniture import anchors
from scrutineer.reports.kinds.kind import Kind
from scrutineer.reports.kinds.parts import record_words

_SENTENCE = re.compile(r"[^.?!]+(?:[.?!]+(?=\s|$)|$)")
_PEOPLE = (
    r"(?:child(?:ren)?|young (?:people|person)|boys?|girls?|bab(?:y|ies)|infants?|teenagers?|siblings?|brothers?|"
    r"sisters?|mothers?|fathers?|famil(?:y|ies)|parents?|carers?|pupils?|students?|patients?|cases?)(?![\w’'-])"
)
_SPELT = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBER = rf"(?<![\w,.£%/-])(\d{{1,3}}|{'|'.join(_SPELT)})"
_WHOLE = r"(?: \(?(?:of|out of|in) (?:the |all |these |those )?(\d{1,4})\b)"
_NO_PEOPLE = (
    r"(?! (?:steps?|standards?|lines?|agenc(?:y|ies)|challenges?|judgements?|questions?|seats?|workbooks?|areas?|"
    r"recommendations?|reports?|parts?|pages?)\b)"
)
_FEW_PEOPLE = re.compile(
    rf"{_NUMBER}(?:{_WHOLE}?(?: (?!(?:of|for|to|in|and|or|by|with|from|on|that) )[a-z-]+)? {_PEOPLE}"
    rf"|{_WHOLE}{_NO_PEOPLE})"
    rf"|\bof (?:whom|them|these|those),? (\d{{1,3}}|{'|'.join(_SPELT)})\b",
    re.IGNORECASE,
)
_SAYS_ITS_SOURCE = re.compile(
    r"\[[^\[\]]*(?:\bE ?\d|\w-\d\d-\d)|" + re.escape(HELD_BACK) + "|" + re.escape(QUOTATION_HELD_BACK), re.IGNORECASE
)
_CLAIMS = {("challenge", "why"), ("judgement", "narrative"), ("statement", "summary")}
"""Where the scrutineer says what was found: each sentence of it ought to cite what it rests on."""


class Tone(Enum):
    """What a check means for an export."""

    STOP = "stop"
    LOOK = "look"
    PASSED = "passed"
    NOTHING = "nothing examined"


@dataclass(frozen=True, slots=True)
class Check:
    """What one check found: `section` is the key of the section that it leads to, "" for the whole document."""

    tone: Tone
    title: str
    detail: str
    section: str = ""


@dataclass(slots=True)
class _Examined:
    """What one check looked at, and what it found there."""

    found: list[Check] = field(default_factory=list)
    number: int = 0

    def outcome(self, passed: str, detail: str, noun: str) -> list[Check]:
        """What was found; where nothing was, that it passed, or that there was nothing to examine."""
        if self.found:
            return self.found
        if not self.number:
            return [Check(Tone.NOTHING, passed, f"There was no {noun} to examine.")]
        return [Check(Tone.PASSED, passed, f"{detail} {counted(self.number, noun)} examined.")]


def checks_of(
    document: Document,
    view: EditionView,
    kind: Kind,
    *,
    names: Collection[str] = (),
    undrawable: Iterable[str] = (),
    pages: int = 0,
    left_out: Iterable[str] = (),
) -> tuple[Check, ...]:
    """Every check of a document that was built from this view, those that stop first.

    `names` must stand in nothing that leaves the machine; `undrawable` says which characters no font draws, and where;
    `pages` is how many it fills in print, 0 where nobody counted them; `left_out` says what of its template it lacks.
    """
    every = tuple(lines(document))
    checks = [
        *_nothing_remains(every, view),
        *_personal(every, view),
        *_names(every, view, names),
        *_small_numbers(every, view),
        *_claims(every),
        *_citations(document, every),
        *_held_back(every),
        *_drawable(every, undrawable),
        *_length(every, kind),
        *_pages(kind, pages),
        *_reading_age(every, kind),
        *(Check(Tone.LOOK, "A part of the template is left out", said) for said in left_out),
        *_unconfirmed(view),
        *_left_out(view),
    ]
    order = list(Tone)
    return tuple(sorted(checks, key=lambda check: order.index(check.tone)))


def _place(line: Line) -> str:
    """Where a text stands, in words."""
    return f"in “{shortened(line.text, 60)}”"


def _nothing_remains(every: tuple[Line, ...], view: EditionView) -> list[Check]:
    """An edition in which no recorded thing is left says nothing true of the record: it is not to be written."""
    marked = any(source.table != "cycle" for line in every for source in line.sources)  # a cycle is in every edition
    if view.edition is Edition.PRIVATE or not view.withholds or marked:
        return []
    edition = view.edition.value
    detail = (
        f"Everything that it would tell is marked for a narrower edition. Mark what may stand in it as {edition}, "
        "or choose another edition."
    )
    return [Check(Tone.STOP, f"Nothing remains in the {edition} edition", detail)]


def _personal(every: tuple[Line, ...], view: EditionView) -> list[Check]:
    # The private edition is the scrutineer's own record, in which a person may have to be named: there it is told.
    tone = Tone.LOOK if view.edition is Edition.PRIVATE else Tone.STOP
    contact = said_as_contact(view.partnership.contact)
    record = record_words(view)
    examined = _Examined()
    for line in _passages(every):
        examined.number += 1
        if line.section == "cover" and line.text == record:  # a fingerprint is figures by chance, never a number
            continue
        for data in personal_data(line.text):
            if data.value in contact:
                continue
            what = data.what[0].upper() + data.what[1:]
            examined.found.append(Check(tone, what, f"Ends in {data.ending}, in the section “{line.section}”. "
                                        "Take it out before exporting.", line.section))  # fmt: skip
    said = "No NHS, national insurance or pupil number, e-mail, telephone, postcode or birth date by pattern."
    return examined.outcome("No personal data found by pattern", said, "text")


def _passages(every: tuple[Line, ...]) -> Iterator[Line]:
    """The texts, those that a line break alone parted as one again: what is broken over two lines is still there."""
    for (section, kind), group in groupby(every, key=lambda line: (line.section, line.kind)):
        parts = tuple(group)
        if kind in _BROKEN_AT_LINES:
            yield Line(section, kind, plain("\n".join(line.text for line in parts)))
        else:
            yield from parts


_BROKEN_AT_LINES = frozenset({"paragraph", "quotation"})


def _names(every: tuple[Line, ...], view: EditionView, names: Collection[str]) -> list[Check]:
    tone = Tone.LOOK if view.edition is Edition.PRIVATE else Tone.STOP
    examined = _Examined(number=len(names))
    for name, number in dict.fromkeys(GuardedNames(names).standing_in(line.text for line in every)):
        detail = f"“{name}”, {_place(every[number])}. Take it out before exporting."
        examined.found.append(Check(tone, "A name that is to be kept out", detail, every[number].section))
    return examined.outcome("No name that is to be kept out", "None of them stands in it.", "name")


def _small_numbers(every: tuple[Line, ...], view: EditionView) -> list[Check]:
    least = view.partnership.smallest
    if not least or view.edition is Edition.PRIVATE:
        return [Check(Tone.NOTHING, "Small numbers", "No smallest number is set for this edition.")]
    examined = _Examined()
    for line in every:
        for match in _FEW_PEOPLE.finditer(as_read(line.text)):
            examined.number += 1
            figures = [number for number in match.groups() if number]
            numbers = [_SPELT.index(number.lower()) + 1 if number.isalpha() else int(number) for number in figures]
            parts = [*numbers, numbers[1] - numbers[0]] if len(numbers) > 1 else numbers
            if any(0 < part < least for part in parts):  # the rest of a whole tells of a small part as well
                # A number that is spelt may be no count of people (“one family of services”): there a person looks.
                tone = Tone.STOP if figures[0].isdigit() else Tone.LOOK
                detail = f"“{match[0]}”, {_place(line)}: fewer than {least}. Say “a few”, or leave the number out."
                examined.found.append(Check(tone, "A small number of people", detail, line.section))
    return examined.outcome("No small numbers of people", f"None is under {least}.", "number of people")


def _claims(every: tuple[Line, ...]) -> list[Check]:
    examined = _Examined()
    for line in every:
        if not any((source.table, source.field) in _CLAIMS for source in line.sources):
            continue
        for sentence in _SENTENCE.findall(line.text):
            if len(sentence.split()) < 3:
                continue
            examined.number += 1
            if not _SAYS_ITS_SOURCE.search(sentence):
                words = " ".join(sentence.split())
                examined.found.append(Check(Tone.LOOK, "A sentence without a source", f"“{words}”", line.section))
    return examined.outcome("Every sentence says what it rests on", "Each cites an item.", "sentence")


def _citations(document: Document, every: tuple[Line, ...]) -> list[Check]:
    known = anchors(document)
    examined = _Examined()
    for line in every:
        for run in line.words:
            if run.leads_to:
                examined.number += 1
                if run.leads_to not in known:
                    detail = f"{run.leads_to}, {_place(line)}, is no item of the register. Correct the reference."
                    examined.found.append(Check(Tone.LOOK, "An unknown citation", detail, line.section))
    return examined.outcome("Every citation leads to its item", "Each is known.", "citation")


def _held_back(every: tuple[Line, ...]) -> list[Check]:
    signs = (
        (HELD_BACK, "A sentence loses its source", "it cites what this edition may not name."),
        (QUOTATION_HELD_BACK, "A quotation is held back", "its words were not to be quoted."),
    )
    return [
        Check(Tone.LOOK, title, f"{_place(line)[3:]}: {why}", line.section)
        for sign, title, why in signs for line in every if sign in line.text
    ]  # fmt: skip


def _drawable(every: tuple[Line, ...], undrawable: Iterable[str]) -> list[Check]:
    examined = _Examined(number=len(every))
    for where in undrawable:
        examined.found.append(Check(Tone.STOP, "A character that cannot be printed", f"{where} Write it in letters."))
    return examined.outcome("Every character can be printed", "Fonts are inside the file.", "text")


def _length(every: tuple[Line, ...], kind: Kind) -> list[Check]:
    if kind.most_words is None:
        return []
    number = sum(_words_in(line.text) for line in every if line.kind in _COUNTED)
    if number > kind.most_words:
        return [Check(Tone.STOP, "Too long", f"{number:,} words; at most {kind.most_words:,}. Shorten it.")]
    counted_in = "Headings and notes count, the title and tables do not."
    return [Check(Tone.PASSED, "Not too long", f"{number:,} of at most {kind.most_words:,} words. {counted_in}")]


_COUNTED = frozenset({"heading", "paragraph", "item", "quotation", "by", "callout", "withheld"})


def _words_in(text: str) -> int:
    """The words of a text: a dash between spaces is none, and a letter of a script without spaces is one."""
    return sum(max(1, len(_UNSPACED.findall(word))) for word in text.split() if any(map(str.isalnum, word)))


_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


def _pages(kind: Kind, pages: int) -> list[Check]:
    """A paper of more pages than it may have is still whole: in Word it can be shortened, so nothing stops it."""
    if kind.most_pages is None or not pages:
        return []
    if pages > kind.most_pages:
        return [Check(Tone.LOOK, "Too many pages", f"{pages} pages in print; it is meant to have {kind.most_pages}.")]
    return [Check(Tone.PASSED, "Not too many pages", f"{counted(pages, 'page')} in print, as it is meant to have.")]


def _reading_age(every: tuple[Line, ...], kind: Kind) -> list[Check]:
    """Shown and never judged: what is plain to whom is for a person to say."""
    if not kind.shows_reading_age:
        return []
    age = reading_age(line.text for line in every if line.kind in _SPOKEN and line.section != "cover")
    if age is None:
        return [Check(Tone.NOTHING, "Reading age", "There are too few words to tell a reading age.")]
    detail = f"About {age} years, by the length of its words and sentences alone."
    return [Check(Tone.LOOK, "Reading age", detail)]


_SPOKEN = frozenset({"paragraph", "item", "quotation", "callout", "cell"})


def _unconfirmed(view: EditionView) -> list[Check]:
    unsure = [step for step in view.framework.steps if not step.known.seen]
    if not unsure:
        return []
    numbers, marks = ", ".join(step.number for step in unsure), " and ".join({step.known.value: 0 for step in unsure})
    detail = f"The published titles of steps {numbers} could not be confirmed ({marks}). Labels are printed."
    return [Check(Tone.LOOK, "Wording to be confirmed", detail)]


def _left_out(view: EditionView) -> list[Check]:
    parts = (
        (view.challenges.withheld, "challenge"),
        (sum(shown.withheld_events for shown in view.challenges.shown), "event"),
        (view.evidence.withheld, "item of evidence"),
        (view.quotations.withheld, "quotation"),
    )
    said = [counted(number, noun, noun.replace("item", "items") if "item" in noun else "") for number, noun in parts]
    return [Check(Tone.PASSED, "What this edition does not hold", f"{', '.join(said)}.")]

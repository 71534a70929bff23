"""The young person's version, in large print: the scrutineer's own plain words, and “you said, we did”.

Nothing in it is simplified by the program: what nobody has put in plain words is counted, quoted as it was said, or
left to the other reports.
"""

from __future__ import annotations

from collections.abc import Iterator

from scrutineer.domain.challenge import Ending, Status
from scrutineer.domain.dates import long_date, period
from scrutineer.domain.editions import EditionView, Shown, ShownChallenge, Withheld
from scrutineer.domain.questions import QuestionFrom
from scrutineer.domain.statements import StatementKind
from scrutineer.domain.voices import Voice
from scrutineer.reports.document import Block, Document, Grid, Heading, Paragraph, Quotation, Section, Source, plain
from scrutineer.reports.kinds import challenges, committee, findings, parts
from scrutineer.reports.kinds.kind import Kind, Making
from scrutineer.reports.kinds.parts import cell, not_here

POINTS = 14
"""The size of its words in print."""


def build(view: EditionView, making: Making) -> Document:
    """The version of the current cycle."""
    body = [
        Section("own", "In plain words", _own_words(view)),
        Section("counts", "What we asked", tuple(_counts(view))),
        Section("did", "You said, we did", tuple(_did(view))),
        Section("questions", "You asked, they answered", tuple(_asked(view))),
        Section("said", "What young people said", tuple(_said(view))),
        Section("you", "Tell us what you think", tuple(_you(view))),
    ]
    return parts.made(
        view, making, kind=KIND.id, title=KIND.title, about=period(view.cycle.starts, parts.last_day(view)),
        sections=(*body, *parts.sources(view, body)), prepared_for="Children and young people", own_page=False,
        brief=True, body_points=POINTS,
    )  # fmt: skip


def _own_words(view: EditionView) -> tuple[Block, ...]:
    said = parts.statement(view, StatementKind.PLAIN, "The scrutineer’s plain words are not in this edition.")
    nothing = "The scrutineer has not written this part yet. Below is what there is to count and what people said."
    return said or (Paragraph(plain(nothing)),)


def _counts(view: EditionView) -> Iterator[Block]:
    put = [shown for shown in view.challenges.shown if shown.life.status is not Status.DRAFT]
    whole = view.challenges.is_whole and not any(shown.moves_withheld for shown in put)
    replied = sum(isinstance(shown.reply, Shown) for shown in put)
    withdrawn = sum(_withdrawn(shown) for shown in put)
    closed = sum(not shown.life.is_open for shown in put) - withdrawn
    impact = sum(shown.life.status is Status.CLOSED_IMPACT for shown in put)
    if put:
        numbers = (
            (len(put), "question asked" if len(put) == 1 else "questions asked"),
            (replied, "answered so far"), (closed, "finished"), (impact, "finished, with a change to show"),
            *([(withdrawn, "taken back")] if withdrawn else []),
        )  # fmt: skip
        yield findings.count_grid("What we asked, in numbers", numbers, whole)
    else:
        yield findings.none_of("No question has been asked yet.", view.challenges.is_whole,
                               "No question is in this edition.")  # fmt: skip
    yield from not_here([(view.challenges.withheld, "question", "questions")])


def _did(view: EditionView) -> Iterator[Block]:
    ended = [
        (shown, said, source)
        for shown, _, said, source in findings.closed_with_words(challenges.in_order(view))
        if not _withdrawn(shown)
    ]
    hidden = sum(isinstance(shown.closing, Withheld) for shown in view.challenges.shown)
    if ended:
        rows = tuple(
            (cell(shown.challenge.question, Source("challenge", shown.challenge.id, "question"), strong=True),
             cell(said, source))
            for shown, said, source in ended
        )  # fmt: skip
        caption = findings.if_part("You said, we did", view.challenges.is_whole and not hidden)
        yield Grid(caption, rows, head=("What was asked", "What happened"), widths=(0.4, 0.6))
    else:
        yield findings.none_of("Nothing is finished yet.", view.challenges.is_whole and not hidden,
                               "Nothing that is finished is in this edition.")  # fmt: skip
    yield from not_here([(hidden, "ending", "endings")])


def _asked(view: EditionView) -> Iterator[Block]:
    """The questions that young scrutineers put, with the replies whole and how long they took."""
    asked = [question for question in view.year.questions.shown if question.source is QuestionFrom.YOUNG]
    for number, question in enumerate(asked, 1):
        yield Heading(f"Question {number}")
        yield from committee.exchange(view, question)
    whole = view.year.questions.is_whole
    if not asked:
        yield findings.none_of("No question of young people has been written down yet.", whole,
                               "No question of young people is in this edition.")  # fmt: skip
    yield from not_here([(view.year.questions.withheld, "question of others", "questions of others")])


def _withdrawn(shown: ShownChallenge) -> bool:
    return isinstance(shown.closing, Shown) and shown.closing.thing.ending is Ending.WITHDRAWN


def _said(view: EditionView) -> Iterator[Block]:
    """What young people said, in their own words."""
    withheld = sum(shown.views.withheld for shown in view.steps)
    heard = [said for shown in view.steps for said in shown.views.shown
             if said.kind is Voice.YOUNG and said.words.strip()]  # fmt: skip
    for said in heard:
        lines = tuple(line.strip() for line in said.words.split("\n") if line.strip())
        by = f"{findings.voice_name(view, said)}, {long_date(said.said_on)}"
        yield Quotation(lines, by, (Source("voice", said.id, "words"),))
    if not heard:
        yield findings.none_of("Nothing has been written down yet.", not withheld,
                               "Nothing that young people said is in this edition.")  # fmt: skip
    yield from not_here([(withheld, "view", "views")])


def _you(view: EditionView) -> Iterator[Block]:
    contact = (
        view.partnership.contact or f"the {view.partnership.scrutineer[:1].lower()}{view.partnership.scrutineer[1:]}"
    )
    yield Paragraph(plain(f"You can tell {contact} what you think. You can ask for this in another format too."))
    yield Paragraph(plain("If you or somebody you know is not safe now, tell an adult you trust, or call 999."))


KIND = Kind(
    id="young",
    title="Young person’s version",
    about="The scrutineer’s own plain words for children and young people, in large print, with “you said, we did”.",
    build=build,
    shows_reading_age=True,
    by_cycle=True,
)

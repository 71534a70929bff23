"""Answers to the committee: each question that it put, with the reply whole, its day and what changed because of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scrutineer.domain.dates import long_date
from scrutineer.domain.editions import EditionView
from scrutineer.domain.questions import Question, QuestionFrom, how_answered
from scrutineer.domain.words import begun, counted
from scrutineer.reports.document import Block, Document, Face, Heading, Paragraph, Quotation, Section, Source, plain
from scrutineer.reports.kinds import findings, parts
from scrutineer.reports.kinds.kind import Kind, Making
from scrutineer.reports.kinds.parts import not_here


def build(view: EditionView, making: Making) -> Document:
    """The answers of the current cycle, those that are still owed among them."""
    asked = of_committee(view)
    body = [
        Section("opinion", "The scrutineer’s opinion", parts.opinion(view)),
        Section("answers", "Questions and answers", tuple(answers(view, asked))),
    ]  # fmt: skip
    return parts.made(
        view, making, kind=KIND.id, title=KIND.title, about=f"As at {long_date(view.today)}",
        sections=(*body, *parts.sources(view, body), parts.for_readers(view)), prepared_for="The committee",
        own_page=False,
    )  # fmt: skip


def of_committee(view: EditionView) -> list[Question]:
    """The questions of the committee that are shown."""
    return [question for question in view.year.questions.shown if question.source is QuestionFrom.COMMITTEE]


def answers(view: EditionView, asked: Sequence[Question]) -> Iterator[Block]:
    """Each question with its reply, and how many were answered in how many days."""
    whole = view.year.questions.is_whole
    if asked:
        said = how_answered(asked, view.today).in_words()
        yield Paragraph(plain(f"{findings.if_part(begun(said), whole)}."))
    else:
        yield findings.none_of("The committee has put no question in this cycle.", whole,
                               "No question of the committee is in this edition.")  # fmt: skip
    for number, question in enumerate(asked, 1):
        yield Heading(f"Question {number}")
        yield from exchange(view, question)
    yield from not_here([(view.year.questions.withheld, "question", "questions")])


def exchange(view: EditionView, question: Question) -> Iterator[Block]:
    """A question, by whom and when, the reply whole with the days it took, and what changed because of it."""
    by = f"{question.asker or question.source.value.capitalize()}, {long_date(question.asked_on)}"
    yield Quotation((question.question,), by, (Source("question", question.id, "question"),))
    answers = view.name_of(question.agency_id, view.partnership.scrutineer)
    if question.replied_on is None:
        late = question.days_late(view.today)
        due = f" It was due on {long_date(question.due)}." if question.due and late else ""
        yield Paragraph(plain(f"{answers} has not answered yet.{due}"))
        return
    days = question.days_taken(view.today)
    took = f"after {counted(days, 'day')}" if days else "on the same day"
    yield Paragraph(plain(f"{answers}, {long_date(question.replied_on)}, {took}:"), Face.SMALL)
    yield from parts.paragraphs(question.reply, Source("question", question.id, "reply"))
    if question.did.strip():
        yield Paragraph(plain("What changed because of it:"), Face.SMALL)
        yield from parts.paragraphs(question.did, Source("question", question.id, "did"))


KIND = Kind(
    id="committee",
    title="Answers to the committee",
    about="Each question that the committee put, with the reply whole, its day and what changed; and the opinion.",
    build=build,
)

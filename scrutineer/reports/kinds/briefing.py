"""The seven-minute briefing: seven boxes for a team to read together, the last of them questions to talk about."""

from __future__ import annotations

from collections.abc import Iterator

from scrutineer.domain.challenge import Status
from scrutineer.domain.dates import period
from scrutineer.domain.editions import EditionView, Withheld
from scrutineer.domain.statements import StatementKind
from scrutineer.domain.voices import Voice, by_voice
from scrutineer.domain.words import counted
from scrutineer.reports.document import Document, Grid, GridCell, Look, Section, Source, plain
from scrutineer.reports.kinds import challenges, findings, parts
from scrutineer.reports.kinds.kind import Kind, Making
from scrutineer.reports.kinds.parts import not_here

MOST_ASKED = 3
"""Questions in a box: a team has seven minutes."""
_CHILDREN = frozenset({Voice.YOUNG, Voice.PRACTITIONERS})


def build(view: EditionView, making: Making) -> Document:
    """The briefing on the current cycle."""
    boxes = (
        ("What this is about", _about(view)),
        ("Where things stand", _standing(view)),
        ("What children and practitioners say", _voices(view)),
        ("What has changed for children", _changed(view)),
        ("What was asked, and is still open", _open(view)),
        ("What this cannot show", _said(view, StatementKind.LIMITS, "note of the limits")),
        ("Questions for your team", _questions(view)),
    )
    rows = tuple((_title(number, title), box) for number, (title, box) in enumerate(boxes, 1))
    return parts.made(
        view, making, kind=KIND.id, title=KIND.title, prepared_for="Teams and their managers", own_page=False,
        brief=True, about=f"{view.framework.short_title}, {period(view.cycle.starts, parts.last_day(view))}",
        sections=(Section("boxes", "Seven minutes", (Grid("Seven boxes", rows, look=Look.BOXES),)),),
    )  # fmt: skip


def _title(number: int, title: str) -> GridCell:
    return GridCell(plain(f"{number}. {title}"), strong=True)


def _box(said: list[str], *sources: Source) -> GridCell:
    """Several sentences, each on a line of its own; a short paper has no register for citations to lead to."""
    return GridCell(parts.unlinked(parts.words("\n".join(said))), sources=sources)


def _said(view: EditionView, kind: StatementKind, name: str) -> GridCell:
    said = view.statement(kind)
    if said is None:
        return _box([f"No {name} has been written yet."])
    if isinstance(said, Withheld):
        return _box([f"The {name} is not in this edition."])
    return _box([said.thing], Source("statement", view.cycle.id, kind.value))


def _about(view: EditionView) -> GridCell:
    opinion = view.statement(StatementKind.OPINION)
    return _said(view, StatementKind.SUMMARY if opinion is None else StatementKind.OPINION, "summary")


def _standing(view: EditionView) -> GridCell:
    said = [f"{shown.step.label}: {findings.standing(view, shown.now)}." for shown in view.steps]
    known = [parts.judged(shown.now) for shown in view.steps]
    return _box(said, *(Source("judgement", each.judgement.id, "level") for each in known if each))


def _voices(view: EditionView) -> GridCell:
    said, sources = [], []
    for shown in view.steps:
        for heard in (voice.newest for voice in by_voice(shown.views.shown)):
            if heard.kind in _CHILDREN:
                in_words = ". ".join(part for part in (view.counts_of(heard), heard.words.strip()) if part)
                level = "" if in_words else findings.view_level(view, heard)
                asked = view.framework.name(heard.target)
                said.append(f"{findings.voice_name(view, heard)} on {asked}: {in_words or level}")
                sources.append(Source("voice", heard.id, "words"))
    withheld = sum(shown.views.withheld for shown in view.steps)
    if not said and not withheld:
        said.append("Nothing that children or practitioners said has been recorded.")
    return _box([*said, *_not_here(withheld, "view", "views")], *sources)


def _not_here(number: int, noun: str, many: str) -> Iterator[str]:
    yield from (block.words for block in not_here([(number, noun, many)]))


def _changed(view: EditionView) -> GridCell:
    closed = list(findings.closed_with_words(challenges.in_order(view)))
    said = [f"{shown.challenge.question} {short}. {words}".rstrip() for shown, short, words, _ in closed]
    hidden = sum(isinstance(shown.closing, Withheld) for shown in view.challenges.shown) + view.challenges.withheld
    if not said and not hidden:
        said.append("No challenge has been closed yet.")
    return _box([*said, *_not_here(hidden, "challenge or its closing", "challenges or their closings")],
                *(source for *_, source in closed))  # fmt: skip


def _open(view: EditionView) -> GridCell:
    every = [shown for shown in challenges.in_order(view)
             if shown.life.is_open and shown.life.status is not Status.DRAFT]  # fmt: skip
    whole = view.challenges.is_whole and not any(shown.moves_withheld for shown in every)
    qualified = "" if whole else f", {challenges.AS_SHOWN}"
    said = [f"{counted(len(every), 'challenge')} {'is' if len(every) == 1 else 'are'} open{qualified}."]
    said += [shown.challenge.question for shown in every[:MOST_ASKED]]
    sources = (Source("challenge", shown.challenge.id, "question") for shown in every[:MOST_ASKED])
    return _box([*said, *_not_here(view.challenges.withheld, "challenge", "challenges")], *sources)


def _questions(view: EditionView) -> GridCell:
    """The framework's own questions on which a challenge is open; without any, the first of each of its first steps."""
    targets = [
        target
        for shown in challenges.in_order(view)
        if shown.life.is_open
        for target in shown.challenge.targets
        if view.framework.knows(target)
    ]
    lines = [line for target in dict.fromkeys(targets) if (line := view.framework.line(target))]
    first = [step.lines[0] for step in view.framework.steps if step.lines]
    questions = [line.question for line in (lines or first)[:MOST_ASKED]]
    return _box([*questions, "What will we do about it, and how would a child notice?"])


KIND = Kind(
    id="briefing",
    title="Seven-minute briefing",
    about="Seven boxes for a team to read together in seven minutes; the last asks what they will do.",
    build=build,
    most_pages=2,
    by_cycle=True,
)

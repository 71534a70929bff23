"""What a report is made from, without a casefile: challenges, events and items of any marking, put together by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

import pypdfium2

from scrutineer.domain.challenge import Challenge, Event, EventKind, Life
from scrutineer.domain.evidence import Bearing, Evidence, EvidenceKind, Link, LinkTarget
from scrutineer.domain.marking import Edition, Marking
from scrutineer.domain.partnership import Cycle, Partnership
from scrutineer.frameworks.loader import scales, shipped
from scrutineer.reports.model import Material, SourcedItem, StepNow

TODAY = date(2026, 11, 20)
CYCLE = Cycle(id=1, name="Cycle 1", starts=date(2026, 4, 1), ends=date(2027, 3, 31), guidance="Working Together 2026")
PARTNERSHIP = Partnership(name="Testshire Safeguarding Children Partnership", prefix="TSCP")


def material(
    *lives: Life,
    edition: Edition = Edition.PARTNER,
    items: tuple[Evidence, ...] = (),
    rests_on: dict[int, tuple[int, ...]] | None = None,
    **more: Any,
) -> Material:
    """Everything for a report; `rests_on` names, by challenge, the numbers of the items linked to it."""
    sources = {item.number: SourcedItem(item=item, agency="Police") for item in items}
    given: dict[str, Any] = {
        "partnership": PARTNERSHIP, "cycle": CYCLE, "before": None, "framework": shipped()[0], "scale": scales()[0],
        "steps": (), "lives": lives, "evidence": sources, "names": {1: "Police", 2: "ICB"}, "edition": edition,
        "agency": "", "version": 1, "today": TODAY, "journal_entry": 1234, "journal_hash": "0123456789abcdef" * 4,
    }  # fmt: skip
    linked = {
        challenge: tuple((sources[number], link(number, challenge)) for number in numbers)
        for challenge, numbers in (rests_on or {}).items()
    }
    return Material(**{**given, "rests_on": linked, **more})


def link(number: int, challenge: int, bearing: Bearing = Bearing.SUPPORTS) -> Link:
    """An item's link to a challenge."""
    return Link(evidence_id=number, target_kind=LinkTarget.CHALLENGE, target=str(challenge), bearing=bearing)


def evidence(number: int = 1, marking: Marking = Marking.PUBLIC, **more: Any) -> Evidence:
    """An item."""
    given: dict[str, Any] = {
        "title": f"Item {number}", "kind": EvidenceKind.AUDIT, "dated": date(2026, 5, 1), "received": date(2026, 5, 2),
    }  # fmt: skip
    return Evidence(id=number, number=number, cycle_id=1, marking=marking, **{**given, **more})


def event(kind: EventKind, day: date = date(2026, 5, 1), text: str = "Said.", **more: Any) -> Event:
    """Something that happened to a challenge."""
    return Event(challenge_id=1, kind=kind, on_date=day, text=text, **more)


def raised(*events: Event, number: int = 1, on: date = date(2026, 5, 1), **more: Any) -> Life:
    """A challenge that was raised, and what happened then."""
    given = {"put_to": "Chief nurse", "question": f"Question {number}?", "marking": Marking.PUBLIC, **more}
    challenge = Challenge(id=number, reference=f"TSCP-26-{number:03d}", cycle_id=1, **given)
    first = event(EventKind.RAISED, on, "", due=date(2026, 6, 1), marking=Marking.PUBLIC)
    return Life(challenge, (first, *events))


def step(number: str = "1", level: str = "not-yet", before: str = "", **more: Any) -> StepNow:
    """A step as it stands."""
    return StepNow(
        number=number,
        label=f"Label {number}",
        level=level,
        before=before,
        **{"strength": None, "direction": None, **more},
    )


def texts(thing: object) -> Iterator[str]:
    """Every text anywhere in a model."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple | list):
        for part in thing:
            yield from texts(part)
    elif isinstance(thing, dict):
        yield from texts(list(thing.items()))
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from texts(getattr(thing, field.name))


def pdf_text(content: bytes) -> str:
    """What can be read on the pages, line by line."""
    document = pypdfium2.PdfDocument(content)
    text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return text.replace("\r\n", "\n")


def words_of(content: bytes) -> str:
    """What can be read on the pages, as one line: where a text was broken over lines is not what is asked."""
    return " ".join(pdf_text(content).split())

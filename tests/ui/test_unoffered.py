"""What a choice of a form holds and no longer offers: it is shown as what it is, and saving gives it back unchanged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

import pytest
from PySide6.QtWidgets import QLineEdit

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.records import RECORDS
from scrutineer.domain.activities import Activity
from scrutineer.domain.challenge import EventKind
from scrutineer.domain.clocks import PracticeReview, StatutoryClock
from scrutineer.domain.evidence import Bearing, Evidence
from scrutineer.domain.marking import Marking
from scrutineer.domain.pieces import Piece
from scrutineer.domain.recommendations import Recommendation
from scrutineer.operations.queries.challenges import lives
from scrutineer.ui.destinations import (
    Destination,
    SettingsPart,
    ToChallenge,
    ToClocks,
    ToDays,
    ToHome,
    ToIndicators,
    ToInspections,
    ToItem,
    ToPieces,
    ToQuestions,
    ToRecommendations,
    ToSettings,
    ToStructure,
    ToYear,
)
from scrutineer.ui.kit.combo import NO_LONGER, Combo, Narrowing
from scrutineer.ui.kit.form import Form
from scrutineer.ui.kit.typed import typed_of
from scrutineer.ui.pages import PAGES
from tests.ui.conftest import idle, shown_panel
from tests.ui.test_typed_text import PLACES
from tests.ui.test_typed_text import go as go_to

IMPOSTOR = "Somebody else"
NEVER_OFFERED = 987_654


def pages(casefile: Casefile) -> list[Destination | str]:
    """Every page and tab, every part of the settings, and the places of the forms there."""
    places = [shown.start for page in PAGES for shown in page.tabs or (page,)]
    stored = [stored.place for stored in stored_forms(casefile)]
    return [*places, *(ToSettings(part) for part in SettingsPart), *PLACES, *stored]


def choices_of(form: Form) -> dict[str, Combo]:
    """The choices of a form by name."""
    return {name: field for name, field in form.fields().items() if isinstance(field, Combo)}


def never_offered(name: str, offered: list[tuple[str, object]]) -> object:
    """A value of the kind that a choice offers, which is none of them."""
    one = next((value for _, value in offered if value), 0)
    if isinstance(one, tuple):
        return ("judgement_id", NEVER_OFFERED) if name == "source" else (EventKind.CLOSED, None)
    if isinstance(one, Enum):
        return Bearing.CONTEXT if type(one) is not Bearing else Marking.PUBLIC
    return f"{one}, withdrawn" if isinstance(one, str) else NEVER_OFFERED


def test_no_form_of_the_window_shows_its_first_choice_for_a_value_that_it_does_not_offer(qtbot, example_window):
    window, seen = example_window, set()
    for place in pages(window.casefile):
        go_to(window, place)
        idle(qtbot, window)
        for form in shown_panel(window).findChildren(Form):
            for name, combo in choices_of(form).items():
                part = typed_of(combo)
                offered = [(combo.itemText(n), combo.itemData(n)) for n in range(combo.count())]
                unknown = never_offered(name, offered)
                before = part.typed()
                combo.blockSignals(True)
                part.put(part.encode(unknown))
                for choices in (offered, [(IMPOSTOR, 1)], offered):
                    combo.set_choices(choices)
                    assert (combo.value(), part.typed()) == (unknown, part.encode(unknown)), (place, name)
                    assert combo.currentText().endswith(f"({NO_LONGER})"), (place, name)
                combo.set_choices(offered)
                part.put(before)
                combo.blockSignals(False)
                seen.add((type(form.parent()).__name__, name))
    assert len(seen) > 60, sorted(seen)


@dataclass(frozen=True)
class Stored:
    """A form of something that is stored: its key, the text that is written in it, and the button that records it, "" for one that is
    recorded as it is left. `begins` is the button that opens the form."""

    place: Destination
    key: str
    field: str
    record: str = "Record"
    begins: str = ""


def stored_forms(casefile: Casefile) -> Iterator[Stored]:
    """A form of each kind of record whose choices can be withdrawn, on the worked example."""

    def first(kind: type, wanted: str = "id") -> int:
        return next(row.id for row in tables.rows(casefile, kind) if getattr(row, wanted))

    challenge = next(life.challenge.id for life in lives(casefile) if life.is_open and life.challenge.targets)
    advice, item, piece = first(Recommendation, "agency_id"), first(Evidence, "agency_id"), first(Piece, "framework_id")
    review, clock, activity = first(PracticeReview), first(StatutoryClock, "review_id"), first(Activity, "method")
    yield Stored(ToChallenge(challenge), f"challenge:{challenge}", "question", "Record the wording", "Reword")
    yield Stored(ToRecommendations(advice), f"recommendation-change:{advice}", "text", "Keep recommendation", "Reword")
    yield Stored(ToItem(item), f"item:{item}", "title", "")
    yield Stored(ToPieces(piece), f"piece:{piece}", "summary")
    yield Stored(ToQuestions(1), "question:1", "question")
    yield Stored(ToYear(activity), f"activity:{activity}", "notes")
    yield Stored(ToIndicators(1), "indicator:1", "name")
    yield Stored(ToInspections(1), "inspection:1", "title")
    yield Stored(ToClocks(review), f"review:{review}", "note")
    yield Stored(ToClocks(clock_id=clock), f"clock:{clock}", "note")
    yield Stored(ToStructure("group", 1), "group:1", "purpose")
    yield Stored(ToStructure("escalations", 1), "escalations:1", "note")
    yield Stored(ToSettings(SettingsPart.SEATS), "seat:1", "title", "")
    yield Stored(ToSettings(SettingsPart.AGENCIES), "agency:1", "name", "")
    yield Stored(ToDays(), "contract:1", "notes", "Record contract")


@pytest.fixture
def withheld(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of what forms offer only what says nothing is left, and somebody else before it."""
    offer = Combo.set_choices

    def offer_others(combo: Combo, choices: Sequence[tuple[str, object]]) -> None:
        pairs = any(isinstance(value, tuple) for _, value in choices)
        others = [
            (IMPOSTOR, (IMPOSTOR, 0) if pairs else IMPOSTOR),
            *((words, value) for words, value in choices if value in (None, "")),
        ]
        fixed = any(isinstance(value, Enum) for _, value in choices)  # of these every value is always offered
        offer(combo, choices if fixed or isinstance(combo, Narrowing) else others)

    monkeypatch.setattr(Combo, "set_choices", offer_others)


def differing(before: dict[str, list[dict]], after: dict[str, list[dict]]) -> set[str]:
    """The columns in which rows differ; "+" where some were added or taken away."""
    found: set[str] = set()
    for table, rows in after.items():
        if len(rows) != len(before[table]):
            found.add(f"{table} +")
        for old, new in zip(before[table], rows, strict=False):
            found |= {column for column, value in new.items() if old[column] != value}
    return found - {"recorded", "changed", "updated"}


def every_row(casefile: Casefile) -> dict[str, list[dict]]:
    """All rows of all records."""
    return {record.table: tables.whole_table(casefile, record.table)[1] for record in RECORDS}


@pytest.mark.usefixtures("withheld")
def test_what_a_form_stores_and_no_longer_offers_outlives_a_change_of_its_words(at_example):
    at, window = at_example, at_example.top
    found = {}
    for stored in stored_forms(window.casefile):
        window.workspace.go(stored.place)
        at.settle()
        if stored.begins:
            at.press(stored.begins)
        form = {form.about: form for form in shown_panel(window).findChildren(Form)}[stored.key]
        field, before = form.fields()[stored.field], every_row(window.casefile)
        untouched = form.changes()
        words = f"{form.typed()[stored.field]} Again"
        (field.setText if isinstance(field, QLineEdit) else field.setPlainText)(words)
        if stored.record:
            at.press(stored.record)
        else:
            window.workspace.go(ToHome())
        at.settle()
        found[stored.key] = (untouched, form.asks(), differing(before, every_row(window.casefile)))
    assert found == {stored.key: ({}, {}, {stored.field}) for stored in stored_forms(window.casefile)}

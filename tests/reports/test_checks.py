"""What is checked before a report leaves: personal data anywhere in it stops it, the rest is for a person to weigh."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrutineer.domain.challenge import Ending, EventKind, Impact
from scrutineer.domain.marking import Edition, Marking
from scrutineer.frameworks.loader import shipped
from scrutineer.reports.build import build
from scrutineer.reports.checks import checks_of, texts_of
from scrutineer.reports.model import Check, Material
from tests.reports.material import PARTNERSHIP, event, evidence, material, raised, step, texts

PERSONAL = {
    "name.surname@team.example": "An e-mail address",
    "01632 960123": "A telephone number",
    "943 476 5919": "A number like an NHS number",
    "NM1 2AB": "A postcode",
    "DOB: 3": "A date of birth",
}
SHOWN = "wherever-it-stands@team.example"


def full(edition: Edition = Edition.PARTNER, **words: str) -> Material:
    """A report with something in every place; `words` are put in the place of that name."""

    def said(place: str) -> str:
        return words.get(place, "Plain words.")

    items = (
        evidence(1, Marking.PUBLIC, title=said("title of an item relied on")),
        evidence(2, Marking.PUBLIC, title=said("title of an item only cited")),
    )
    life = raised(
        event(EventKind.NOTE, text=said("note"), marking=Marking.PUBLIC),
        event(EventKind.ESCALATED, stage=said("stage"), marking=Marking.PUBLIC),
        event(EventKind.RESPONSE, text=said("reply"), by=said("author of the reply"), marking=Marking.PUBLIC),
        event(
            EventKind.CLOSED,
            text=said("closing"),
            ending=Ending.IMPACT,
            impact=Impact.SHOWN,
            marking=Marking.PUBLIC,
        ),
        question=said("question"),
        put_to=said("put to"),
        test=said("test"),
        why=f"{said('why')} [E2]",
    )
    waiting = raised(number=2, agency_id=1)
    own = replace(
        PARTNERSHIP,
        name=said("partnership"),
        scrutineer=said("scrutineer"),
        summary=said("summary"),
        limits=said("limits"),
        declaration=said("declaration"),
    )
    made = material(life, waiting, edition=edition, items=items, rests_on={1: (1,)}, partnership=own)
    labelled = (replace(step(), label=said("label of a step")),)
    sources = {number: replace(source, agency=said("source")) for number, source in made.evidence.items()}
    return replace(made, steps=labelled, evidence=sources, names={1: said("agency")})


PLACES = [
    "title of an item relied on", "title of an item only cited", "note", "stage", "reply", "author of the reply",
    "closing", "question", "put to", "test", "why", "partnership", "scrutineer", "summary", "limits", "declaration",
    "label of a step", "agency",
]  # fmt: skip


def stops(made: Material) -> list[Check]:
    return [check for check in build(made).checks if check.tone == "stop"]


@pytest.mark.parametrize("edition", [Edition.PARTNER, Edition.PUBLIC])
@pytest.mark.parametrize("data", PERSONAL)
@pytest.mark.parametrize("place", PLACES)
def test_personal_data_stops_a_report_wherever_it_stands(edition, data, place):
    made = full(edition, **{place: f"Ask {data}, then wait"})
    assert data in " ".join(texts(build(made)))
    found = stops(made)
    assert {check.title for check in found} == {PERSONAL[data]}
    assert all(data[-4:].strip() in check.detail for check in found)


@pytest.mark.parametrize("place", PLACES)
def test_a_check_never_repeats_what_it_found(place):
    for check in stops(full(**{place: f"Ask {SHOWN}"})):
        assert SHOWN not in check.detail
        assert "mple" in check.detail


def test_each_place_is_told_by_name():
    made = full(summary="a@b.example", note="c@d.example")
    details = [check.detail for check in stops(made)]
    assert details == [
        "TSCP-26-001, the event of 1 May 2026, ends in mple. Take it out before exporting.",
        "In the summary, ends in mple.",
    ]


@pytest.mark.parametrize("place", PLACES)
def test_the_scrutineers_own_edition_may_name_people(place):
    assert stops(full(Edition.PRIVATE, **{place: " ".join(PERSONAL)})) == []


def test_what_is_left_out_of_an_edition_stops_nothing():
    secret = event(EventKind.NOTE, text=" ".join(PERSONAL), marking=Marking.PRIVATE)
    hidden = raised(number=2, question=" ".join(PERSONAL), marking=Marking.PRIVATE)
    assert stops(material(raised(secret), hidden)) == []


@given(st.text(alphabet="0123456789abcdef", min_size=64, max_size=64))
def test_the_fingerprint_of_the_journal_is_never_taken_for_a_number_of_someone(digest):
    assert stops(material(journal_hash=digest)) == []


@given(st.sampled_from(PLACES), st.sampled_from(sorted(PERSONAL)), st.sampled_from(Edition))
@settings(deadline=None)
def test_no_personal_data_found_is_said_exactly_where_none_stops(place, data, edition):
    checks = build(full(edition, **{place: data})).checks
    passed = "No personal data found" in {check.title for check in checks}
    assert passed is not any(check.tone == "stop" for check in checks)


def test_every_text_of_a_section_is_looked_at():
    """A field that is added to a section is looked at too, or named here with its reason."""
    section = build(full()).sections[0]
    looked_at = " ".join(text for _, text in texts_of(section))
    elsewhere = {
        "reference": "given by the program",
        "evidence": "looked at in the register",
        "impact_lead": "the program's own words",
        "impact_tone": "no text",
        "next_step": "the program's own words",
    }
    for field in fields(section):
        if field.name not in elsewhere:
            assert all(text in looked_at for text in texts(getattr(section, field.name)) if text == "Plain words.")
            marked = replace(section, **{field.name: SHOWN}) if field.type == "str" else None
            assert marked is None or SHOWN in " ".join(text for _, text in texts_of(marked))


# What is for a person to weigh.


def titles(made: Material, tone: str) -> list[str]:
    return [check.title for check in build(made).checks if check.tone == tone]


def test_a_sentence_that_loses_its_source_is_named_once_for_its_challenge():
    life = raised(why="[E1] and [E1]\n[E1]")
    made = material(life, items=(evidence(1, Marking.PRIVATE),))
    (check,) = [check for check in build(made).checks if check.title == "A sentence loses its source"]
    assert check.tone == "look"
    assert "TSCP-26-001" in check.detail
    assert "A sentence loses its source" not in titles(replace(made, edition=Edition.PRIVATE), "look")


def test_a_challenge_without_evidence_that_may_be_named_is_pointed_out():
    items = (evidence(1, Marking.PARTNER),)
    made = material(raised(), items=items, rests_on={1: (1,)})
    assert "A challenge without evidence" not in titles(made, "look")
    assert "A challenge without evidence" in titles(replace(made, edition=Edition.PUBLIC), "look")
    assert "A challenge without evidence" in titles(material(raised()), "look")


def test_a_wording_that_is_not_confirmed_is_named_by_its_step():
    (check,) = [check for check in build(material()).checks if check.title == "Wording to be confirmed"]
    assert "4, 5, 6" in check.detail
    framework = shipped()[0]
    confirmed = replace(framework, steps=tuple(replace(one, confirmed=True) for one in framework.steps))
    assert "Wording to be confirmed" not in titles(material(framework=confirmed), "look")


def test_what_stops_comes_first_and_what_passed_last():
    tones = [check.tone for check in build(full(summary=SHOWN)).checks]
    assert tones == sorted(tones, key=["stop", "look", "passed"].index)
    assert set(tones) == {"stop", "look", "passed"}


def test_markings_hold_is_not_said_of_a_report_that_holds_what_it_may_not():
    """`build` leaves it out before; were it ever to come through, nobody may be told that all is well."""
    made = material(raised(marking=Marking.PRIVATE), edition=Edition.PARTNER)
    report = build(made)
    assert "Markings hold" in {check.title for check in report.checks}
    assert "Markings hold" not in {check.title for check in checks_of(report, made.lives, made)}


def test_markings_hold_says_how_many_items_are_left_out():
    made = material(raised(), items=(evidence(1, Marking.PRIVATE),), rests_on={1: (1,)})
    (check,) = [check for check in build(made).checks if check.title == "Markings hold"]
    assert check.detail == "1 linked items are left out of this edition."

"""Every kind of report at once: what each of them owes to whoever reads it, in every edition and format."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrutineer.casefile import tables
from scrutineer.casefile.records import record_of
from scrutineer.domain.challenge import Status
from scrutineer.domain.evidence import Evidence
from scrutineer.domain.marking import Edition, Marking, may_appear
from scrutineer.domain.statements import StatementKind
from scrutineer.domain.voices import Voice
from scrutineer.errors import UserError
from scrutineer.operations import reports
from scrutineer.reports import kinds, rendering
from scrutineer.reports.checking import Tone, checks_of
from scrutineer.reports.document import Figure, Grid, Look, lines
from scrutineer.reports.furniture import Format
from scrutineer.reports.kinds import KINDS, kind_named
from scrutineer.reports.kinds.challenges import AS_SHOWN
from scrutineer.reports.kinds.kind import Kind
from tests.conftest import examples
from tests.reports.kinds.building import (
    MADE,
    OF_THE_YEAR,
    TODAY,
    all_marked,
    blocks,
    built,
    marked_at_random,
    material_of,
    read_back_whole,
    said,
    texts,
    view_of,
    with_secrets,
    with_withheld_otherwise,
)  # fmt: skip

NO_KINDS = {"kind", "parts", "findings", "waiting", "year_parts", "measured", "deaths"}
"""What stands beside the kinds and is shared by them."""
EVERY = [kind.id for kind in KINDS]
PROMISED = re.compile(r"(?:To be tested again on|awaited, due|^Test,?|^Reply,?) \d")
PASSED = re.compile(r"overdue|has passed")


# The registry


def test_every_file_is_a_kind_that_is_offered_and_has_its_test():
    files = {file.stem for file in Path(kinds.__file__).parent.glob("*.py")} - {"__init__"} - NO_KINDS
    assert files == set(EVERY)
    tests = {file.stem.removeprefix("test_") for file in Path(__file__).parent.glob("test_*.py")}
    assert tests >= files | {"parts", "findings"}


def test_no_two_kinds_have_the_same_name_and_each_says_what_it_is_for():
    assert len({kind.id for kind in KINDS}) == len({kind.title for kind in KINDS}) == len(KINDS)
    for kind in KINDS:
        assert kind.about.endswith(".")
        assert "!" not in kind.about + kind.title
        assert kind_named(kind.id) is kind
    with pytest.raises(UserError, match="no report called “poem”"):
        kind_named("poem")


# Built from the worked example


@pytest.mark.parametrize("edition", list(Edition))
@pytest.mark.parametrize("kind", EVERY)
def test_what_is_written_says_the_document_and_nothing_else(example, kind, edition):
    read_back_whole(built(kind, view_of(material_of(example), edition)))


@pytest.mark.parametrize("edition", list(Edition))
@pytest.mark.parametrize("kind", EVERY)
def test_an_empty_casefile_makes_a_document_that_says_so(casefile, kind, edition):
    document = built(kind, view_of(material_of(casefile), edition))
    read_back_whole(document, (Format.PAGE,))
    assert "not in this edition" not in said(document)
    assert re.search(r"\b(No|Nothing|Not|None)\b", said(document))


@pytest.mark.parametrize("edition", [Edition.PARTNER, Edition.PUBLIC])
@pytest.mark.parametrize("kind", EVERY)
def test_where_everything_is_private_each_kind_says_that_there_is_more_and_none_that_there_is_nothing(
    example, kind, edition
):
    material = all_marked(material_of(example), Marking.PRIVATE)
    document = built(kind, view_of(material, edition))
    assert "not in this edition" in said(document)
    assert not _false_sentences(material, said(document))


def test_every_edition_in_which_nothing_remains_is_refused(changed_example, tmp_path):
    with changed_example.transact("Hide all evidence"):
        for item in tables.rows(changed_example, Evidence):
            tables.update(changed_example, replace(item, marking=Marking.PRIVATE))
    out = tmp_path / "report.html"
    for kind in EVERY:
        with pytest.raises(UserError, match="Nothing remains in the public edition"):
            reports.export_report(changed_example, out=out, kind=kind, edition=Edition.PUBLIC, today=TODAY)
        assert not out.exists()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.by_agency], ids=lambda kind: kind.id)
def test_of_one_agency_it_names_no_other_challenge(example, kind):
    material = material_of(example)
    police = next(agency for agency in material.agencies if agency.name == "Police")
    words = said(built(kind.id, view_of(material, agency=police)))
    assert set(re.findall(r"NSCP-\d\d-\d\d\d", words)) <= {"NSCP-26-003"}
    assert "Prepared for\nPolice" in words


# No secret, and no sentence that is not so


@pytest.mark.parametrize("kind", EVERY)
def test_no_private_word_stands_in_a_wider_edition(example, kind):
    _no_secret(kind, all_marked(material_of(example), Marking.PRIVATE))


@settings(max_examples=examples(6), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9))
def test_whatever_is_marked_how_no_word_stands_where_it_may_not_and_nothing_is_denied(example, seed):
    material = marked_at_random(material_of(example), seed)
    for kind in EVERY:
        _no_secret(kind, material)
        for edition in Edition:
            view = view_of(material, edition)
            document = built(kind, view)
            assert not _false_sentences(material, said(document)), (kind, edition)
            _numbers_are_of_everything_or_say_so(document, view)


@settings(max_examples=examples(3), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9))
def test_nothing_in_an_edition_follows_from_what_it_withholds(example_material, seed):
    """Whatever the withheld things say, the document is the same to the last sign: no count, day or order tells."""
    material = marked_at_random(example_material, seed)
    for edition in (Edition.PARTNER, Edition.PUBLIC):
        changed = with_withheld_otherwise(material, edition)
        for kind in EVERY:
            assert built(kind, view_of(changed, edition)) == built(kind, view_of(material, edition)), (kind, edition)


def test_what_is_withheld_is_another_where_it_is_shown(example_material):
    """The control of the test above: what it changes would be seen."""
    material = marked_at_random(example_material, 1)
    changed = with_withheld_otherwise(material, Edition.PARTNER)
    for kind in EVERY:
        assert built(kind, view_of(changed, Edition.PRIVATE)) != built(kind, view_of(material, Edition.PRIVATE)), kind


@pytest.mark.parametrize("kind", [kind.id for kind in KINDS if kind.by_agency])
def test_a_document_of_one_agency_is_what_it_would_be_were_there_no_others(example_material, kind):
    of_agencies = ("answers", "asked", "contributions", "attendance", "training", "recommendations")
    for agency in example_material.agencies:
        alone = replace(
            example_material,
            lives=tuple(life for life in example_material.lives
                        if life.challenge.agency_id == agency.id or life.challenge.put_to == agency.name),
            **{name: tuple(row for row in getattr(example_material, name) if row.agency_id in (None, agency.id))
               for name in of_agencies},
        )  # fmt: skip
        for edition in (Edition.PARTNER, Edition.PUBLIC):
            expected = built(kind, view_of(alone, edition, agency=agency))
            assert built(kind, view_of(example_material, edition, agency=agency)) == expected


@pytest.fixture(scope="session")
def example_material(example):
    return material_of(example)


def _ids(things):
    return {thing.id for thing in things}


def _of_the_year(year):
    """The ids of every record of the year, by its table."""
    known = defaultdict(set)
    for part in OF_THE_YEAR:
        for thing in getattr(year, part):
            known[record_of(type(thing)).table].add(thing.id)
    return known


def _no_secret(kind: str, material):
    material, secrets = with_secrets(material)
    assert len(secrets) > 300
    for edition in (Edition.PARTNER, Edition.PUBLIC):
        words = set(re.findall(r"zq\d+x", said(built(kind, view_of(material, edition)))))
        leaked = {word for word in words if not all(may_appear(marking, edition) for marking in secrets[word])}
        assert not leaked, (kind, edition, leaked)


def _false_sentences(material, words: str) -> list[str]:
    """Sentences of a document that deny what was recorded."""
    put = [life for life in material.lives if life.status is not Status.DRAFT]
    closed = [life for life in put if not life.is_open]
    said_of_cycle = {statement.kind for statement in material.statements}
    young = [view for view in material.views if view.kind is Voice.YOUNG]
    denied = {
        "No challenge has been raised.": put,
        "No question has been asked yet.": put,
        "No challenge has been closed": closed,
        "Nothing is finished yet.": [life for life in closed if life.status is not Status.CLOSED_WITHDRAWN],
        "No recommendation is recorded.": material.recommendations,
        "No contract is recorded.": material.year.contracts,
        "No activity is recorded.": material.year.activities,
        "No day of the contract was used.": material.year.activities,
        "No scrutiny piece is recorded.": material.year.pieces,
        "No finding is final yet.": material.year.findings,
        "No evidence is recorded.": material.evidence,
        "No answer has come back": material.answers,
        "No opinion has been written yet.": said_of_cycle & {StatementKind.OPINION},
        "No summary has been written yet.": said_of_cycle & {StatementKind.SUMMARY},
        "No note of the limits has been written yet.": said_of_cycle & {StatementKind.LIMITS},
        "has not written this part yet": said_of_cycle & {StatementKind.PLAIN},
        "Nothing that children or practitioners said has been recorded.": young,
        "Nothing has been written down yet.": young,
        "No evidence is linked to this step": material.links,  # every step of the example has some
        "Nothing waits for a decision.": [life for life in put if life.days_overdue(material.today)],
    }
    return [sentence for sentence, recorded in denied.items() if sentence in words and recorded]


def _numbers_are_of_everything_or_say_so(document, view):
    events = any(shown.moves_withheld for shown in view.challenges.shown)
    if view.challenges.is_whole and not events:
        return
    for block in blocks(document):
        if isinstance(block, Grid) and block.look is Look.FIGURES:
            assert AS_SHOWN in block.caption, document.kind
            assert block.caption_shown


# What every document owes its reader


@pytest.mark.parametrize("kind", EVERY)
def test_no_day_that_has_passed_is_promised(example, kind):
    """The same record, years after: whatever was due then is told as past, or not at all."""
    document = built(kind, view_of(replace(material_of(example), today=TODAY.replace(year=2029))))
    assert not [text for text in texts(document) if PROMISED.search(text) and not PASSED.search(text)]
    assert "What is due next" not in texts(document)


@pytest.mark.parametrize("kind", EVERY)
def test_every_picture_has_its_words_and_its_table_and_every_table_a_name(example, kind):
    for block in blocks(built(kind, view_of(material_of(example), Edition.PRIVATE))):
        if isinstance(block, Figure):
            assert block.caption
            assert block.alternative
            assert block.data.rows
        if isinstance(block, Grid):
            assert block.caption
            assert all(len(row) == len(block.rows[0]) for row in block.rows)
            assert not block.head or len(block.head) == len(block.rows[0])
            assert not block.widths or sum(block.widths) == pytest.approx(1, abs=0.02)


@pytest.mark.parametrize("kind", EVERY)
def test_what_is_claimed_leads_to_records_that_are_there(example, kind):
    material = material_of(example)
    known = {
        "challenge": {life.challenge.id for life in material.lives},
        "event": {event.id for life in material.lives for event in life.events}
        | {known.event.id for life in material.lives for known in life.corrected},
        "evidence": {item.id for item in material.evidence},
        "judgement": {judgement.id for judgement in material.judgements},
        "voice": {view.id for view in material.views},
        "answer": {answer.id for answer in material.answers},
        "return_file": {file.id for file in material.files},
        "asked": {asked.id for asked in material.asked},
        "recommendation": {recommendation.id for recommendation in material.recommendations},
        "outcome": {outcome.id for outcome in material.outcomes},
        "statement": {material.cycle.id},
        "checklist": _ids(material.year.checklist_answers),
        "cycle": _ids(material.year.cycles),
    }
    for table, ids in _of_the_year(material.year).items():
        known[table] = known.get(table, set()) | ids
    sources = [source for line in lines(built(kind, view_of(material, Edition.PRIVATE))) for source in line.sources]
    assert sources
    for source in sources:
        assert source.id in known[source.table], source


@pytest.mark.parametrize("kind", EVERY)
def test_every_citation_of_an_item_leads_to_its_row_or_nowhere(example, kind):
    material = material_of(example)
    for edition in Edition:
        view = view_of(material, edition)
        checks = {check.title: check for check in checks_of(built(kind, view), view, kind_named(kind))}
        assert "An unknown citation" not in checks, checks["An unknown citation"]


@pytest.mark.parametrize("kind", EVERY)
def test_texts_of_any_length_are_taken_whole(example, kind):
    """32,000 characters with spaces and without: nothing raises, nothing is cut, and a limit is told."""
    material = material_of(example)
    long, solid = "word " * 6400, "ø" * 32000
    lives = tuple(
        replace(life, challenge=replace(life.challenge, question=long.strip(), put_to=solid),
                events=tuple(replace(event, text=long.strip()) for event in life.events))
        for life in material.lives[-3:]
    )  # fmt: skip
    statements = tuple(replace(statement, text=long.strip()) for statement in material.statements)
    material = replace(material, lives=lives, statements=statements)
    view = view_of(material, Edition.PRIVATE)
    document = built(kind, view)
    read_back_whole(document, (Format.PAGE,))
    limited: Kind = kind_named(kind)
    stops = [check.title for check in checks_of(document, view, limited) if check.tone is Tone.STOP]
    assert ("Too long" in stops) is (limited.most_words is not None)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.most_pages], ids=lambda kind: kind.id)
def test_pages_are_counted_and_too_many_are_told(example, kind):
    view = view_of(material_of(example))
    document = built(kind.id, view)
    fits = {check.title for check in checks_of(document, view, kind, pages=kind.most_pages)}
    over = {check.title: check.tone for check in checks_of(document, view, kind, pages=kind.most_pages + 1)}
    assert "Not too many pages" in fits
    assert over["Too many pages"] is Tone.LOOK
    assert not {"Too many pages", "Not too many pages"} & {check.title for check in checks_of(document, view, kind)}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.most_pages], ids=lambda kind: kind.id)
def test_the_worked_example_fits_on_the_pages_that_a_paper_may_have(example, kind):
    for edition in Edition:
        document = built(kind.id, view_of(material_of(example), edition))
        assert rendering.pages_of(document, MADE) <= kind.most_pages


@pytest.mark.parametrize("kind", EVERY)
def test_what_is_printed_says_the_document_and_nothing_else(example, kind):
    read_back_whole(built(kind, view_of(material_of(example))), (Format.PDF,))


def test_the_picture_of_the_steps_does_not_say_that_nobody_looked_where_there_may_be_a_draft(example):
    for kind in ("challenges", "annual"):
        assert "scrutinised" not in "".join(
            text.lower() for text in texts(built(kind, view_of(material_of(example)))) if "yet" in text
        )
        assert "Not yet scrutinised" in texts(built(kind, view_of(material_of(example), Edition.PRIVATE)))


def test_the_private_edition_calls_a_draft_a_draft_and_no_other_knows_it(example):
    material = material_of(example)
    for kind in ("annual", "statement", "briefing", "plan", "cover"):
        assert "(draft)" in said(built(kind, view_of(material, Edition.PRIVATE))), kind
        words = said(built(kind, view_of(material)))
        assert "(draft)" not in words
        assert "I found no re-audit" not in words

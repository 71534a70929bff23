"""Reports of a casefile: what each edition says, what stops one, and what is written."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.activities import Activity, Contract
from scrutineer.domain.challenge import EventKind
from scrutineer.domain.evidence import Bearing
from scrutineer.domain.marking import Edition, Marking
from scrutineer.domain.pieces import Piece
from scrutineer.domain.structure import PartnerGroup, PeerPair
from scrutineer.errors import UserError
from scrutineer.operations import (
    activities,
    casefiles,
    challenges,
    contracts,
    evidence,
    partnership,
    pieces,
    reports,
    structure,
)
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.reports import Format, Request, Tone
from scrutineer.progress import Cancelled
from scrutineer.reports.document import lines

TODAY = date(2026, 11, 20)


def said(casefile, edition=Edition.PARTNER, **more) -> str:
    """Every text of a report, in the order in which it is read."""
    composed = reports.compose(casefile, Request(edition=edition, **more), today=TODAY)
    return "\n".join(line.text for line in lines(composed.document))


def pdf_of(casefile, edition=Edition.PARTNER, **more) -> bytes:
    return reports.render_report(casefile, edition=edition, today=TODAY, **more).content


PRIVATE_WORDS = (
    "Dip sample, 20 strategy discussions",
    "Interview, assistant director",
    "Visit to the front door",
    "Nobody wants to open",
)


@pytest.mark.parametrize("edition", [Edition.PARTNER, Edition.PUBLIC])
@pytest.mark.parametrize("kind", reports.KINDS, ids=lambda kind: kind.id)
def test_private_items_never_reach_a_partner_or_public_edition(example, kind, edition):
    if edition not in kind.editions:
        pytest.skip(f"{kind.title} has no {edition.value} edition")
    text = said(example, edition, kind=kind.id)
    assert not re.search(r"(?<![\w!])E14(?!\w)", text)  # a cell of a workbook is called so too
    for words in PRIVATE_WORDS:
        assert words not in text


def test_the_private_edition_holds_them(example):
    text = said(example, Edition.PRIVATE)
    assert "Dip sample, 20 strategy discussions" in text
    assert "[E14]" in text
    assert "held back]" not in text


def test_a_sentence_whose_source_is_held_back_says_so(example):
    composed = reports.compose(example, Request(), today=TODAY)
    assert "All three were out of hours [held back]" in said(example)
    assert "A sentence loses its source" in {check.title for check in composed.checks}
    assert composed.stops == ()


def test_an_edition_in_which_nothing_remains_is_refused_with_the_reason(example, tmp_path):
    """It would print that nothing is open while seven challenges are."""
    with pytest.raises(UserError, match="Nothing remains in the public edition"):
        reports.export_report(example, out=tmp_path / "x.html", edition=Edition.PUBLIC, today=TODAY)
    assert not (tmp_path / "x.html").exists()
    assert "8 challenges are not in this edition." in said(example, Edition.PUBLIC)


def test_a_reply_that_is_withheld_is_never_told_as_missing_nor_its_status_as_received(casefile):
    one = challenges.raise_challenge(
        casefile, question="An open question?", put_to="Chair", raised_on=date(2026, 6, 4), reply_due=date(2026, 7, 1)
    ).value
    challenges.record_event(casefile, challenge_id=one, kind=EventKind.RESPONSE, text="For my eyes",
                            marking=Marking.PRIVATE, on_date=date(2026, 6, 5))  # fmt: skip
    text = said(casefile)
    assert "The reply is not in this edition." in text
    assert "Raised, not closed, as far as this edition shows" in text
    for untrue in ("No reply has been received", "Response received", "overdue since", "For my eyes"):
        assert untrue not in text
    assert "1 reply to those that are is not in this edition." in text
    assert "Response received" in said(casefile, Edition.PRIVATE)


def test_private_events_and_challenges_are_left_out_and_counted(casefile):
    challenges.raise_challenge(
        casefile, question="A private question?", put_to="Chair", marking=Marking.PRIVATE, raised_on=date(2026, 6, 4)
    )
    shown = challenges.raise_challenge(
        casefile, question="An open question?", put_to="Chair", raised_on=date(2026, 6, 4)
    ).value
    challenges.record_event(
        casefile,
        challenge_id=shown,
        kind=EventKind.NOTE,
        text="For my eyes",
        marking=Marking.PRIVATE,
        on_date=date(2026, 6, 5),
    )
    challenges.raise_challenge(casefile, question="A draft question?", put_to="Chair", draft=True)
    partner = said(casefile)
    assert "An open question?" in partner
    assert "1 challenge and 1 other event are not in this edition." in partner
    for words in ("A private question?", "For my eyes", "A draft question?"):
        assert words not in partner
    private = said(casefile, Edition.PRIVATE)
    for words in ("A private question?", "For my eyes", "A draft question?"):
        assert words in private


def test_cover_summary_and_every_challenge_are_there(example):
    text = said(example)
    for words in ("Challenge report", "Northmoor Safeguarding Children Partnership", "Working Together 2023 and 2026", "Not issued.",
                  "The six steps at 20 November 2026", "Independence.", "Limits", "Register of the evidence cited",
                  "42 days overdue", "Right of reply", "No reply has been received.",
                  "What has changed for children: impact shown."):  # fmt: skip
        assert words in text, words
    assert len(set(re.findall(r"Challenge (NSCP-\d\d-\d\d\d)\.", text))) == 8


def test_fonts_are_embedded_and_no_other_is_named(example):
    content = pdf_of(example)
    assert b"Helvetica" not in content
    assert b"/FontFile2" in content


def test_claims_link_to_evidence_and_headings_are_bookmarked(example):
    content = pdf_of(example)
    document = pypdfium2.PdfDocument(content)
    titles = [entry.get_title() for entry in document.get_toc()]
    document.close()
    assert "Summary" in titles
    assert sum(title.startswith("NSCP-") for title in titles) == 8
    assert "Register of the evidence cited" in titles
    assert content.count(b"/Subtype /Link") > 20


def test_it_says_who_made_nothing(example):
    metadata = pypdfium2.PdfDocument(pdf_of(example)).get_metadata_dict()
    assert metadata["Author"] in ("", "anonymous", "(anonymous)")
    assert metadata["Title"].startswith("Challenge report")


@pytest.mark.parametrize("form", [Format.PDF, Format.WORD, Format.PAGE])
def test_the_same_record_gives_the_same_bytes(example, form):
    assert pdf_of(example, form=form) == pdf_of(example, form=form)


def test_one_agencys_challenges_can_be_printed_alone(example):
    text = said(example, agency="Police")
    assert "NSCP-26-003" in text
    assert "NSCP-26-001" not in text
    with pytest.raises(UserError, match="No agency"):
        said(example, agency="Nobody")


def test_personal_data_stops_an_export(casefile, tmp_path):
    challenges.raise_challenge(
        casefile,
        question="What of 943 476 5919?",
        put_to="Chair",
        why="Write to a@b.example",
        raised_on=date(2026, 6, 4),
    )
    composed = reports.compose(casefile, Request(), today=TODAY)
    assert {check.title for check in composed.stops} == {"A number like an NHS number", "An e-mail address"}
    out = tmp_path / "r.html"
    with pytest.raises(UserError, match="like an NHS number"):
        reports.export_report(casefile, out=out, today=TODAY)
    assert not out.exists()
    private = reports.export_report(casefile, out=out, edition=Edition.PRIVATE, today=TODAY).value
    assert {check.tone for check in private.checks if "NHS" in check.title} == {Tone.LOOK}
    assert out.exists()


@pytest.mark.parametrize("put_to", ["Chair, a@b.example", "Chair 943 476 5919"])
def test_whom_it_is_put_to_is_read_by_the_checks_as_well(casefile, put_to):
    challenges.raise_challenge(casefile, question="Who leads?", put_to=put_to, raised_on=date(2026, 6, 4))
    assert reports.compose(casefile, Request(), today=TODAY).stops


@pytest.mark.parametrize(
    ("values", "words"),
    [({"kind": "poem"}, "no report called"), ({"agency": "Nobody"}, "No agency")],
)
def test_what_cannot_be_written_is_said(example, tmp_path, values, words):
    with pytest.raises(UserError, match=words):
        reports.export_report(example, out=tmp_path / "x.pdf", **values)
    with pytest.raises(UserError, match=r"is not written as x\.txt"):
        reports.export_report(example, out=tmp_path / "x.txt")
    with pytest.raises(UserError, match="does not exist"):
        reports.export_report(example, out=tmp_path / "none" / "x.pdf")
    with pytest.raises(UserError, match="edition"):
        reports.edition_named("secret")
    with pytest.raises(UserError, match="is of the whole cycle"):
        reports.compose(example, Request(starts=TODAY))


@pytest.mark.parametrize("form", [Format.PDF, Format.WORD, Format.PAGE])
def test_very_long_texts_are_written_whole(casefile, tmp_path, form):
    long = "A sentence that goes on about what was found. " * 400
    item = evidence.capture_evidence(
        casefile, title="Long title " * 30, dated=date(2026, 6, 1), marking=Marking.PUBLIC
    ).value
    one = challenges.raise_challenge(
        casefile, question="Why " * 60 + "?", put_to="A role with a name that goes on and on " * 3, why=long, test=long[:900],
        raised_on=date(2026, 6, 4), evidence=[(item, Bearing.SUPPORTS)],
    ).value  # fmt: skip
    challenges.record_event(
        casefile, challenge_id=one, kind=EventKind.RESPONSE, text="x" * 3000, on_date=date(2026, 6, 5)
    )
    out = tmp_path / f"long.{form.value}"
    reports.export_report(casefile, out=out, today=TODAY)  # which reads it back
    assert out.exists()


def test_a_long_second_reply_stops_no_edition(casefile):
    one = challenges.raise_challenge(
        casefile, question="An open question?", put_to="Chair", raised_on=date(2026, 6, 4)
    ).value
    for day, words in ((5, "Short."), (6, "A second reply that says much. " * 80)):
        challenges.record_event(
            casefile, challenge_id=one, kind=EventKind.RESPONSE, text=words, on_date=date(2026, 6, day)
        )
    for edition in (Edition.PRIVATE, Edition.PARTNER):
        assert pdf_of(casefile, edition).startswith(b"%PDF")


def test_markup_in_what_people_write_is_printed_as_written(casefile):
    challenges.raise_challenge(
        casefile,
        question="Is <b>5 & 6</b> > 4?",
        put_to="A & B",
        why="<font color='red'>x</font> [E99]",
        raised_on=date(2026, 6, 4),
    )
    document = pypdfium2.PdfDocument(pdf_of(casefile))
    text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    assert "Is <b>5 & 6</b> > 4?" in text
    assert "[E99]" in text
    composed = reports.compose(casefile, Request(), today=TODAY)
    assert "An unknown citation" in {check.title for check in composed.checks}


@pytest.mark.parametrize("scale_id", ["met", "rag", "0-3", "1-4-best-1", "narrative"])
def test_the_profile_is_drawn_on_every_scale(example, scale_id):
    partnership.set_partnership(example, details=replace(read_context(example).partnership, scale_id=scale_id))
    assert pdf_of(example).startswith(b"%PDF")


def test_an_empty_casefile_makes_a_report_that_says_so(casefile):
    text = said(casefile)
    assert "No evidence is cited in this edition." in text
    assert "No challenge has been raised." in text


def test_cancel_stops_the_drawing(example):
    class Stop:
        def step(self, done: int, total: int, label: str) -> None:
            if label == "Setting the pages":
                raise Cancelled

    with pytest.raises(Cancelled):
        reports.render_report(example, progress=Stop())


def test_a_cycle_judged_against_another_framework_is_headed_by_it(example):
    casefiles.start_cycle(
        example, name="Cycle 3", starts=date(2027, 4, 1), ends=date(2028, 3, 31), guidance="Working Together 2026",
        framework_id="ncb-principles",
    )  # fmt: skip
    text = " ".join(said(example).split())
    assert "NCB principles at 20 November 2026" in text
    assert "Six Steps: Step 4, Quality assurance, line 4c" in text


def _a_group(casefile: Casefile) -> None:
    structure.record_group(casefile, group=PartnerGroup(name="Executive", marking=Marking.PUBLIC))
    cycle = read_context(casefile).cycle.id
    structure.record_pair(casefile, pair=PeerPair(cycle_id=cycle, first="Oak", second="Elm", marking=Marking.PRIVATE))


def _a_contract(casefile: Casefile) -> None:
    cycle, day = read_context(casefile).cycle.id, date(2026, 5, 1)
    public = Contract(title="Scrutiny", starts=date(2026, 4, 1), ends=date(2027, 3, 31), half_days=40, day_fee=50_000,
                      marking=Marking.PUBLIC)  # fmt: skip
    contracts.add_contract(casefile, contract=public)
    private = Activity(cycle_id=cycle, title="Visit", method="visit", planned_on=day, marking=Marking.PRIVATE)
    activities.add_activity(casefile, activity=private)


def _a_piece(casefile: Casefile) -> None:
    cycle = read_context(casefile).cycle.id
    for title, marking in (("Neglect at home", Marking.PUBLIC), ("Front door", Marking.PRIVATE)):
        pieces.add_piece(casefile, piece=Piece(cycle_id=cycle, title=title, starts=TODAY, marking=marking))


@pytest.mark.parametrize(
    ("kind", "keep", "words"),
    [("arrangements", _a_group, "Executive"), ("days", _a_contract, "£500.00"), ("piece", _a_piece, "Neglect at home")],
)
def test_an_edition_in_which_anything_recorded_stands_is_never_told_to_hold_nothing(
    casefile, tmp_path, kind, keep, words
):
    keep(casefile)
    out = tmp_path / "report.html"
    reports.export_report(casefile, out=out, kind=kind, edition=Edition.PUBLIC, today=TODAY)
    assert words in out.read_text(encoding="utf-8")

"""The challenge report: what it holds in each edition, and what its PDF is made of."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from scrutineer.domain.challenge import EventKind
from scrutineer.domain.evidence import Bearing
from scrutineer.domain.marking import Edition, Marking
from scrutineer.errors import UserError
from scrutineer.operations import casefiles, challenges, evidence, partnership, reports
from scrutineer.operations.queries.context import read_context
from scrutineer.progress import Cancelled

TODAY = date(2026, 11, 20)


def pdf_text(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return text.replace("\r\n", "\n")


def render(casefile, edition=Edition.PARTNER, **more) -> bytes:
    return reports.render_report(casefile, edition=edition, today=TODAY, **more).content


PRIVATE_WORDS = (
    "Dip sample, 20 strategy discussions",
    "Interview, assistant director",
    "Visit to the front door",
    "Nobody wants to open",
)


@pytest.mark.parametrize("edition", [Edition.PARTNER, Edition.PUBLIC])
def test_private_items_never_reach_a_partner_or_public_edition(example, edition):
    text = " ".join(pdf_text(render(example, edition)).split())
    # Whole words: the groups of a fingerprint, "AE14" say, are not item E14.
    assert not re.search(r"\bE14\b", text)
    for words in PRIVATE_WORDS:
        assert words not in text


def test_the_private_edition_holds_them(example):
    text = " ".join(pdf_text(render(example, Edition.PRIVATE)).split())
    assert "Dip sample, 20 strategy discussions" in text
    assert "[E14]" in text
    assert "held back]" not in text


def test_a_sentence_whose_source_is_held_back_says_so(example):
    rendered = reports.render_report(example, edition=Edition.PARTNER, today=TODAY)
    text = " ".join(pdf_text(rendered.content).split())
    assert "All three were out of hours [held back]" in text
    assert "A sentence loses its source" in {check.title for check in rendered.checks}
    assert rendered.stops == ()


def test_a_public_edition_holds_public_challenges_only(example):
    assert "NSCP-26-" not in pdf_text(render(example, Edition.PUBLIC))


def test_private_events_and_challenges_are_left_out(casefile):
    secret = challenges.raise_challenge(
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
    draft = challenges.raise_challenge(casefile, question="A draft question?", put_to="Chair", draft=True)
    partner = pdf_text(render(casefile))
    assert "An open question?" in partner
    for words in ("A private question?", "For my eyes", "A draft question?"):
        assert words not in partner
    private = pdf_text(render(casefile, Edition.PRIVATE))
    for words in ("A private question?", "For my eyes", "A draft question?"):
        assert words in private
    assert secret.value != draft.value


def test_cover_summary_and_every_challenge_are_there(example):
    content = render(example)
    text = " ".join(pdf_text(content).split())
    pages = len(pypdfium2.PdfDocument(content))
    for words in ("PARTNER", "Challenge report", "Northmoor Safeguarding Children Partnership", "Working Together 2026", "Version",
                  "The six steps at 20 November 2026", "Independence.", "Limits.", f"Page 1 of {pages}", f"Page {pages} of {pages}",
                  "Register of the evidence cited", "42 days overdue", "Right of reply", "No reply has been received.",
                  "What has changed for children: impact shown.", "Not for publication"):  # fmt: skip
        assert words in text, words
    assert len(set(re.findall(r"Challenge (NSCP-\d\d-\d\d\d)\.", text))) == 8


def test_fonts_are_embedded_and_no_other_is_named(example):
    content = render(example)
    assert b"Helvetica" not in content
    assert content.count(b"/FontFile2") == 2


def test_claims_link_to_evidence_and_headings_are_bookmarked(example):
    document = pypdfium2.PdfDocument(render(example))
    titles = [entry.get_title() for entry in document.get_toc()]
    assert titles[:2] == ["Challenge report", "Summary"]
    assert sum(title.startswith("NSCP-") for title in titles) == 8
    assert titles[-1] == "Register of the evidence cited"
    raw = render(example)
    assert raw.count(b"/Subtype /Link") > 20
    document.close()


def test_it_says_who_made_nothing(example):
    metadata = pypdfium2.PdfDocument(render(example)).get_metadata_dict()
    assert metadata["Author"] in ("", "anonymous", "(anonymous)")
    assert metadata["Title"].startswith("Challenge report")


def test_the_same_record_gives_the_same_bytes(example):
    assert render(example) == render(example)


def test_one_agencys_challenges_can_be_printed_alone(example):
    text = pdf_text(render(example, agency="Police"))
    assert "NSCP-26-003" in text
    assert "NSCP-26-001" not in text
    with pytest.raises(UserError, match="No agency"):
        render(example, agency="Nobody")


def test_personal_data_stops_an_export(casefile, tmp_path):
    challenges.raise_challenge(
        casefile,
        question="What of 943 476 5919?",
        put_to="Chair",
        why="Write to a@b.example",
        raised_on=date(2026, 6, 4),
    )
    rendered = reports.render_report(casefile, today=TODAY)
    assert {check.title for check in rendered.stops} == {"A number like an NHS number", "An e-mail address"}
    out = tmp_path / "r.pdf"
    with pytest.raises(UserError, match="personal data"):
        reports.export_report(casefile, out=out, today=TODAY)
    assert not out.exists()
    reports.export_report(casefile, out=out, edition=Edition.PRIVATE, today=TODAY)
    assert out.read_bytes().startswith(b"%PDF")


def test_each_export_is_a_version_of_its_own(example, tmp_path):
    for number, words in ((1, "2. Replaces version 1."), (2, "3. Replaces version 2.")):
        out = tmp_path / f"{number}.pdf"
        reports.export_report(example, out=out, today=TODAY)
        assert words in pdf_text(out.read_bytes())
    assert reports.render_report(example, edition=Edition.PRIVATE, today=TODAY).content


@pytest.mark.parametrize(
    ("values", "words"),
    [({"kind": "poem"}, "no report called"), ({"agency": "Nobody"}, "No agency")],
)
def test_what_cannot_be_written_is_said(example, tmp_path, values, words):
    with pytest.raises(UserError, match=words):
        reports.export_report(example, out=tmp_path / "x.pdf", **values)
    with pytest.raises(UserError, match="not a PDF"):
        reports.export_report(example, out=tmp_path / "x.txt")
    with pytest.raises(UserError, match="does not exist"):
        reports.export_report(example, out=tmp_path / "none" / "x.pdf")
    with pytest.raises(UserError, match="edition"):
        reports.edition_named("secret")


def test_very_long_texts_break_over_pages(casefile):
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
    assert len(pypdfium2.PdfDocument(render(casefile))) >= 5


def test_markup_in_what_people_write_is_printed_as_written(casefile):
    challenges.raise_challenge(
        casefile,
        question="Is <b>5 & 6</b> > 4?",
        put_to="A & B",
        why="<font color='red'>x</font> [E99]",
        raised_on=date(2026, 6, 4),
    )
    text = pdf_text(render(casefile))
    assert "Is <b>5 & 6</b> > 4?" in text
    assert "[E99]" in text


@pytest.mark.parametrize("scale_id", ["met", "rag", "0-3", "1-4-best-1", "narrative"])
def test_the_profile_is_drawn_on_every_scale(example, scale_id):
    partnership.set_partnership(example, details=replace(read_context(example).partnership, scale_id=scale_id))
    assert render(example).startswith(b"%PDF")


def test_an_empty_casefile_makes_a_report_that_says_so(casefile):
    text = pdf_text(render(casefile))
    assert "No evidence is cited in this edition." in text


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
    text = " ".join(pdf_text(render(example)).split())
    assert "NCB principles at 20 November 2026" in text
    assert "4c of six-steps" in text

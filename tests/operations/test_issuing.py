"""What was issued is kept whole, comes again byte for byte, and is known by its bytes."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date

import pytest

from scrutineer.domain.ids import PieceId
from scrutineer.domain.marking import Edition
from scrutineer.domain.pieces import Piece
from scrutineer.errors import UserError
from scrutineer.operations import casefiles, challenges, issuing, partnership, pieces, reports
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.pieces import pieces_of
from scrutineer.operations.reports import Request

PAGE = Request(edition=Edition.PARTNER)


@pytest.fixture
def asked(casefile):
    """A casefile with one challenge to tell of."""
    challenges.raise_challenge(casefile, question="Who leads?", put_to="Chair", raised_on=date(2026, 6, 4))
    return casefile


def test_versions_count_each_kind_edition_and_scope_by_themselves(asked, tmp_path):
    def issue(name: str, request: Request = PAGE) -> int:
        return issuing.issue_report(asked, out=tmp_path / name, request=request).value.report.version

    assert [issue("a.html"), issue("b.docx")] == [1, 2]
    assert issue("c.html", Request(edition=Edition.PRIVATE)) == 1
    assert issue("d.html", Request(kind="log")) == 1
    assert "version 2" in (tmp_path / "b.docx").name or issuing.issued(asked)[2].version == 2


def test_an_export_takes_no_version_and_says_so(asked, tmp_path):
    reports.export_report(asked, out=tmp_path / "looked at.html")
    assert "not issued" in (tmp_path / "looked at.html").read_text(encoding="utf-8")
    assert issuing.issued(asked) == ()
    assert issuing.issue_report(asked, out=tmp_path / "a.html", request=PAGE).value.report.version == 1


def test_what_was_issued_comes_again_byte_for_byte_and_is_known(asked, tmp_path):
    first = issuing.issue_report(asked, out=tmp_path / "first.html", request=PAGE).value
    challenges.raise_challenge(asked, question="And then?", put_to="Chair", raised_on=date(2026, 6, 5))
    issuing.write_again(asked, number=first.report.id, out=tmp_path / "again.html")
    again = (tmp_path / "again.html").read_bytes()
    assert again == (tmp_path / "first.html").read_bytes() == first.content
    assert hashlib.sha256(again).hexdigest() == first.report.sha256
    known = issuing.which_issue(asked, again)
    assert known is not None
    assert known.id == first.report.id
    assert issuing.which_issue(asked, again + b" ") is None
    assert casefiles.check_casefile(asked).value.problems == ()


def test_a_draft_bears_the_number_it_is_a_draft_of_and_takes_none(asked, tmp_path):
    draft = issuing.issue_report(asked, out=tmp_path / "draft.html", request=PAGE, draft=True).value
    assert (draft.report.version, draft.report.draft) == (1, True)
    page = draft.content.decode()
    assert "draft of version 1" in page
    assert "DRAFT" in page
    assert issuing.issue_report(asked, out=tmp_path / "final.html", request=PAGE).value.report.version == 1


def test_a_cover_says_that_facts_were_corrected_only_where_partners_had_the_draft(asked, tmp_path):
    def said(name: str) -> bool:
        return "correct facts" in issuing.issue_report(asked, out=tmp_path / name, request=PAGE).value.content.decode()

    assert not said("one.html")
    draft = issuing.issue_report(asked, out=tmp_path / "draft.html", request=PAGE, draft=True).value.report
    agency = read_context(asked).agencies[0].id if read_context(asked).agencies else None
    issuing.record_accuracy_reply(asked, issued_id=draft.id, agency_id=agency, said="It was May, not June.")
    assert not said("two.html")  # nothing was done about it yet, and this took the version
    draft = issuing.issue_report(asked, out=tmp_path / "draft 2.html", request=PAGE, draft=True).value.report
    issuing.record_accuracy_reply(asked, issued_id=draft.id, agency_id=agency, said="May.", done="Put right.")
    assert said("three.html")


def test_a_final_report_takes_no_replies(asked, tmp_path):
    final = issuing.issue_report(asked, out=tmp_path / "final.html", request=PAGE).value.report
    with pytest.raises(UserError, match="is no draft"):
        issuing.record_accuracy_reply(asked, issued_id=final.id, agency_id=None, said="Too late.")


def test_it_keeps_every_text_with_what_it_rests_on_and_where_the_journal_stood(asked, tmp_path):
    report = issuing.issue_report(asked, out=tmp_path / "a.html", request=PAGE).value.report
    texts = json.loads(report.document)
    question = next(text for text in texts if text["text"] == "Who leads?")
    assert question["rests_on"][0][0] == "challenge"
    assert report.journal_entry > 0
    assert report.made_with.startswith("scrutineer ")


def test_what_cannot_be_written_is_not_kept(asked, tmp_path):
    with pytest.raises(UserError):
        issuing.issue_report(asked, out=tmp_path / "gone" / "a.html", request=PAGE)
    with pytest.raises(UserError):
        issuing.issue_report(asked, out=tmp_path / "a.xlsx", request=PAGE)
    assert issuing.issued(asked) == ()


def test_undoing_an_issue_gives_its_number_to_nobody(asked, tmp_path):
    issuing.issue_report(asked, out=tmp_path / "a.html", request=PAGE)
    asked.undo()
    assert issuing.issue_report(asked, out=tmp_path / "b.html", request=PAGE).value.report.version == 2


def test_what_was_done_about_a_reply_counts_as_a_correction_once_it_is_recorded(asked, tmp_path):
    draft = issuing.issue_report(asked, out=tmp_path / "draft.html", request=PAGE, draft=True).value.report
    agency = read_context(asked).agencies[0]
    issuing.record_accuracy_reply(asked, issued_id=draft.id, agency_id=agency.id, said="The day is wrong.")
    (reply,) = issuing.replies_on(asked, [draft.id])
    issuing.record_what_was_done(asked, reply=reply, done="Corrected.")
    assert [known.done for known in issuing.replies_on(asked, [draft.id])] == ["Corrected."]
    issuing.issue_report(asked, out=tmp_path / "final.html", request=PAGE)
    assert "correct facts" in (tmp_path / "final.html").read_text(encoding="utf-8")


def test_under_another_of_its_names_an_agency_has_no_other_versions(asked, tmp_path):
    partnership.add_agency(asked, name="Constabulary of the county", aliases=("County police",))
    challenges.raise_challenge(asked, question="Who answers?", put_to="Chief", raised_on=date(2026, 6, 4),
                               agency_id=read_context(asked).agencies[-1].id)  # fmt: skip

    def version(name: str, agency: str) -> int:
        request = Request(agency=agency)
        return issuing.issue_report(asked, out=tmp_path / name, request=request).value.report.version

    assert [version("one.html", "Constabulary of the county"), version("two.html", "County police")] == [1, 2]


def begun(casefile, title: str) -> PieceId:
    cycle = read_context(casefile).cycle
    return pieces.add_piece(casefile, piece=Piece(cycle_id=cycle.id, title=title, starts=date(2026, 5, 1))).value


def issue_of_piece(casefile, out, title: str, *, draft: bool = False):
    request = Request(kind="piece", piece=title)
    return issuing.issue_report(casefile, out=out, request=request, draft=draft).value.report


def test_each_piece_counts_its_own_versions_however_its_theme_is_written(asked, tmp_path):
    for title in ("Neglect", "Harm outside the home"):
        begun(asked, title)
    first = [
        issue_of_piece(asked, tmp_path / f"{n}.html", title).version for n, title in enumerate(("Neglect", "NEGLECT"))
    ]
    assert first == [1, 2]
    other = issue_of_piece(asked, tmp_path / "other.html", "Harm outside the home")
    assert other.version == 1
    assert (
        issuing.issue_report(asked, out=tmp_path / "all.html", request=Request(kind="piece")).value.report.version == 1
    )
    (known,) = [piece for piece in pieces_of(asked, read_context(asked).cycle) if piece.title == "Neglect"]
    pieces.change_piece(asked, piece=replace(known, title="Neglect under five"))
    assert issue_of_piece(asked, tmp_path / "renamed.html", "Neglect under five").version == 3


def test_what_partners_corrected_in_the_draft_of_one_piece_is_not_said_of_another(asked, tmp_path):
    for title in ("Neglect", "Harm outside the home"):
        begun(asked, title)
    draft = issue_of_piece(asked, tmp_path / "draft.html", "Neglect", draft=True)
    agency = read_context(asked).agencies[0]
    issuing.record_accuracy_reply(asked, issued_id=draft.id, agency_id=agency.id, said="Wrong.", done="Put right.")
    issue_of_piece(asked, tmp_path / "other.html", "Harm outside the home")
    issue_of_piece(asked, tmp_path / "own.html", "neglect")
    assert "correct facts" not in (tmp_path / "other.html").read_text(encoding="utf-8")
    assert "correct facts" in (tmp_path / "own.html").read_text(encoding="utf-8")


def test_a_piece_of_which_a_report_was_issued_is_kept(asked, tmp_path):
    new = begun(asked, "Neglect")
    issue_of_piece(asked, tmp_path / "own.html", "Neglect")
    (known,) = [piece for piece in pieces_of(asked, read_context(asked).cycle) if piece.id == new]
    with pytest.raises(UserError, match="1 issued report"):
        pieces.take_piece_away(asked, piece=known)


def test_an_agency_called_otherwise_goes_on_with_its_versions(asked, tmp_path):
    agency = read_context(asked).agencies[0]

    def version(name: str, called: str) -> int:
        request = Request(agency=called)
        return issuing.issue_report(asked, out=tmp_path / name, request=request).value.report.version

    assert version("one.html", agency.name) == 1
    partnership.change_agency(asked, agency=replace(agency, name="Called otherwise"))
    assert version("two.html", "Called otherwise") == 2

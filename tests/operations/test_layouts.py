"""How a kind of report is laid out is kept, used by every report of it, and can be undone."""

from __future__ import annotations

import pytest

from scrutineer.domain.marking import Edition
from scrutineer.errors import UserError
from scrutineer.operations import casefiles, reports
from scrutineer.operations.layouts import Arrangement, SectionLayout, layout_of, record_layout
from scrutineer.operations.reports import Request
from scrutineer.reports.document import lines


def sections_of(casefile, kind: str = "challenges") -> list[str]:
    return [section.key for section in reports.compose(casefile, Request(kind=kind)).document.sections]


def test_a_kind_stays_as_it_was_laid_out_and_the_others_as_they_come(example):
    before, others = sections_of(example), sections_of(example, "annual")
    layout = Arrangement((SectionLayout("reply"), SectionLayout("levels", shown=False)))
    record_layout(example, kind="challenges", layout=layout)
    assert layout_of(example, "challenges") == layout
    assert "levels" in before
    assert "levels" not in sections_of(example)
    assert sections_of(example, "annual") == others
    casefiles.undo(example)
    assert sections_of(example) == before


def test_a_layout_of_no_section_brings_the_kinds_own_back(example):
    before = sections_of(example)
    record_layout(example, kind="challenges", layout=Arrangement((SectionLayout("levels", shown=False),)))
    record_layout(example, kind="challenges", layout=Arrangement())
    assert sections_of(example) == before


def test_a_report_without_any_section_is_not_written(example, tmp_path):
    every = sections_of(example)
    record_layout(example, kind="challenges", layout=Arrangement(tuple(SectionLayout(key, False) for key in every)))
    composed = reports.compose(example, Request())
    assert composed.document.sections == ()
    assert [section.key for section in composed.sections] == every
    with pytest.raises(UserError, match="No section is left"):
        reports.export_report(example, out=tmp_path / "nothing.pdf")


def test_words_of_ones_own_cite_nothing_that_their_edition_may_not_name(example):
    private = reports.compose(example, Request(edition=Edition.PRIVATE)).view.evidence.shown
    public = {sourced.item.reference for sourced in
              reports.compose(example, Request(edition=Edition.PUBLIC)).view.evidence.shown}  # fmt: skip
    held = next(sourced.item.reference for sourced in private if sourced.item.reference not in public)
    own = SectionLayout("summary").with_words(Edition.PUBLIC, f"As we saw [{held} the dip sample].")
    record_layout(example, kind="challenges", layout=Arrangement((own,)))
    document = reports.compose(example, Request(edition=Edition.PUBLIC)).document
    said = [line.text for line in lines(document) if "As we saw" in line.text]
    assert said == ["As we saw [held back]."]


@pytest.mark.parametrize("form", reports.kind_named("challenges").formats)
def test_a_report_whose_register_is_left_out_is_written_in_every_format(example, tmp_path, form):
    record_layout(example, kind="challenges", layout=Arrangement((SectionLayout("register", shown=False),)))
    outcome = reports.export_report(example, out=tmp_path / f"short.{form.value}")
    assert any(check.title == "An unknown citation" for check in outcome.value.checks)

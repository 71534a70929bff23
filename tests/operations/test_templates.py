"""The template of reports: kept, used by every report, undone, carried to another casefile, and never in a report’s way."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest
from PIL import Image

from scrutineer.casefile import files, tables
from scrutineer.domain.marking import Edition
from scrutineer.domain.template import ReportTemplate
from scrutineer.errors import UserError
from scrutineer.operations import casefiles, guarded_names, issuing, reports, templates
from scrutineer.operations.previews import preview
from scrutineer.operations.reports import Format, Request, Tone
from scrutineer.reports import read_back
from scrutineer.reports.document import lines
from tests.pictures import disc_and_bar


@pytest.fixture
def picture(tmp_path):
    """A picture file for a logo."""
    path = tmp_path / "logo.png"
    path.write_bytes(disc_and_bar())
    return path


def said_in(casefile, **asked) -> list[str]:
    return [line.text for line in lines(reports.compose(casefile, Request(**asked)).document)]


def change(casefile, **said):
    return templates.set_template(casefile, template=replace(templates.template_to_change(casefile), **said)).value


def test_reports_are_as_the_house_has_them_until_there_is_a_template_and_after_it_is_gone(example):
    before = reports.compose(example, Request()).document
    change(example, above="Independent scrutiny", heading_colour="#1F4E79")
    inside = reports.compose(example, Request()).document
    assert inside.cover.above == "Independent scrutiny"
    assert inside.dress.headings == "#1F4E79"
    templates.remove_template(example)
    assert reports.compose(example, Request()).document.sections == before.sections
    assert reports.compose(example, Request()).document.dress == before.dress
    casefiles.undo(example)
    assert reports.compose(example, Request()).document.cover.above == "Independent scrutiny"


def test_one_report_can_be_made_without_it(example, tmp_path):
    change(example, above="Independent scrutiny")
    assert "Independent scrutiny" in said_in(example)
    assert "Independent scrutiny" not in said_in(example, plain=True)
    reports.export_report(example, out=tmp_path / "plain.html", plain=True)
    assert "Independent scrutiny" not in (tmp_path / "plain.html").read_text(encoding="utf-8")


def test_there_is_one_template_whatever_is_changed_in_it(example):
    first = change(example, above="One")
    second = change(example, above="Two")
    assert first.id == second.id
    assert templates.template_of(example) == second


def test_of_two_that_a_merge_brought_together_the_first_stands_and_the_next_change_leaves_one(example):
    first = change(example, name="Ours")
    with example.transact("As a merge does"):
        tables.insert(example, ReportTemplate(name="Theirs", above="Their line"))
    assert templates.template_of(example) == first
    change(example, above="Our line")
    assert [kept.above for kept in tables.rows(example, ReportTemplate)] == ["Our line"]


@pytest.mark.parametrize(
    ("said", "field"),
    [({"heading_colour": "#DDDDDD"}, "heading_colour"), ({"line_colour": "#DDDDDD"}, "line_colour"),
     ({"line_colour": "blue"}, "line_colour"), ({"headings": "Summary"}, "headings"), ({"name": " "}, "name"),
     ({"closing": "Words."}, "closing_title")],
)  # fmt: skip
def test_a_mistake_is_refused_beside_its_field_and_reports_are_made_as_before(example, said, field):
    change(example, above="Independent scrutiny")
    with pytest.raises(UserError) as refused:
        change(example, **said)
    assert refused.value.about == field
    assert "Nothing was changed." in refused.value.message
    assert "Independent scrutiny" in said_in(example)


def test_a_logo_is_taken_in_with_its_words_and_stands_in_what_is_exported(example, picture, tmp_path):
    with pytest.raises(UserError, match="no words") as refused:
        templates.take_logo(example, path=picture)
    assert refused.value.about == "alternative"
    assert templates.template_of(example) is None
    templates.take_logo(example, path=picture, alternative="A disc and a bar")
    for ending in ("pdf", "docx", "html"):
        out = tmp_path / f"report.{ending}"
        reports.export_report(example, out=out)
        pictures = [text for text in read_back.texts(out.read_bytes(), Format(ending))
                    if text.role is read_back.TextRole.PICTURE]  # fmt: skip
        logo = reports.compose(example, Request()).document.dress.logo
        assert logo.pixels in [text.text for text in pictures]
    with pytest.raises(UserError, match="no words"):
        change(example, alternative=" ")
    templates.leave_logo_out(example)
    assert reports.compose(example, Request()).document.dress.logo is None


def test_a_broken_picture_is_a_sentence_and_changes_nothing(example, tmp_path):
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    with pytest.raises(UserError, match="damaged"):
        templates.take_logo(example, path=broken, alternative="A disc")
    assert templates.template_of(example) is None


def test_a_logo_that_the_casefile_holds_damaged_is_named_by_a_check_and_stops_nothing(example, tmp_path):
    with example.transact("Take in something else"):
        digest = files.store(example, b"no picture")
    change(example, logo=digest, alternative="A disc", above="Independent scrutiny")
    composed = reports.compose(example, Request())
    (named,) = [check for check in composed.checks if check.title == "A part of the template is left out"]
    assert named.tone is Tone.LOOK
    assert "Choose its picture again" in named.detail
    reports.export_report(example, out=tmp_path / "report.pdf")


def test_it_goes_out_as_a_file_and_into_another_casefile_with_its_logo(example, casefile, picture, tmp_path):
    templates.take_logo(example, path=picture, alternative="A disc and a bar")
    made = change(example, name="House style", above="Independent scrutiny", headings="Summary = In short",
                  numbered=True, closing_title="About us", closing="We are three.\n\nWe lead.", line_colour="#B3541E")  # fmt: skip
    templates.export_template(example, out=tmp_path / "house.toml")
    taken = templates.import_template(casefile, path=tmp_path / "house.toml").value
    assert replace(taken, id=0) == replace(made, id=0)
    assert files.load(casefile, taken.logo) == files.load(example, made.logo)
    casefiles.undo(casefile)
    assert templates.template_of(casefile) is None


def test_a_file_with_mistakes_names_each_by_its_place_and_leaves_reports_as_they_were(example, tmp_path):
    change(example, above="Independent scrutiny")
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("name = 'x'\n[colours]\nheadings = '#EEEEEE'\n[colour]\nlines = 'red'\n", encoding="utf-8")
    with pytest.raises(UserError, match="it has 2 mistakes") as refused:
        templates.import_template(example, path=wrong)
    assert [mistake.place for mistake in refused.value.mistakes] == ["[colour]", "[colours] headings"]
    assert "[colours] headings: The colour of the headings, #EEEEEE, is too pale on paper" in refused.value.advice
    assert "Independent scrutiny" in said_in(example)


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00", b"", b"name = 'x'\n[logo]\nalternative='A'\npicture = 'aGVsbG8='\n"]
)
def test_a_file_that_is_no_template_or_holds_no_picture_changes_nothing(example, tmp_path, content):
    wrong = tmp_path / "wrong.toml"
    wrong.write_bytes(content)
    with pytest.raises(UserError):
        templates.import_template(example, path=wrong)
    assert templates.template_of(example) is None


def test_there_is_nothing_to_write_where_there_is_no_template(example, tmp_path):
    with pytest.raises(UserError, match="no template to write"):
        templates.export_template(example, out=tmp_path / "house.toml")
    assert not (tmp_path / "house.toml").exists()


def test_its_words_are_checked_like_every_other_word(example, tmp_path):
    change(example, closing_title="About us", closing="Write to office@northmoor.example.uk for more.")
    with pytest.raises(UserError, match="e-mail"):
        reports.export_report(example, out=tmp_path / "report.pdf")
    change(example, closing="Quill Farthing will answer.")
    guarded_names.keep_out(example, name="Quill Farthing")
    with pytest.raises(UserError, match="kept out"):
        reports.export_report(example, out=tmp_path / "report.pdf")
    reports.export_report(example, out=tmp_path / "plain.pdf", plain=True)


def test_its_words_cite_nothing_that_their_edition_may_not_name(example):
    shown = {edition: {sourced.item.reference for sourced in
                       reports.compose(example, Request(edition=edition)).view.evidence.shown}
             for edition in (Edition.PRIVATE, Edition.PUBLIC)}  # fmt: skip
    held = min(shown[Edition.PRIVATE] - shown[Edition.PUBLIC])
    change(example, closing_title="About us", closing=f"As we saw [{held} the dip sample].")
    assert "As we saw [held back]." in said_in(example, kind="annual", edition=Edition.PUBLIC)


def test_a_closing_section_can_be_left_out_or_moved_like_any_other(example):
    from scrutineer.operations.layouts import Arrangement, SectionLayout, record_layout

    change(example, closing_title="About us", closing="We are three.")
    composed = reports.compose(example, Request())
    assert composed.sections[-1].title == "About us"
    key = composed.sections[-1].key
    record_layout(example, kind="challenges", layout=Arrangement((SectionLayout(key, shown=False),)))
    assert "We are three." not in said_in(example)
    assert "We are three." in said_in(example, kind="annual")


def test_what_was_issued_keeps_its_bytes_and_says_which_template_it_was_made_with(example, picture, tmp_path):
    templates.take_logo(example, path=picture, alternative="A disc and a bar")
    change(example, name="House style", above="Independent scrutiny")
    issued = issuing.issue_report(example, out=tmp_path / "first.pdf", request=Request()).value
    change(example, above="Another line", heading_colour="#1F4E79")
    issuing.write_again(example, number=issued.report.id, out=tmp_path / "again.pdf")
    assert (tmp_path / "again.pdf").read_bytes() == issued.content
    assert "template “House style” (" in issued.report.made_with
    first, *others = json.loads(issued.report.document)
    assert first["kind"] == "template"
    assert first["text"].startswith("“House style” (")
    assert "Independent scrutiny" in [line["text"] for line in others]
    second = issuing.issue_report(example, out=tmp_path / "second.pdf", request=Request()).value
    assert json.loads(second.report.document)[0]["text"] != first["text"]
    plainly = issuing.issue_report(example, out=tmp_path / "plain.pdf", request=Request(plain=True)).value
    assert "template" not in plainly.report.made_with
    assert json.loads(plainly.report.document)[0]["kind"] != "template"


def test_another_template_makes_the_pages_of_a_preview_anew(example):
    first = preview(example, Request())
    assert preview(example, Request(), first).content is first.content
    change(example, heading_colour="#1F4E79")
    assert preview(example, Request(), first).content != first.content


def test_a_logo_comes_out_of_a_camera_without_where_it_was_taken(example, tmp_path):
    tags = Image.Exif()
    tags[0x010E] = "Where it was taken"
    written = io.BytesIO()
    Image.new("RGB", (90, 30), "#1F4E79").save(written, "JPEG", exif=tags)
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(written.getvalue())
    template = templates.take_logo(example, path=photo, alternative="A blue box").value
    assert b"Where it was taken" in written.getvalue()
    assert b"Where it was taken" not in files.load(example, template.logo)

"""A report as it is shown before it is written: what says the same is not set again."""

from __future__ import annotations

from datetime import date

from scrutineer.operations import challenges, issuing, pdf_pages
from scrutineer.operations.previews import preview
from scrutineer.operations.reports import Request


def test_where_each_section_begins_is_known_by_its_page(example):
    shown = preview(example, Request())
    texts = pdf_pages.texts_in(shown.content)
    assert pdf_pages.own_page_count(shown.content) == len(texts)
    for section in shown.composed.document.sections:
        assert section.title in texts[shown.page_of(section.key) - 1]
    assert shown.page_of("cover") == 1


def test_what_says_the_same_is_not_set_again(example):
    first = preview(example, Request())
    again = preview(example, Request(), first)
    assert again.content is first.content
    challenges.raise_challenge(example, question="Who leads?", put_to="Chair", raised_on=date(2026, 6, 4))
    other = preview(example, Request(), again)
    assert other.content != first.content


def test_the_version_that_an_issue_would_take_follows_what_was_issued(example, tmp_path):
    first = preview(example, Request())
    issuing.issue_report(example, out=tmp_path / "first.pdf", request=Request())
    assert [first.version, preview(example, Request(), first).version] == [1, 2]


def test_a_page_is_drawn_with_its_words_where_they_stand(example):
    shown = preview(example, Request(kind="plan"))
    image = pdf_pages.own_page_image(shown.content, 1, 1.0)
    assert (image.width, image.height) in {(595, 842), (596, 842), (842, 595), (842, 596)}
    assert "Plan" in [word.text for word in image.words]
    assert image.text in pdf_pages.texts_in(shown.content)

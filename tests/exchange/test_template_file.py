"""Template files: written and read the same, and every mistake in one is named by its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.template import ReportTemplate, written_titles
from scrutineer.exchange.template_file import read_template, written_template

FULL = ReportTemplate(
    name="Northmoor house style", above="Independent scrutiny", cover="First.\nSecond “quoted”.",
    headings=written_titles({"Summary": "Executive summary"}), numbered=True, closing_title="About us",
    closing="Words.\n\nMore words \\ and \"marks\".", heading_colour="#1F4E79", line_colour="#B3541E", logo="in the file",
    alternative="A blue disc",
)  # fmt: skip
words = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=40)
shown = words.filter(lambda text: any(map(str.isalpha, text)) and not any(sign in text for sign in "\u2028\u2029"))


def places(text: str) -> list[str]:
    return [mistake.place for mistake in read_template(text).mistakes]


def test_a_template_comes_back_as_it_was_written_with_its_logo():
    read = read_template(written_template(FULL, b"\x89PNG anything"))
    assert read.mistakes == ()
    assert (read.template, read.picture) == (FULL, b"\x89PNG anything")


def test_one_that_says_only_its_name_is_one_line():
    text = written_template(ReportTemplate(name="Plain"), b"")
    assert text.strip() == 'name = "Plain"'
    assert read_template(text).template == ReportTemplate(name="Plain")


def test_the_file_that_the_page_of_documentation_shows_is_right():
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "write-a-template.md").read_text(encoding="utf-8")
    shown_there = page.split("```toml\n")[1].split("```")[0]
    read = read_template("\n".join(line for line in shown_there.split("\n") if not line.startswith("picture")))
    assert read.mistakes == ()
    assert read.template.titles == {"Summary": "In short"}
    said = read_template("name = 'x'\n[colours]\nheadings = '#8899AA'").mistakes
    assert str(said[0]) in page.replace("\n", " ")


@given(shown, words, st.booleans())
def test_whatever_its_words_are_they_come_back(name, said, numbered):
    given_template = ReportTemplate(name=name, cover=said, numbered=numbered)
    assert read_template(written_template(given_template, b"")).template == given_template


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("name = 'x", "The file"),
        ("[cover]\nabove = 'y'", "name"),
        ("name = 7", "name"),
        ("name = 'x'\ncolor = 'red'", "color"),
        ("name = 'x'\n[colors]\nheadings = '#000000'", "[colors]"),
        ("name = 'x'\n[colours]\nheading = '#000000'", "[colours] heading"),
        ("name = 'x'\n[colours]\nheadings = '#CCCCCC'", "[colours] headings"),
        ("name = 'x'\n[colours]\nlines = 'red'", "[colours] lines"),
        ("name = 'x'\ncolours = 'red'", "[colours]"),
        ("name = 'x'\n[headings]\nnumbered = 'yes'", "[headings] numbered"),
        ("name = 'x'\n[headings.titles]\nSummary = 3", "[headings.titles] Summary"),
        ("name = 'x'\n[headings.titles]\nSummary = ''", "[headings] titles"),
        ("name = 'x'\n[closing]\nwords = 'Words.'", "[closing] title"),
        ("name = 'x'\n[logo]\npicture = 'aGFsbG8='", "[logo] alternative"),
        ("name = 'x'\n[logo]\npicture = '!'\nalternative = 'A disc'", "[logo] picture"),
        ("name = 'x'\n[logo]\npicture = 3\nalternative = 'A disc'", "[logo] picture"),
        ("name = 'x'\n[cover]\nabove = \"two\\nlines\"", "[cover] above"),
    ],
)
def test_a_mistake_is_named_by_its_place(text, place):
    read = read_template(text)
    assert [mistake.place for mistake in read.mistakes] == [place]
    assert read.template is None


def test_every_mistake_is_named_at_once():
    assert places("[colours]\nheadings = '#EEEEEE'\nlines = 'x'\n[covers]\nabove = 'y'") == [
        "[covers]", "name", "[colours] lines", "[colours] headings",
    ]  # fmt: skip
    assert places("name = 'x'\n[colours]\nheadings = '#EEEEEE'\nlines = '#EEEEEE'") == [
        "[colours] headings", "[colours] lines",
    ]  # fmt: skip

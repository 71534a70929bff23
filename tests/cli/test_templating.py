"""The template from the command line: shown, out and in as a file, its logo, and every mistake named by its place."""

from __future__ import annotations

import pytest

from scrutineer.reports import read_back
from scrutineer.reports.furniture import Format
from tests.pictures import disc_and_bar

HOUSE = """name = "House style"

[cover]
above = "Independent scrutiny"

[headings]
numbered = true

[headings.titles]
Summary = "In short"

[closing]
title = "About us"
words = "We are three."

[colours]
headings = "#1F4E79"
"""


@pytest.fixture
def house(tmp_path):
    """A template file, as a person writes one."""
    path = tmp_path / "house.toml"
    path.write_text(HOUSE, encoding="utf-8")
    return path


def text_of(done, northmoor, tmp_path, *words) -> str:
    out = tmp_path / "report.html"
    done("report", northmoor, "--kind", "annual", "--out", out, "--replace", *words)
    return "\n".join(read_back.read_text(out.read_bytes(), Format.PAGE))


def test_a_template_is_taken_in_shown_and_used_by_the_next_report(done, northmoor, house, tmp_path):
    assert done("template", northmoor).out.strip() == "Reports are made without a template."
    assert "“House style” taken in" in done("template", northmoor, "--import", house).out
    shown = done("template", northmoor).out
    for words in ("House style", "Summary = In short; numbered", "#1F4E79, 8.6:1 on white paper", "under “About us”"):
        assert words in shown
    data = done("template", northmoor, "--json").data["template"]
    assert (data["headings"], data["numbered"]) == ({"Summary": "In short"}, True)
    assert "Independent scrutiny\n" in text_of(done, northmoor, tmp_path)
    assert "We are three." in text_of(done, northmoor, tmp_path)
    assert "We are three." not in text_of(done, northmoor, tmp_path, "--plain")
    done("template", northmoor, "--remove")
    assert "We are three." not in text_of(done, northmoor, tmp_path)


def test_it_goes_out_with_its_logo_and_never_over_a_file_unasked(done, refused, northmoor, house, tmp_path):
    logo = tmp_path / "logo.png"
    logo.write_bytes(disc_and_bar())
    done("template", northmoor, "--import", house)
    assert "no words" in refused("template", northmoor, "--logo", logo)
    done("template", northmoor, "--logo", logo, "--alternative", "A disc and a bar")
    out = tmp_path / "out.toml"
    done("template", northmoor, "--export", out)
    assert "A disc and a bar" in out.read_text(encoding="utf-8")
    assert "--replace" in refused("template", northmoor, "--export", out)
    done("template", northmoor, "--export", out, "--replace")
    done("template", northmoor, "--no-logo")
    assert done("template", northmoor, "--json").data["template"]["logo"] == ""
    done("template", northmoor, "--import", out)
    assert "A disc and a bar\n" in text_of(done, northmoor, tmp_path)


def test_every_mistake_is_said_by_its_place(refused, done, northmoor, tmp_path):
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("[colours]\nheadings = '#EEEEEE'\nline = '#000000'\n", encoding="utf-8")
    said = refused("template", northmoor, "--import", wrong)
    assert "it has 3 mistakes" in said
    for place in ("[colours] line: ", "name: ", "[colours] headings: "):
        assert place in said
    assert done("template", northmoor).out.strip() == "Reports are made without a template."


def test_what_a_logo_shows_is_said_with_its_picture_alone(refused, northmoor):
    assert "--logo FILE" in refused("template", northmoor, "--alternative", "A disc")

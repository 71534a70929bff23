"""The template in Settings: each field kept as it is left, contrast said as it is typed, mistakes named, one way back."""

from __future__ import annotations

import pytest

from scrutineer.operations import templates
from scrutineer.ui.destinations import SettingsPart, ToReports, ToSettings
from tests.pictures import disc_and_bar
from tests.ui.conftest import go
from tests.ui.hands import choose_files, press_keys


@pytest.fixture
def at(at_empty):
    """Somebody at the template in Settings."""
    panel = go(at_empty, ToSettings(SettingsPart.TEMPLATE))
    return at_empty.within(panel.sections[SettingsPart.TEMPLATE])


def leave(at) -> None:
    press_keys("Tab")
    at.settle()


def template(at):
    return templates.template_of(at.top.session.casefile)


def test_each_field_is_kept_as_it_is_left(at):
    assert template(at) is None
    for name, words in (("Name of the template", "House style"), ("Above the title", "Independent scrutiny"),
                        ("Words on the cover", "Quote it."), ("Headings", "Summary = In short"),
                        ("Heading at the end", "About us"), ("Words at the end", "We are three."),
                        ("Colour of headings", "#1f4e79")):  # fmt: skip
        at.write(name, words)
        leave(at)
    kept = template(at)
    assert (kept.name, kept.above, kept.cover, kept.titles) == (
        "House style", "Independent scrutiny", "Quote it.", {"Summary": "In short"},
    )  # fmt: skip
    assert (kept.closing_title, kept.closing, kept.heading_colour) == ("About us", "We are three.", "#1F4E79")


def test_contrast_is_said_as_a_colour_is_typed_and_a_pale_one_is_refused_beside_its_field(at):
    at.write("Colour of headings", "#8899AA")
    at.sees("Contrast 2.9:1 on white paper; at least 4.5:1 is needed.")
    leave(at)
    at.sees("is too pale on paper")
    assert template(at) is None
    at.write("Colour of headings", "#1F4E79")
    at.sees("Contrast 8.6:1 on white paper; at least 4.5:1 is needed.")
    leave(at)
    assert template(at).heading_colour == "#1F4E79"


def test_a_logo_needs_its_words_first_and_can_be_left_out_again(at, tmp_path, monkeypatch):
    picture = tmp_path / "logo.png"
    picture.write_bytes(disc_and_bar())
    choose_files(monkeypatch, picture)
    at.press("Choose a picture")
    at.sees("Say what the logo shows, then choose its picture.")
    assert template(at) is None
    at.write("What the logo shows", "A disc and a bar")
    at.press("Choose a picture")
    assert template(at).logo
    assert template(at).alternative == "A disc and a bar"
    at.press("Leave it out")
    assert template(at).logo is None


def test_a_broken_picture_is_said_on_the_page(at, tmp_path, monkeypatch):
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(60))
    choose_files(monkeypatch, broken)
    at.write("What the logo shows", "A disc and a bar")
    at.press("Choose a picture")
    at.sees("broken.png is damaged: it cannot be shown.")


def test_it_goes_out_as_a_file_and_comes_in_again_and_the_house_has_its_own_back(at, tmp_path, monkeypatch):
    out = tmp_path / "house.toml"
    choose_files(monkeypatch, out)
    at.write("Above the title", "Independent scrutiny")
    leave(at)
    at.press("Save as a file")
    at.press("As the house has it")
    assert template(at) is None
    assert at.text("Above the title") == ""
    at.press("Take one in")
    assert template(at).above == "Independent scrutiny"
    assert at.text("Above the title") == "Independent scrutiny"


def test_each_mistake_of_a_file_is_named_by_its_place_and_nothing_changes(at, tmp_path, monkeypatch):
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("name = 'x'\n[colours]\nheadings = '#EEEEEE'\nlines = 'red'\n", encoding="utf-8")
    choose_files(monkeypatch, wrong)
    at.press("Take one in")
    at.sees("it has 2 mistakes")
    at.sees("[colours] headings:")
    at.sees("[colours] lines:")
    assert template(at) is None


def test_a_report_is_made_in_it_unless_it_is_switched_off(at_example):
    def request():
        return go(at_example, ToReports("annual")).choice.request()

    at_example.top.workspace.go(ToReports("annual"))
    at_example.settle()
    assert not go(at_example, ToReports("annual")).choice.in_template.isVisible()
    panel = go(at_example, ToSettings(SettingsPart.TEMPLATE))
    section = at_example.within(panel.sections[SettingsPart.TEMPLATE])
    section.write("Above the title", "Independent scrutiny")
    press_keys("Tab")
    section.settle()
    switch = go(at_example, ToReports("annual")).choice.in_template
    assert switch.isVisible()
    assert not request().plain
    switch.click()
    assert request().plain

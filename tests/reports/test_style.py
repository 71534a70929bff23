"""Faces, colours and styles of paper: what they are made of ships with the program, and can be read in print."""

from __future__ import annotations

import pytest
from reportlab.lib.colors import Color
from reportlab.pdfbase import pdfmetrics

from scrutineer.domain.scale import INSUFFICIENT, NOT_YET
from scrutineer.frameworks.loader import scales
from scrutineer.reports.style import REGULAR, SEMIBOLD, colour, level_colour, register_fonts, styles, tokens

LOOKS = sorted({level.look for scale in scales() for level in scale.levels} | {INSUFFICIENT, NOT_YET})


def brightness(of: Color) -> float:
    """Relative luminance, as WCAG 2 reckons it."""
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in of.rgb()]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast_with_paper(of: Color) -> float:
    return 1.05 / (brightness(of) + 0.05)


@pytest.mark.parametrize("name", sorted(styles()))
def test_every_style_is_set_in_an_embedded_face_that_can_be_read_on_paper(name):
    style = styles()[name]
    assert style.name == name
    assert style.fontName in {REGULAR, SEMIBOLD}
    assert style.fontSize >= 9  # smaller print is not accessible
    assert style.leading > style.fontSize
    assert style.splitLongWords
    assert contrast_with_paper(style.textColor) >= 4.5


@pytest.mark.parametrize("look", LOOKS)
def test_every_look_of_every_scale_has_its_colours(look):
    for part in ("mark", "text", "tint"):
        assert isinstance(level_colour(look, part), Color)
    assert contrast_with_paper(level_colour(look)) >= 3  # what a graphic needs


def test_a_level_without_a_look_is_drawn_as_not_yet():
    assert level_colour("").rgb() == level_colour(NOT_YET).rgb()


@pytest.mark.parametrize("ask", [lambda: colour("no such colour"), lambda: level_colour("no such look")])
def test_a_colour_that_does_not_exist_is_no_silent_black(ask):
    with pytest.raises(KeyError):
        ask()


def test_paper_is_light_whatever_the_window_is():
    assert colour("text").rgb() != colour("window").rgb()
    assert brightness(colour("window")) > brightness(colour("text"))
    assert colour("text").hexval()[2:].lower() == tokens()["colour"]["light"]["text"].lstrip("#").lower()


def test_bold_words_in_running_text_take_the_face_that_is_embedded():
    from reportlab.lib.fonts import tt2ps

    register_fonts()
    assert tt2ps(REGULAR, 1, 0) == SEMIBOLD
    assert {tt2ps(REGULAR, bold, italic) for bold in (0, 1) for italic in (0, 1)} == {REGULAR, SEMIBOLD}
    for face in (REGULAR, SEMIBOLD):
        assert pdfmetrics.getFont(face).face.subfontNameX is not None or pdfmetrics.getFont(face).fontName == face


def test_the_faces_hold_every_sign_that_the_program_itself_prints():
    register_fonts()
    for face in (REGULAR, SEMIBOLD):
        known = pdfmetrics.getFont(face).face.charToGlyph
        assert not [sign for sign in "“”‘’–—…£é[]?" if ord(sign) not in known]

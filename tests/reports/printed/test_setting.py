"""Words in lines: nothing is wider than its line, dates hold together, and every script can be read off the page."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrutineer.reports.document import Paragraph, Run, plain
from scrutineer.reports.printed import render
from scrutineer.reports.printed.faces import FacesUsed
from scrutineer.reports.printed.looks import PrintLooks
from scrutineer.reports.printed.setting import TypeSetter, as_printed
from tests.reports.printed.reading import heard, squeezed
from tests.reports.printed.samples import MADE, document

LOOK = PrintLooks(12).body
PIECES = st.lists(
    st.sampled_from(["word", "a", "m" * 30, "22 September 2026", "NSCP-26-009", "سلام", "儿童", "👍🏽", "\n", "x/y"])
)


def setter() -> TypeSetter:
    return TypeSetter(FacesUsed(), frozenset({"here"}), "0 0 0 rg", "0 0 0 rg")


def widths(text: str, width: float) -> list[float]:
    return [sum(part.width for part in line) for line in setter().lines(plain(text), LOOK, width)]


@given(PIECES, st.floats(20, 500))
@settings(max_examples=60)
def test_no_line_is_wider_than_it_may_be(pieces, width):
    assert all(wide <= width + 0.5 for wide in widths(" ".join(pieces), width))


@pytest.mark.parametrize(
    "together", ["4 June 2026", "22 September 2026", "20 Nov 26", "42 days overdue", "page 12", "[E58, page 2]"]
)
def test_what_belongs_together_is_not_broken(together):
    room = setter().width(together, LOOK)
    text = f"{together} {together} {together}"
    for width in (room + 1, room * 1.5, room * 1.9):
        assert widths(text, width) == pytest.approx([room] * 3)


def test_what_belongs_together_is_broken_where_it_has_no_room():
    assert len(widths("22 September 2026", 40)) > 1


def test_a_word_that_is_too_long_is_rather_broken_at_its_signs():
    made = heard(render(document(Paragraph(plain("https://example.org/" + "partnership/" * 12))), made=MADE))
    assert "https://example.org/partnership/" in made.words()
    [line, *_] = setter().lines(plain("partnership/" * 12), LOOK, setter().width("partnership/" * 3 + "part", LOOK))
    assert sum(part.width for part in line) == pytest.approx(setter().width("partnership/" * 3, LOOK))


def test_apostrophes_look_the_same_and_quotation_marks_stay():
    assert (
        as_printed("the partners' own and the child's 'word' at 5'") == "the partners’ own and the child’s 'word' at 5'"
    )
    assert as_printed("e\u0301\r\nb\tc\u2028d") == "é\nb c\nd"
    assert as_printed("\ud800") == "\ufffd"


def test_a_text_of_one_line_is_cut_with_an_ellipsis():
    width, _ = setter().one_line("A name that is much too long for its place", LOOK, 100)
    assert 60 < width <= 100
    assert setter().one_line("Short", LOOK, 100)[0] == pytest.approx(setter().width("Short", LOOK))
    assert setter().one_line("m" * 50_000, LOOK, 2)[0] >= 0


READ = [
    "Zażółć gęślą jaźń", "בית הספר", "سلام عليكم يا أطفال", "بچوں کی حفاظت", "শিশুদের সুরক্ষার জন্য কী পরিবর্তন হয়েছে?",
    "बच्चों की सुरक्षा के लिए क्या बदला है?", "ਬੱਚਿਆਂ ਦੀ ਸੁਰੱਖਿਆ", "குழந்தைகளின் பாதுகாப்பிற்கு", "自三月以来，儿童保护", "Good 😀 👍🏽 👨‍👩‍👧 🇬🇧 ❤️",
    "ሰላም", "สวัสดี", "cafe\u0301 q\u0301",
]  # fmt: skip


@pytest.mark.parametrize("text", READ)
@pytest.mark.parametrize("strong", [False, True])
def test_every_script_can_be_copied_from_the_page(text, strong):
    import pypdfium2

    content = render(document(Paragraph((Run(text, strong),))), made=MADE)
    pages = pypdfium2.PdfDocument(content)
    read = "".join(page.get_textpage().get_text_bounded() for page in pages)
    pages.close()
    assert squeezed(as_printed(text)) in squeezed(read)


def test_words_of_lines_are_not_joined():
    made = heard(render(document(Paragraph(plain("one two three four five " * 30))), made=MADE))
    assert made.all("P")[-1].words().split() == ["one", "two", "three", "four", "five"] * 30

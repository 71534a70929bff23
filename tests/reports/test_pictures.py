"""The six steps on paper: what the picture says is drawn, with the charts' own shapes, and reads as text."""

from __future__ import annotations

import io
from datetime import date

import pypdfium2
import pytest
from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Circle, Drawing, Group, Line, Polygon, String
from reportlab.pdfgen.canvas import Canvas

from scrutineer.domain.ageing import Age, ageing
from scrutineer.domain.attendance import attendance_picture
from scrutineer.domain.evidence import Strength
from scrutineer.domain.ledgers import Attendance, Presence
from scrutineer.domain.scale import INSUFFICIENT, NOT_YET
from scrutineer.domain.six_steps import StepInTwoCycles, six_steps
from scrutineer.domain.timeline import Entry, Happening, Lane, timeline
from scrutineer.frameworks.loader import scales
from scrutineer.reports.pictures import picture_chart, six_steps_chart
from scrutineer.reports.style import colour

WIDTH = 493.0
SCALE = next(scale for scale in scales() if len(scale.levels) == 4)
LOW, SECOND, THIRD, HIGH = (level.key for level in SCALE.levels)
LONG = (
    "A label of a step that goes on for longer than there is room for in one line, or in two, or even in three of them"
)
STEPS = (
    StepInTwoCycles(number="1", label="Up", then=LOW, now=HIGH, strength=Strength.STRONG, open=2, overdue=1),
    StepInTwoCycles(number="2", label="Down", then=THIRD, now=SECOND, strength=Strength.THIN),
    StepInTwoCycles(number="3", label="Unsure", then=SECOND, now=INSUFFICIENT, strength=Strength.ADEQUATE),
    StepInTwoCycles(number="4", label=LONG, then="", now=NOT_YET),
)


def chart(*steps: StepInTwoCycles) -> Drawing:
    return six_steps_chart(six_steps(steps or STEPS, SCALE, before="Cycle 1", after="Cycle 2"), WIDTH)


def arrows(drawing: Drawing) -> list[tuple[Line, Polygon]]:
    groups = [node for node in drawing.contents if isinstance(node, Group) and len(node.contents) == 2]
    return [tuple(group.contents) for group in groups if isinstance(group.contents[0], Line)]


def test_an_arrow_has_a_head_where_it_goes_and_says_so_by_more_than_its_colour():
    (up, up_head), (down, down_head) = arrows(chart())
    assert up.x2 > up.x1
    assert down.x2 < down.x1
    assert max(up_head.points[0::2]) == up_head.points[0] > up.x2
    assert min(down_head.points[0::2]) == down_head.points[0] < down.x2
    assert (up.strokeColor, down.strokeColor) == (colour("ok"), colour("danger"))


def test_what_was_is_hollow_and_what_is_stands_filled():
    drawing = chart()
    rings = [node for node in drawing.contents if isinstance(node, Circle)]
    assert len(rings) == 3
    assert all(ring.fillColor == colour("surface") for ring in rings)
    heads = {node.text: node.x for node in drawing.contents if isinstance(node, String) and node.textAnchor == "middle"}
    assert [round(ring.cx, 3) for ring in rings] == [
        round(heads[SCALE.level(key).short], 3) for key in (LOW, THIRD, SECOND)
    ]


def test_every_word_of_the_picture_is_text_on_the_page():
    page = io.BytesIO()
    canvas = Canvas(page, pagesize=(WIDTH + 80, 500))
    drawing = chart()
    assert drawing.width == WIDTH
    renderPDF.draw(drawing, canvas, 40, 40)
    canvas.save()
    document = pypdfium2.PdfDocument(page.getvalue())
    said = " ".join(document[0].get_textpage().get_text_bounded().split())
    document.close()
    for words in ("1 Up", "2 Down", "now insufficient to judge", "not yet scrutinised", "strong", "thin", "1 overdue"):
        assert words in said
    assert f"4 {LONG}" in said  # a printed name has as many lines as it needs


def test_nothing_stands_outside_the_page():
    drawing = chart()
    for node in drawing.contents:
        left, bottom, right, top = node.getBounds()
        assert left >= -1
        assert right <= WIDTH + 1
        assert bottom >= -1
        assert top <= drawing.height + 1


def seat(way: Presence, month: int) -> Attendance:
    return Attendance(
        meeting="Executive", on_date=date(2026, month, 1), seat="Chair", agency="", presence=way, typed="", cell="A1"
    )  # fmt: skip


PICTURES = (
    ageing([Age(name="26-001 Police", days=90, due=40), Age(name="26-002 ICB", days=20, due=60)]),
    attendance_picture([seat(way, month) for month, way in enumerate(Presence, 1)]),
    timeline(
        [
            Lane("Replies due", tuple(Entry(date(2026, month, 1), what) for month, what in enumerate(Happening, 1)
                                      if what is not Happening.JUDGED)),
            Lane("1 Leadership", (Entry(date(2026, 5, 1), Happening.JUDGED, 1, "strong"),)),
        ],
        first=date(2026, 1, 1), last=date(2026, 12, 31), today=date(2026, 11, 26),
    ),
)  # fmt: skip


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.title)
def test_every_other_picture_is_drawn_inside_the_page(picture):
    drawing = picture_chart(picture, WIDTH)
    said = [node.text for node in drawing.contents if isinstance(node, String)]
    assert picture.table.rows[0][0] in said
    for node in drawing.contents:
        left, bottom, right, top = node.getBounds()
        assert left >= -1
        assert right <= WIDTH + 1
        assert bottom >= -1
        assert top <= drawing.height + 1


def test_the_five_ways_of_a_seat_are_five_shapes_on_paper():
    drawing = picture_chart(attendance_picture([seat(way, month) for month, way in enumerate(Presence, 1)]), WIDTH)
    signs = [node for node in drawing.contents if isinstance(node, Group)]
    looks = [tuple((type(part).__name__, getattr(part, "fillColor", None) is None) for part in sign.contents)
             for sign in signs]  # fmt: skip
    assert len(set(looks[:5])) == 5
    assert looks[:5] == looks[5:]

"""Who was at each meeting: five shapes for five ways, and the counts the same in words, table and picture."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.attendance import UNREAD, attendance_picture
from scrutineer.domain.ledgers import Attendance, Presence
from scrutineer.domain.picture import Signed, Words
from scrutineer.domain.words import as_shown
from tests.domain.drawn import assert_sound, measure

FIRST = date(2025, 4, 1)


def row(seat="Chief nurse", day=FIRST, presence=Presence.ATTENDED, meeting="Executive", agency="ICB"):
    return Attendance(
        meeting=meeting, on_date=day, seat=seat, agency=agency, presence=presence, typed="", cell="A1"
    )  # fmt: skip


rows = st.lists(
    st.builds(
        row,
        st.sampled_from(["Chief nurse", "Head of a service whose name goes on and on and on", "Chair"]),
        st.none() | st.integers(0, 60).map(lambda weeks: FIRST + timedelta(weeks=weeks)),
        st.none() | st.sampled_from(Presence),
        st.sampled_from(["Executive", "Board"]),
        st.sampled_from(["ICB", "Police", ""]),
    ),
    min_size=1,
    max_size=80,
)


@given(rows, st.floats(36, 140))
def test_nothing_stands_outside_or_over_words(made, width):
    assert_sound(attendance_picture(made), width)


@given(rows)
def test_words_and_table_say_the_same_numbers(made):
    picture = attendance_picture(made)
    ways = [heading.lower() for heading in picture.table.headings[1:-2]]
    for seat, said in zip(picture.rows, picture.table.rows, strict=True):
        counts = dict(zip(ways, map(int, said[1:-2]), strict=True))
        assert sum(counts.values()) == sum(bool(way) for way in seat.filled)
        there = sum(counts[way] for way in ways[:3])
        unread = counts[UNREAD]
        read, note = sum(counts.values()) - unread, f"; {unread} not read" if unread else ""
        of = f"{read} that could be read" if unread else str(read)
        if read:
            assert said[-2].startswith(f"{counts['attended']} of {of}, ")
            assert said[-1] == f"{there} of {of}, {100 * there / read:.0f}%{note}"
        else:
            assert said[-2:] == (("None could be read",) * 2 if unread else ("No meeting",) * 2)
        assert seat.attended == f"{counts['attended']} of {read}{note}"
        assert seat.spoken == f"{seat.name}: " + ", ".join(f"{n} {way}" for way, n in counts.items() if n)
        assert seat.spoken in picture.spoken


def test_each_way_has_its_own_shape_and_a_blank_is_said():
    made = [row(day=FIRST + timedelta(30 * place), presence=way) for place, way in enumerate([*Presence, None])]
    picture = attendance_picture(made)
    drawn = picture.laid_out(80, measure)
    signs = [shape for shape in drawn.shapes if isinstance(shape, Signed)]
    assert len({shape.sign for shape in signs}) == 5
    assert len(signs) == 10  # each in its place, and once more in the key
    said = [shape.text for shape in drawn.shapes if isinstance(shape, Words)]
    assert {as_shown(presence) for presence in Presence} <= set(said)
    assert "?" in said
    assert f"1 {UNREAD}" in picture.spoken
    assert "1 of 5; 1 not read" in said


def test_where_there_is_no_room_the_newest_meetings_are_drawn_and_the_others_counted():
    made = [row(day=FIRST + timedelta(7 * place)) for place in range(60)]
    drawn = attendance_picture(made).laid_out(60, measure)
    signs = sum(isinstance(shape, Signed) for shape in drawn.shapes) - 1
    assert 5 < signs < 60
    assert f"{60 - signs} earlier meetings counted and not drawn" in [
        s.text for s in drawn.shapes if isinstance(s, Words)
    ]


def test_a_seat_has_no_place_at_the_meetings_of_others():
    made = [row(), row(meeting="Board", day=FIRST + timedelta(9), presence=Presence.ABSENT)]
    picture = attendance_picture(made)
    assert [seat.name for seat in picture.rows] == ["Executive, ICB, Chief nurse", "Board, ICB, Chief nurse"]
    assert [seat.filled for seat in picture.rows] == [("attended", ""), ("", "absent")]
    assert picture.rows[0].attended == "1 of 1"


def test_what_could_not_be_read_is_not_counted_as_not_there():
    ways = (Presence.ATTENDED, Presence.DEPUTYS_DEPUTY, None, None)
    (seat,) = attendance_picture([row(day=FIRST + timedelta(30 * n), presence=way) for n, way in enumerate(ways)]).rows
    assert seat.shares == ("1 of 2 that could be read, 50%; 2 not read", "2 of 2 that could be read, 100%; 2 not read")
    assert seat.attended == "1 of 2; 2 not read"
    (unread,) = attendance_picture([row(presence=None)]).rows
    assert unread.shares == ("None could be read", "None could be read")

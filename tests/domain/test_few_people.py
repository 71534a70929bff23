"""Counts of few people: which are held back with them."""

from __future__ import annotations

from scrutineer.domain.few_people import courses_held, without_number
from scrutineer.domain.ledgers import TrainingNumber


def took(number: int, course: str, people: float | None, period: str = "2026") -> TrainingNumber:
    return TrainingNumber(id=number, course=course, agency=f"Agency {number}", period=period, number=people,
                          typed=f"{people} of us", cell="B2", reason=f"{people}, by telephone")  # fmt: skip


ROWS = (took(1, "Neglect", 4), took(2, "neglect ", 40), took(3, "Neglect", 40, "2025"), took(4, "Exploitation", 12),
        took(5, "Exploitation", 0), took(6, "Exploitation", None))  # fmt: skip


def test_a_course_of_few_goes_with_its_period_whatever_its_spelling_and_no_other_does():
    assert courses_held(ROWS, 5) == {1, 2}
    assert courses_held(ROWS, 13) == {1, 2, 4, 5, 6}


def test_nobody_at_all_is_not_few_and_without_a_least_number_none_is():
    assert courses_held(ROWS[4:], 5) == frozenset()
    assert courses_held(ROWS, 0) == frozenset()


def test_no_number_stays_where_it_is_held_back():
    held = without_number(ROWS[0])
    assert (held.course, held.agency, held.period) == ("Neglect", "Agency 1", "2026")
    assert "4" not in f"{held.number}{held.typed}{held.reason}"

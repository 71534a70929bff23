"""Declarations: each on its day, made again as a new one, none lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from scrutineer.domain.activities import Declaration, DeclarationKind
from scrutineer.errors import UserError
from scrutineer.operations import declarations
from scrutineer.operations.queries.contracts import declarations as declared
from tests.conftest import CLOCK

TODAY = CLOCK.today()
SELF_REVIEW = Declaration(
    kind=DeclarationKind.SELF_REVIEW, on_date=date(2026, 4, 2), text="Chairs the quality group.",
    safeguard="Another scrutineer judges step 4.", review_on=date(2026, 10, 2),
)  # fmt: skip


def test_one_made_again_is_a_new_one_and_the_earlier_is_reviewed_no_more(casefile):
    first = declarations.add_declaration(casefile, declaration=SELF_REVIEW).value
    declarations.declare_again(casefile, declaration_id=first, on_date=TODAY, review_on=date(2027, 5, 20))
    newest, earlier = declared(casefile)
    assert (newest.on_date, newest.review_on, newest.text) == (TODAY, date(2027, 5, 20), SELF_REVIEW.text)
    assert (earlier.on_date, earlier.review_on) == (SELF_REVIEW.on_date, None)
    casefile.undo()
    assert [known.review_on for known in declared(casefile)] == [SELF_REVIEW.review_on]


def test_it_needs_words_and_days_in_their_order(casefile):
    for wrong, about in (
        (replace(SELF_REVIEW, text=""), "text"), (replace(SELF_REVIEW, until=date(2026, 4, 1)), "until"),
        (replace(SELF_REVIEW, review_on=date(2026, 4, 1)), "review_on"),
    ):  # fmt: skip
        with pytest.raises(UserError) as refused:
            declarations.add_declaration(casefile, declaration=wrong)
        assert refused.value.about == about
    assert declared(casefile) == ()


def test_one_that_ceased_is_kept_and_one_taken_away_comes_back(casefile):
    added = declarations.add_declaration(casefile, declaration=SELF_REVIEW).value
    ceased = replace(SELF_REVIEW, id=added, until=TODAY, author=casefile.author)
    declarations.change_declaration(casefile, declaration=ceased)
    assert declared(casefile) == (ceased,)
    declarations.take_declaration_away(casefile, declaration=ceased)
    assert declared(casefile) == ()
    casefile.undo()
    assert declared(casefile) == (ceased,)

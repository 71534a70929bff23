"""What may not stand in a free text is held back however it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.evidence import Evidence, EvidenceKind
from scrutineer.domain.holding_back import HELD_BACK, QUOTATION_HELD_BACK, NotToBeQuoted, TextGate
from scrutineer.domain.returns import AnswerStatus, SelfAssessment
from tests.conftest import CLOCK


def gate(items=(17,), challenges=("NSCP-26-009",), *quotations: NotToBeQuoted) -> TextGate:
    return TextGate(items, challenges, quotations)


@pytest.mark.parametrize(
    ("written", "held"),
    [
        ("So [E17].", f"So {HELD_BACK}."),
        ("So [E17, p. 3].", f"So {HELD_BACK}."),
        ("So [E17 words of the interview].", f"So {HELD_BACK}."),
        ("So [see the interview, e17].", f"So {HELD_BACK}."),
        ("So [E14, E17].", f"So [E14] {HELD_BACK}."),
        ("So [E14 and E17; E15].", f"So [E14, E15] {HELD_BACK}."),
        ("So [E14, where the nurse of E17 says so].", f"So {HELD_BACK}."),
        ("E17 says so.", f"{HELD_BACK} says so."),
        ("As (E17) says.", f"As ({HELD_BACK}) says."),
        ("See NSCP-26-009 and nscp-26-009.", f"See {HELD_BACK} and {HELD_BACK}."),
        ("[E14] stands, and NSCP-26-008.", "[E14] stands, and NSCP-26-008."),
        ("So E16-E18.", f"So {HELD_BACK}."),
        ("So E16–18 and E14.", f"So {HELD_BACK} and E14."),
        ("So [E14 to E20].", f"So {HELD_BACK}."),
        ("So E17/18.", f"So {HELD_BACK}."),
        ("So [E14, 17].", f"So {HELD_BACK}."),
        ("So [E14, 17 November 2026].", "So [E14, 17 November 2026]."),
        ("So [E 17].", f"So {HELD_BACK}."),
        ("So E\u00a017.", f"So {HELD_BACK}."),
        ("So _E17_ and E17a and E-17.", f"So _{HELD_BACK}_ and {HELD_BACK} and {HELD_BACK}."),
        ("So E\u200b17 and \uff2517.", f"So {HELD_BACK} and {HELD_BACK}."),
        ("So E18-E20, that is i.e. 17 of 20, and we 17.", "So E18-E20, that is i.e. 17 of 20, and we 17."),
        ("See NSCP\u201126\u2011009, NSCP–26–9, NSCP 26/009.", f"See {HELD_BACK}, {HELD_BACK}, {HELD_BACK}."),
        ("See 26-009, not 2026-009 or 26-9.", f"See {HELD_BACK}, not 2026-009 or 26-9."),
        ("See XNSCP-26-009 and OTHR-26-009.", "See XNSCP-26-009 and OTHR-26-009."),
        ("The cell Return!E17 and $E17 and E170 and PE17.", "The cell Return!E17 and $E17 and E170 and PE17."),
    ],
)
def test_a_citation_is_held_back_however_it_is_written(written, held):
    assert gate().text(written) == held


def test_words_not_to_be_quoted_are_held_back_whatever_their_marks_and_breaks():
    quoted = NotToBeQuoted("Nobody asked me, ever.", 3, at_all=True)
    for written in ("She said “nobody asked me, ever”.", "nobody\nasked me – EVER", "It was: Nobody asked me ever!"):
        held = gate((), (), quoted).text(written)
        assert QUOTATION_HELD_BACK in held
        assert "asked" not in held


def test_words_that_may_stand_without_their_source_lose_the_citation_that_names_it():
    quoted = NotToBeQuoted("Nobody asked me.", 3, at_all=False)
    assert (
        gate((), (), quoted).text("“Nobody asked me” [E3, p. 2]. More [E3].")
        == f"“Nobody asked me” {HELD_BACK}. More [E3]."
    )


@pytest.mark.parametrize(
    ("written", "held"),
    [
        ("As the ICB told me [E3]: “Nobody asked me”.", f"As the {HELD_BACK} told me {HELD_BACK}: “Nobody asked me”."),
        ("The ICB knows. “Nobody asked me”, the icb’s nurse said.", f"The ICB knows. “Nobody asked me”, the {HELD_BACK}’s nurse said."),
        ("ICBs vary. “Nobody asked me.”", "ICBs vary. “Nobody asked me.”"),
    ],
)  # fmt: skip
def test_the_sentence_of_an_anonymous_quotation_says_nowhere_whose_it_is(written, held):
    quoted = NotToBeQuoted("Nobody asked me.", 3, at_all=False, source="ICB")
    assert gate((), (), quoted).text(written) == held


def test_a_part_of_words_not_to_be_quoted_is_held_back_and_common_words_stand():
    quoted = NotToBeQuoted("I said in the room that nobody had ever asked me what I saw that day.", 3, at_all=True)
    held = gate((), (), quoted).text(
        "She told of it: “… nobody had ever asked me what I saw …”. Nobody had ever asked."
    )
    assert held == f"She told of it: “… {QUOTATION_HELD_BACK} …”. Nobody had ever asked."


def test_a_quotation_of_one_word_is_one_in_its_marks_only():
    quoted = NotToBeQuoted("Unbearable", 3, at_all=True)
    assert (
        gate((), (), quoted).text("It was “unbearable.” It was unbearable.")
        == f"It was “{QUOTATION_HELD_BACK}.” It was unbearable."
    )


@pytest.mark.parametrize(
    "written", ["cafe\u0301 was cold", "caf\u00e9 w\u00adas cold", "caf\u00e9 was\u00a0cold", "CAF\u00c9 WAS COLD"]
)
def test_other_signs_for_the_same_letters_hide_no_quotation(written):
    assert (
        gate((), (), NotToBeQuoted("Caf\u00e9 was cold", 3, at_all=True)).text(f"“{written}”")
        == f"“{QUOTATION_HELD_BACK}”"
    )


@given(
    before=st.text(max_size=40), after=st.text(max_size=40),
    inside=st.text(st.characters(exclude_characters="[]", exclude_categories=["Cs"]), max_size=20),
)  # fmt: skip
def test_no_bracket_that_names_a_withheld_item_stands(before, after, inside):
    held = gate().text(f"{before} [{inside} E17 {inside}] {after}")
    assert " E17 " not in held


@given(
    words=st.lists(st.from_regex(r"[a-z]{2,8}", fullmatch=True), min_size=2, max_size=8),
    gap=st.sampled_from([" ", "\n", ", ", " – ", "…"]),
)
def test_no_quotation_stands_whatever_parts_its_words(words, gap):
    quoted = NotToBeQuoted(" ".join(words), 1, at_all=True)
    held = gate((), (), quoted).text(f"He said “{gap.join(words).upper()}”, and left.")
    assert gap.join(words).upper() not in held


@given(st.text(max_size=200))
def test_an_edition_that_holds_everything_changes_no_text(text):
    assert gate((), ()).text(text) == text


def test_the_cell_that_an_answer_stands_in_is_no_citation():
    answer = SelfAssessment(cycle_id=1, profile="S11", number="1", standard="As E17", status=AnswerStatus.ANSWERED, cell="E17",
                            moderated_cell="E17", agency_id=1, return_id=1)  # fmt: skip
    held = gate().record(answer)
    assert (held.standard, held.cell, held.moderated_cell) == (f"As {HELD_BACK}", "E17", "E17")


def test_every_text_of_a_record_is_held_back_and_its_reference_stays():
    today = CLOCK.today()
    item = Evidence(number=2, title="After E17", kind=EvidenceKind.AUDIT, dated=today, received=today, cycle_id=1,
                    text="See [E17].", limits="As E17.")  # fmt: skip
    held = gate().record(item)
    assert (held.title, held.text, held.limits) == (f"After {HELD_BACK}", f"See {HELD_BACK}.", f"As {HELD_BACK}.")
    assert held.reference == "E2"

"""The PDF: every word of the model can be read in it, every claim leads to its evidence, and it says who made nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrutineer.domain.challenge import Ending, EventKind, Impact
from scrutineer.domain.evidence import Strength
from scrutineer.domain.judgement import Direction
from scrutineer.domain.marking import Edition, Marking
from scrutineer.domain.partnership import Cycle
from scrutineer.frameworks.loader import scales
from scrutineer.progress import Cancelled
from scrutineer.reports import pdf
from scrutineer.reports.build import build
from scrutineer.reports.model import ChallengeReport
from tests.reports.material import PARTNERSHIP, event, evidence, material, raised, step, texts, words_of


def report(*lives, **more) -> ChallengeReport:
    return build(material(*lives, **more))


def whole(edition: Edition = Edition.PARTNER) -> ChallengeReport:
    """A report with something in every place."""
    answered = raised(
        event(EventKind.RESPONSE, text="The nurse’s reply.", by="Chief nurse"),
        event(EventKind.CLOSED, date(2026, 7, 1), "Fewer wait.", ending=Ending.IMPACT, impact=Impact.SHOWN),
        why="Seen in [E1] and [E3].\nSaid twice.",
        test="Nobody waits.",
        agency_id=1,
        targets=("six-steps:4c",),
    )
    own = replace(PARTNERSHIP, summary="In short.", limits="Few cases.", declaration="Paid by all three.")
    return report(
        answered,
        raised(event(EventKind.RETEST, due=date(2027, 1, 8)), number=2),
        items=(evidence(1), evidence(2), evidence(3, Marking.PRIVATE)),
        rests_on={1: (1, 3), 2: (2,)},
        partnership=own,
        edition=edition,
        before=Cycle(name="B", starts=date(2025, 4, 1), ends=date(2026, 3, 31), guidance="x"),
        steps=(step(level="strong", strength=Strength.STRONG, direction=Direction.IMPROVING),),
    )


@pytest.mark.parametrize("edition", list(Edition))
def test_every_word_of_the_model_can_be_read_in_it(edition):
    """All but the checks, which are told before; names of looks and ids are no words."""
    made = replace(whole(edition), checks=(), scale=scales()[0])
    printed = words_of(pdf.render(made)).replace(" ", "")
    sections = tuple(replace(section, impact_tone="") for section in made.sections)
    model = replace(made, scale=replace(made.scale, levels=()), sections=sections, steps=())
    skipped = {"", model.scale.id, model.scale.name, model.scale.kind, model.scale.source, *model.scale.not_applicable}
    bearings = {item.bearing for item in model.register}  # printed in the private edition alone
    references = {decision.reference for decision in model.decisions}  # there without their prefix
    missing = [
        text for text in texts(model)
        if text not in skipped | bearings | references and "".join(text.split()) not in printed
    ]  # fmt: skip
    assert not missing


@pytest.mark.parametrize("edition", list(Edition))
def test_markings_of_items_are_printed_for_the_scrutineer_alone(edition):
    text = words_of(pdf.render(whole(edition)))
    assert ("Item 1 (public)" in text) is (edition is Edition.PRIVATE)
    assert ("Item 3 (private)" in text) is (edition is Edition.PRIVATE)


@pytest.mark.parametrize(("linked", "words"), [((3,), "1 linked item held back"), ((3, 4), "2 linked items held back")])
def test_the_register_says_how_much_is_held_back(linked, words):
    items = (evidence(3, Marking.PRIVATE), evidence(4, Marking.PRIVATE))
    text = words_of(pdf.render(report(raised(), items=items, rests_on={1: linked})))
    assert f"{words}: not for this edition." in text
    assert "No evidence is cited in this edition." in text


def test_nothing_held_back_is_not_said():
    assert "held back" not in words_of(pdf.render(report(raised(), items=(evidence(1),), rests_on={1: (1,)})))


@pytest.mark.parametrize("place", ["summary", "limits", "declaration"])
def test_an_empty_place_leaves_no_heading_behind(place):
    own = replace(PARTNERSHIP, summary="Short.", limits="Few.", declaration="Mine.")
    there = words_of(pdf.render(report(partnership=own)))
    gone = words_of(pdf.render(report(partnership=replace(own, **{place: ""}))))
    word = {"summary": "Short.", "limits": "Limits.", "declaration": "Independence."}[place]
    assert word in there
    assert word not in gone


def test_without_an_open_challenge_nothing_needs_a_decision():
    words = "Challenges that most need a decision"
    closed = raised(event(EventKind.CLOSED, ending=Ending.WITHDRAWN))
    assert words in words_of(pdf.render(report(raised())))
    assert words not in words_of(pdf.render(report(closed)))


# Structure: bookmarks, links, faces, properties.


def links_of(content: bytes) -> list[tuple[int, int]]:
    """Each link within the file: the page it stands on and the page it leads to."""
    document = pypdfium2.PdfDocument(content)
    links = []
    for number, page in enumerate(document):
        place, link = pdfium.c_int(0), pdfium.FPDF_LINK()
        while pdfium.FPDFLink_Enumerate(page, place, link):
            target = pdfium.FPDFLink_GetDest(document, link)
            links.append((number, pdfium.FPDFDest_GetDestPageIndex(document, target)))
    document.close()
    return links


def test_every_claim_and_every_decision_leads_to_its_place():
    """Pages: cover, summary, the open challenge, the closed one, the register."""
    links = links_of(pdf.render(whole()))
    assert links == [(1, 2), (2, 4), (3, 4), (3, 4)]  # a decision; an item; a citation and an item


def test_what_is_held_back_is_no_link():
    hidden = (evidence(3, Marking.PRIVATE),)
    made = report(raised(event(EventKind.CLOSED, ending=Ending.WITHDRAWN), why="[E3]"), items=hidden)
    content = pdf.render(made)
    assert "[held back]" in words_of(content)
    assert links_of(content) == []


def test_the_bookmarks_are_the_cover_the_summary_each_challenge_and_the_register():
    document = pypdfium2.PdfDocument(pdf.render(whole()))
    entries = [(entry.level, entry.get_title(), entry.get_dest().get_index()) for entry in document.get_toc()]
    document.close()
    assert entries == [
        (0, "Challenge report", 0), (0, "Summary", 1), (1, "TSCP-26-002 Question 2?", 2),
        (1, "TSCP-26-001 Question 1?", 3), (0, "Register of the evidence cited", 4),
    ]  # fmt: skip


def test_its_properties_name_the_report_and_nobody():
    content = pdf.render(whole())
    document = pypdfium2.PdfDocument(content)
    properties = document.get_metadata_dict()
    document.close()
    assert properties["Title"] == f"Challenge report: {PARTNERSHIP.name}"
    assert properties["Subject"] == "Partner edition, version 1, 20 November 2026"
    assert properties["Author"] in ("", "anonymous", "(anonymous)")
    assert b"/Lang (en-GB)" in content  # a screen reader speaks it in English


@pytest.mark.parametrize("made", [whole(), report(), report(raised(why="", put_to=""))], ids=["whole", "empty", "bare"])
def test_only_faces_that_are_in_the_file_are_named(made):
    content = pdf.render(made)
    assert set(re.findall(rb"/BaseFont /(?:[A-Z]{6}\+)?([\w-]+)", content)) <= {b"Inter-Regular", b"Inter-SemiBold"}
    assert content.count(b"/FontFile2") == 2


def test_the_same_report_gives_the_same_bytes():
    assert pdf.render(whole()) == pdf.render(whole())


# Whatever people write.


def readable(text: str) -> str:
    """What of a text can be read off a page: a hyphen at its end is taken for that of a broken word."""
    return re.sub(r"[\s\x02\ufffe-]", "", text)


written = st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S"]), min_size=1, max_size=40)


@given(written, written, written)
@settings(max_examples=20, deadline=None)
def test_what_people_write_is_printed_as_written(question, reply, closing):
    """Signs of markup are signs like others, in every kind of cell."""
    said = event(EventKind.RESPONSE, text=reply)
    ended = event(EventKind.CLOSED, text=closing, ending=Ending.WITHDRAWN)
    printed = words_of(pdf.render(report(raised(said, ended, question=question))))
    for text in (question, reply, closing):
        assert readable(text) in readable(printed)


@pytest.mark.parametrize("length", [1, 1_199, 1_200, 1_201, 20_000])
@pytest.mark.parametrize("side", ["why", "reply", "both"])
def test_no_length_of_either_side_is_too_long_for_a_page(length, side):
    text = ("Word " * length)[:length]
    events = [event(EventKind.RESPONSE, text=text)] if side != "why" else []
    made = report(raised(*events, why=text if side != "reply" else "Short."))
    printed = words_of(pdf.render(made))
    assert printed.count("Word") >= text.count("Word") * (2 if side == "both" else 1)


PLACES = ["question", "put_to", "test", "why", "note", "closing", "reply", "title", "summary", "limits", "declaration"]


def with_text(place: str, text: str) -> ChallengeReport:
    """A report in which this text stands in one place."""
    more = {place: text} if place in {"question", "put_to", "test", "why"} else {}
    events = {
        "note": [event(EventKind.NOTE, text=text)],
        "reply": [event(EventKind.RESPONSE, text=text)],
        "closing": [event(EventKind.CLOSED, text=text, ending=Ending.WITHDRAWN)],
    }
    own = replace(PARTNERSHIP, **{place: text}) if place in {"summary", "limits", "declaration"} else PARTNERSHIP
    item = evidence(1, title=text if place == "title" else "Item")
    return report(raised(*events.get(place, []), **more), items=(item,), rests_on={1: (1,)}, partnership=own)


@pytest.mark.parametrize("place", PLACES)
def test_one_word_without_an_end_is_broken_and_not_lost(place):
    assert words_of(pdf.render(with_text(place, "m" * 600))).count("m") > 600


@pytest.mark.parametrize("place", PLACES)
def test_no_text_is_too_long_for_a_page_wherever_it_stands(place):
    text = "".join(f"word{number} " for number in range(3_000))
    printed = words_of(pdf.render(with_text(place, text)))
    assert all(f"word{number}" in printed for number in range(0, 3_000, 7))


def test_a_challenge_with_many_events_goes_over_pages():
    many = [event(EventKind.NOTE, date(2026, 5, 1) + timedelta(day), f"Note {day}.") for day in range(90)]
    text = words_of(pdf.render(report(raised(*many))))
    assert all(f"Note {day}." in text for day in range(90))


# Progress.


class Steps:
    """Remembers what it was told; stops at one step where asked."""

    def __init__(self, stop_at: int = 0) -> None:
        self.seen: list[tuple[int, int]] = []
        self._stop_at = stop_at

    def step(self, done: int, total: int, label: str) -> None:
        assert label == "Setting the pages"
        self.seen.append((done, total))
        if done == self._stop_at:
            raise Cancelled


def test_progress_counts_each_challenge_as_it_is_set():
    steps = Steps()
    pdf.render(report(*(raised(number=number) for number in range(1, 5))), steps)
    assert steps.seen == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_it_can_be_stopped_between_two_challenges():
    steps = Steps(stop_at=2)
    with pytest.raises(Cancelled):
        pdf.render(report(*(raised(number=number) for number in range(1, 5))), steps)
    assert len(steps.seen) == 2

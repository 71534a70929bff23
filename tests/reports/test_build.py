"""From material to model: what an edition may hold, in which order, and what each part of a challenge says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import count, cycle

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrutineer.casefile import tables
from scrutineer.domain.challenge import Challenge, Ending, Event, EventKind, Impact, Life, ResponseView, Status
from scrutineer.domain.evidence import Attachment, Evidence, Excerpt, Link
from scrutineer.domain.judgement import Judgement
from scrutineer.domain.marking import Edition, Marking, may_appear
from scrutineer.domain.partnership import Cycle
from scrutineer.domain.returns import SelfAssessment
from scrutineer.domain.voices import View
from scrutineer.operations import reports
from scrutineer.reports import pdf
from scrutineer.reports.build import DIGEST_SHOWN, MOST_PRESSING, build
from scrutineer.reports.model import HELD_BACK, Fact, Material
from tests.reports.material import CYCLE, PARTNERSHIP, TODAY, event, evidence, material, pdf_text, raised, texts

FOR_OTHERS = [Edition.PARTNER, Edition.PUBLIC]
MARKINGS = st.sampled_from(Marking)


def section(life: Life, **more):
    """The one section of a report on this challenge."""
    (only,) = build(material(life, **more)).sections
    return only


# What may stand in an edition: the promise on which everything is written down at all.


class Secrets:
    """Words that stand nowhere else, each remembered with whether an edition may hold it."""

    def __init__(self) -> None:
        self.held: list[str] = []
        self.shown: list[str] = []
        self._numbers = count(100)

    def word(self, allowed: bool | None) -> str:
        """A new word; `allowed` says whether it may, must not, or (None) need not be printed."""
        word = f"zq{next(self._numbers)}zq"
        if allowed is not None:
            (self.shown if allowed else self.held).append(word)
        return word

    def assert_kept(self, text: str) -> None:
        """No word that is held back stands in a text."""
        assert not [word for word in self.held if word in text]


@st.composite
def everything(draw: st.DrawFn, edition: Edition) -> tuple[Material, Secrets]:
    """Challenges, events and items of any marking, a word of its own in every text that a person wrote."""
    secrets = Secrets()
    items = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        marking = draw(MARKINGS)
        word = None if may_appear(marking, edition) else False
        items.append(
            evidence(
                number,
                marking,
                title=secrets.word(word),
                method=secrets.word(word),
                limits=secrets.word(word),
                text=secrets.word(word),
            )
        )
    lives = [draw(a_life(number, items, edition, secrets)) for number in range(1, draw(st.integers(1, 3)) + 1)]
    numbers = st.lists(st.sampled_from([item.number for item in items]), unique=True)
    rests_on = {life.challenge.id: tuple(draw(numbers)) for life in lives}
    return material(*lives, edition=edition, items=tuple(items), rests_on=rests_on), secrets


@st.composite
def a_life(draw: st.DrawFn, number: int, items: list[Evidence], edition: Edition, secrets: Secrets) -> Life:
    """A challenge with any events. What an item that is held back is cited for is held back with it."""
    marking, is_draft = draw(MARKINGS), draw(st.booleans())
    printed = may_appear(marking, edition) and not (is_draft and edition is not Edition.PRIVATE)
    cited = draw(st.sampled_from(items))
    place = secrets.word(printed and may_appear(cited.marking, edition))
    challenge = Challenge(
        id=number, reference=f"TSCP-26-{number:03d}", cycle_id=1, put_to=secrets.word(printed), marking=marking,
        question=secrets.word(printed), test=secrets.word(printed),
        why=f"{secrets.word(printed)} [{cited.reference}, page {place}].",
    )  # fmt: skip
    events = [] if is_draft else [event(EventKind.RAISED, text="", due=date(2026, 6, 1))]
    kinds = [EventKind.NOTE] if is_draft else [kind for kind in EventKind if kind is not EventKind.RAISED]
    for place_in_life in range(draw(st.integers(0, 4))):
        of_event = draw(MARKINGS)
        allowed = printed and may_appear(of_event, edition)
        kind = draw(st.sampled_from(kinds))
        events.append(
            event(
                kind,
                date(2026, 6, 1) + timedelta(place_in_life),
                secrets.word(allowed),
                by=secrets.word(None if allowed else False),
                stage=secrets.word(allowed),
                marking=of_event,
                view=draw(st.sampled_from(ResponseView)) if kind is EventKind.VIEW else None,
                ending=draw(st.sampled_from(Ending)) if kind is EventKind.CLOSED else None,
                impact=draw(st.sampled_from([None, *Impact])) if kind is EventKind.CLOSED else None,
            )
        )
    return Life(challenge, tuple(events))


@pytest.mark.parametrize("edition", list(Edition))
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_no_text_of_a_record_that_is_held_back_is_in_the_model_and_all_the_rest_is(edition, data):
    given_material, secrets = data.draw(everything(edition))
    model = " ".join(texts(build(given_material)))
    secrets.assert_kept(model)
    assert not [word for word in secrets.shown if word not in model]


@pytest.mark.parametrize("edition", FOR_OTHERS)
@given(data=st.data())
@settings(max_examples=8, deadline=None)
def test_no_text_of_a_record_that_is_held_back_can_be_read_in_the_pdf(edition, data):
    given_material, secrets = data.draw(everything(edition))
    content = pdf.render(build(given_material))
    secrets.assert_kept("".join(pdf_text(content).split()))  # a word broken over two lines is still that word
    secrets.assert_kept(content.decode("latin-1"))  # titles and bookmarks are no text of a page


NEVER_PRINTED = {
    Evidence: ("method", "limits", "text"), Attachment: ("name", "text", "note"), Excerpt: ("place", "quote"),
    Link: ("note",), Judgement: ("narrative", "strength_reason"), View: ("who", "words"),
    SelfAssessment: ("standard", "area", "evidence", "improvement", "deadline", "reason", "sources", "typed", "word"),
}  # fmt: skip
PRINTED_BY_MARKING = {
    Evidence: ("title",),
    Challenge: ("put_to", "question", "why", "test"),
    Event: ("text", "by", "stage"),
}


@pytest.mark.parametrize("edition", FOR_OTHERS)
@given(markings=st.lists(MARKINGS, min_size=5, max_size=9))
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_private_in_a_whole_casefile_reaches_what_is_printed_for_others(example, edition, markings):
    secrets, turns = Secrets(), cycle(markings)
    with example.transact("Fill in"):
        for kind, names in NEVER_PRINTED.items():
            for row in tables.rows(example, kind):
                tables.update(example, replace(row, **{name: secrets.word(False) for name in names}))
        hidden: set[int] = set()
        for kind, names in PRINTED_BY_MARKING.items():
            for row in tables.rows(example, kind):
                marking = next(turns)
                held = not may_appear(marking, edition) or getattr(row, "challenge_id", None) in hidden
                if held and kind is Challenge:
                    hidden.add(row.id)
                values = {name: secrets.word(False if held else None) for name in names}
                tables.update(example, replace(row, marking=marking, **values))
    rendered = reports.render_report(example, edition=edition, today=TODAY)
    secrets.assert_kept("".join(pdf_text(rendered.content).split()))
    secrets.assert_kept(" ".join(texts(rendered.checks)))
    assert len(secrets.held) > 200


def reply(marking: Marking, **more) -> Event:
    return event(EventKind.RESPONSE, date(2026, 6, 2), "We have changed it.", by="Nurse", marking=marking, **more)


@pytest.mark.parametrize("edition", list(Edition))
@pytest.mark.parametrize("marking", list(Marking))
def test_a_reply_is_printed_where_its_own_marking_allows_it(edition, marking):
    printed = section(raised(reply(marking)), edition=edition)
    if may_appear(marking, edition):
        assert printed.reply == ("We have changed it.",)
        assert printed.reply_by == "Nurse, 2 June 2026. Printed as received."
        assert printed.events[-1].words == "Printed above."
    else:
        assert (printed.reply, printed.reply_by) == ((), "")
        assert [happened.what for happened in printed.events] == ["Raised"]


@pytest.mark.parametrize("edition", FOR_OTHERS)
def test_a_closing_that_is_private_says_what_changed_but_not_in_its_words(edition):
    closing = event(
        EventKind.CLOSED, text="My own view.", ending=Ending.IMPACT, impact=Impact.SHOWN, marking=Marking.PRIVATE
    )
    printed = section(raised(closing), edition=edition)
    assert (printed.impact_lead, printed.impact) == ("What has changed for children: impact shown.", "")
    assert section(raised(closing), edition=Edition.PRIVATE).impact == "My own view."


def test_a_draft_is_for_the_scrutineer_alone():
    draft = Life(raised().challenge, ())
    assert build(material(draft, edition=Edition.PARTNER)).sections == ()
    (only,) = build(material(draft, edition=Edition.PRIVATE)).sections
    assert only.facts[1] == Fact("Raised", "Not yet")


# Evidence and citations.


def test_each_citation_is_a_link_held_back_or_left_as_it_was_typed():
    items = (evidence(1, Marking.PUBLIC), evidence(2, Marking.PRIVATE))
    life = raised(why="Seen [E1, page 3] and [E2], not [E9]\n\nSecond.")
    first, second = section(life, items=items, edition=Edition.PARTNER).found
    assert [piece.text for piece in first] == ["Seen ", "[E1, page 3]", " and ", HELD_BACK, ", not ", "[E9]"]
    assert [piece.cites for piece in first] == ["", "E1", "", "", "", ""]
    assert [piece.text for piece in second] == ["Second."]


def test_the_register_holds_each_item_linked_or_cited_once_by_number():
    items = tuple(evidence(number, Marking.PARTNER) for number in (10, 9, 2, 1))
    lives = (raised(why="[E10] and [E2]"), raised(number=2, why="[E2]"))
    report = build(material(*lives, items=items, rests_on={1: (9, 2), 2: (2,)}))
    assert [cited.reference for cited in report.register] == ["E2", "E9", "E10"]


def test_what_is_linked_and_left_out_is_counted():
    items = (evidence(1, Marking.PUBLIC), evidence(2, Marking.PARTNER), evidence(3, Marking.PRIVATE))
    linked = {1: (1, 2, 3), 2: (3,)}
    counted = {
        edition: build(material(raised(), raised(number=2), items=items, rests_on=linked, edition=edition)).held_back
        for edition in Edition
    }
    assert counted == {Edition.PRIVATE: 0, Edition.PARTNER: 2, Edition.PUBLIC: 3}


def test_what_a_hidden_challenge_rests_on_is_neither_printed_nor_counted():
    hidden = raised(number=2, marking=Marking.PRIVATE, why="[E2]")
    items = (evidence(1), evidence(2))
    report = build(material(raised(why="[E1]"), hidden, items=items, rests_on={2: (2,)}))
    assert [cited.reference for cited in report.register] == ["E1"]
    assert report.held_back == 0


# Order, counts and who is asked.


def test_what_is_open_comes_first_then_the_longest_overdue_then_the_longest_open():
    closing = event(EventKind.CLOSED, ending=Ending.WITHOUT, impact=Impact.NONE_KNOWN)
    acknowledged = reply(Marking.PARTNER)
    lives = (
        raised(closing, number=1),
        raised(acknowledged, number=2, on=date(2026, 5, 10)),
        raised(acknowledged, number=3, on=date(2026, 5, 2)),
        raised(number=4),
        raised(number=5),
    )
    report = build(material(*lives))
    assert [printed.reference[-1] for printed in report.sections] == ["4", "5", "3", "2", "1"]
    assert [decision.reference[-1] for decision in report.decisions] == ["4", "5", "3", "2"]


def test_the_summary_lists_no_more_than_one_meeting_can_decide():
    report = build(material(*(raised(number=number) for number in range(1, MOST_PRESSING + 4))))
    assert len(report.decisions) == MOST_PRESSING
    assert len(report.sections) == MOST_PRESSING + 3


@given(
    st.lists(st.tuples(st.booleans(), st.sampled_from(Ending), st.integers(-40, 200)), max_size=6), st.integers(0, 300)
)
@settings(deadline=None)
def test_the_counts_are_those_of_the_challenges_printed(made, days):
    """Given challenges that closed or not, on days before and in the cycle: counted again by hand."""
    today = CYCLE.starts + timedelta(days)
    lives = []
    for number, (closes, ending, day) in enumerate(made, 1):
        closed = event(EventKind.CLOSED, CYCLE.starts + timedelta(day), ending=ending)
        lives.append(raised(*([closed] if closes else []), number=number, on=date(2026, 1, 5)))
    counts = build(material(*lives, today=today)).counts
    ended = [ending for closes, ending, day in made if closes and day >= 0]
    is_open = sum(not closes for closes, _, _ in made)
    assert counts == (
        (str(is_open), "open"),
        (str(is_open if today > date(2026, 6, 1) else 0), "replies overdue"),
        (str(len(ended)), "closed since 1 April"),
        (str(ended.count(Ending.IMPACT)), "closed with impact shown"),
    )


def test_one_agencys_report_holds_what_was_put_to_it_by_number_or_by_name():
    lives = (raised(number=1, agency_id=1), raised(number=2, agency_id=2), raised(number=3, put_to="Police"))
    report = build(material(*lives, agency="Police"))
    assert {printed.reference[-1] for printed in report.sections} == {"1", "3"}
    assert Fact("Prepared for", "Police") in report.cover
    assert Fact("Prepared for", "The safeguarding partners") in build(material(*lives)).cover


def test_a_decision_says_how_long_it_waits():
    late, answered = raised(number=1, agency_id=2), raised(reply(Marking.PARTNER), number=2)
    first, second = build(material(late, answered)).decisions
    assert (first.stands, first.overdue, first.put_to) == ("172 days overdue", True, "ICB")
    assert (second.stands, second.overdue, second.put_to) == ("Response received, 203 days", False, "Chief nurse")


# Parts of one challenge.


@pytest.mark.parametrize(
    ("more", "lead", "tone"),
    [
        ({"ending": Ending.IMPACT, "impact": Impact.SHOWN}, "What has changed for children: impact shown.", "strong"),
        (
            {"ending": Ending.WITHOUT, "impact": Impact.EARLY},
            "What has changed for children: early signs.",
            "reasonable",
        ),
        (
            {"ending": Ending.WITHOUT, "impact": Impact.NONE_KNOWN},
            "What has changed for children: none known.",
            "limited",
        ),
        ({"ending": Ending.WITHOUT}, "What has changed for children: none known.", "limited"),
        ({"ending": Ending.WITHDRAWN}, "Superseded or withdrawn.", "insufficient"),
    ],
)
def test_the_impact_says_how_it_ended(more, lead, tone):
    printed = section(raised(event(EventKind.CLOSED, text="Because.", **more)))
    assert (printed.impact_lead, printed.impact, printed.impact_tone) == (lead, "Because.", tone)


def test_an_open_challenge_has_changed_nothing_yet():
    assert section(raised()).impact_lead == "What has changed for children: nothing recorded yet."


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ((), "A reply is awaited, due 1 June 2026."),
        ((event(EventKind.ACKNOWLEDGED),), "A reply is awaited, due 1 June 2026."),
        ((reply(Marking.PARTNER),), "The scrutineer is weighing the reply."),
        ((event(EventKind.ESCALATED, due=date(2026, 7, 1)),), "A reply to the escalation is awaited, due 1 July 2026."),
        ((event(EventKind.VIEW, view=ResponseView.NOT_ACCEPTED),), "To be escalated, or answered anew."),
        ((event(EventKind.ACTION),), ""),
        ((event(EventKind.RETEST, due=date(2027, 1, 8)),), "To be tested again on 8 January 2027."),
        ((event(EventKind.CLOSED, ending=Ending.WITHDRAWN),), ""),
    ],
)
def test_the_next_step_is_what_it_waits_for(events, words):
    assert section(raised(*events)).next_step == words


@pytest.mark.parametrize("kind", [kind for kind in EventKind if kind is not EventKind.VIEW])
def test_every_kind_of_event_has_words(kind):
    printed = section(raised(event(kind, ending=Ending.WITHDRAWN if kind is EventKind.CLOSED else None)))
    assert printed.events[-1].what


def test_an_event_says_its_view_its_stage_and_its_date_each_as_a_sentence():
    view = event(EventKind.VIEW, text="Half of it", view=ResponseView.PARTLY)
    up = event(EventKind.ESCALATED, date(2026, 7, 1), "Why not?", stage="The lead partners", due=date(2026, 8, 1))
    again = event(EventKind.RETEST, date(2026, 8, 2), "“Later.”", due=date(2027, 1, 8))
    _, first, second, third = section(raised(view, up, again)).events
    assert (first.what, first.words) == ("Partly accepted", "Half of it.")
    assert (second.day, second.words) == ("1 July 2026", "Why not? To The lead partners. Reply due 1 August 2026.")
    assert third.words == "“Later.” Re-test on 8 January 2027."


def test_the_facts_say_when_it_was_raised_where_it_stands_and_how_late_it_is():
    asked, on, status, days = section(raised()).facts
    assert (asked.words, on.words) == ("Chief nurse", "1 May 2026")
    assert (status.words, status.strong) == ("Raised, not closed", True)
    assert days.words == "203 days; reply 172 days overdue"
    closed = section(raised(event(EventKind.CLOSED, date(2026, 5, 2), ending=Ending.WITHDRAWN))).facts
    assert closed[2].words == Status.CLOSED_WITHDRAWN.value
    assert closed[3].words == "1 day"


def test_a_challenge_names_what_it_bears_on():
    assert section(raised(targets=())).where == "Challenge TSCP-26-001."
    where = section(raised(targets=("six-steps:4c",))).where
    assert where.startswith("Challenge TSCP-26-001. ")
    assert where.endswith(".")
    assert "4c" in where


@given(st.text(alphabet="ab. \n", max_size=3000))
def test_a_long_text_is_cut_into_paragraphs_that_fit_and_nothing_is_lost(written):
    paragraphs = section(raised(why=written)).found
    cut = ["".join(piece.text for piece in paragraph) for paragraph in paragraphs]
    assert all(0 < len(paragraph) <= 700 for paragraph in cut)
    assert "".join("".join(cut).split()) == "".join(written.split())


# The cover.


def test_the_cover_says_which_version_takes_the_place_of_which():
    assert Fact("Version", "1") in build(material(version=1)).cover
    report = build(material(version=3))
    assert Fact("Version", "3. Replaces version 2.") in report.cover
    assert report.footer == "Partner edition, version 3, 20 November 2026"


def test_the_cover_shows_the_entry_of_the_journal_that_it_stands_on():
    (record,) = [fact for fact in build(material()).cover if fact.label == "Record"]
    assert record.words == "Entry 1,234 of the casefile journal, 0123 4567 89AB CDEF"
    assert DIGEST_SHOWN == 16


@pytest.mark.parametrize(
    ("edition", "handling"),
    [
        (Edition.PRIVATE, "For the scrutineer alone."),
        (Edition.PARTNER, "For the named recipients. Not for publication."),
        (Edition.PUBLIC, "For publication."),
    ],
)
def test_each_edition_says_how_it_is_to_be_handled(edition, handling):
    report = build(material(edition=edition))
    assert (report.edition, report.handling) == (edition, handling)


@pytest.mark.parametrize(
    ("today", "ends"), [(date(2026, 11, 20), "20 November 2026"), (date(2027, 6, 1), "31 March 2027")]
)
def test_the_period_ends_today_or_with_the_cycle(today, ends):
    assert f"between 1 April 2026 and {ends}," in build(material(today=today)).about


def test_the_summary_the_limits_and_the_declaration_are_those_of_the_partnership():
    own = replace(PARTNERSHIP, summary="In short.", limits="Small sample.", declaration="I am paid by all three.")
    report = build(material(partnership=own))
    assert (report.summary, report.limits, report.declaration) == (own.summary, own.limits, own.declaration)


def test_the_cycle_before_is_named_where_there_was_one():
    before = Cycle(name="Before", starts=date(2025, 4, 1), ends=date(2026, 3, 31), guidance="Working Together 2023")
    assert build(material(before=before)).before == "last cycle, to 31 March 2026"
    assert build(material()).before == ""

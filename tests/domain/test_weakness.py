"""What a body of evidence lacks, and the cheapest activity that would mend it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.evidence import FIRST_HAND, Bearing, EvidenceKind, Weighed, months_between, weigh
from scrutineer.domain.ids import AgencyId, EvidenceId
from scrutineer.domain.methods import Adds, Method
from scrutineer.domain.weakness import OLD, PRACTITIONERS, Weak, Weakness, next_activity, weaknesses
from scrutineer.frameworks.loader import methods

TODAY = date(2026, 11, 20)
K = EvidenceKind
S = Bearing.SUPPORTS
W = Weakness


def item(kind: EvidenceKind, agency: int | None = None, dated: date = TODAY) -> Weighed:
    return Weighed(EvidenceId(1), kind, dated, dated, AgencyId(agency) if agency else None)


def lacking(*items: Weighed) -> list[Weakness]:
    return [weak.weakness for weak in weaknesses(weigh([(weighed, S) for weighed in items]), TODAY)]


@pytest.mark.parametrize(
    ("linked", "expected"),
    [
        ([], [W.NOTHING]),
        ([(item(K.REPORT, 1), Bearing.CONTEXT)], [W.NOTHING]),
        ([(item(K.REPORT, 1), S)], [W.OWN_WORDS, W.NO_VOICE, W.ONE_SOURCE]),
        ([(item(K.REPORT, 1), Bearing.CONTRADICTS)], [W.OWN_WORDS, W.NO_VOICE, W.ONE_SOURCE]),
        ([(item(K.REPORT, 1), S), (item(K.CHILDREN, 2), Bearing.CONTEXT)], [W.OWN_WORDS, W.NO_VOICE, W.ONE_SOURCE]),
        ([(item(K.REPORT, 1), S), (item(K.RETURN, 2), S)], [W.OWN_WORDS, W.NO_VOICE]),
        ([(item(K.REPORT, 1), S), (item(K.CHILDREN, 2), S)], []),
        ([(item(K.INTERVIEW, 1), S)], [W.ONE_SOURCE]),
        ([(item(K.OBSERVATION), S), (item(K.DATA, 1), S)], [W.NO_VOICE]),
        ([(item(K.REPORT, 1), S), (item(K.DATA), S)], [W.NO_VOICE]),
        ([(item(K.DATA), S)], [W.NO_VOICE, W.ONE_SOURCE]),
    ],
)
def test_each_weakness_is_told_and_only_that(linked, expected):
    assert [weak.weakness for weak in weaknesses(weigh(linked), TODAY)] == expected


@pytest.mark.parametrize(
    ("newest", "old"),
    [(date(2025, 11, 21), False), (date(2025, 11, 20), True), (date(2025, 3, 1), True), (date(2020, 1, 1), True)],
)
def test_evidence_is_old_from_twelve_months_on_by_its_newest_item(newest, old):
    assert (W.OLD in lacking(item(K.REPORT, 1, newest), item(K.CHILDREN, 2, date(2019, 1, 1)))) is old


def test_each_weakness_has_its_sentence():
    weak = weaknesses(weigh([(item(K.REPORT, 1, date(2025, 11, 20)), S)]), TODAY)
    assert [lack.detail for lack in weak] == [
        "1 item, all from agencies about themselves", "nobody who receives or gives help speaks in it", "1 item from one source",
        "the newest item is 12 months old",
    ]  # fmt: skip
    assert weaknesses(weigh([]), TODAY) == (Weak(W.NOTHING, "nothing linked supports or contradicts it"),)


@pytest.mark.parametrize("kind", EvidenceKind)
def test_whose_voice_a_kind_carries(kind):
    others = (item(K.REPORT, 1), item(K.AUDIT, 2))
    assert (W.NO_VOICE in lacking(*others, item(kind, 1))) == (kind is not K.CHILDREN and kind not in PRACTITIONERS)
    assert (W.OWN_WORDS in lacking(*others, item(kind, 1))) == (kind not in FIRST_HAND)
    assert W.OWN_WORDS not in lacking(*others, item(kind))


kinds = st.sampled_from(EvidenceKind)
bodies = st.lists(st.tuples(kinds, st.sampled_from([None, 1, 2]), st.integers(0, 800)), min_size=1, max_size=6)


@given(bodies)
def test_weaknesses_are_told_once_each_the_gravest_first(parts):
    items = [item(kind, agency, TODAY - timedelta(days=days)) for kind, agency, days in parts]
    lacks = lacking(*items)
    assert lacks == sorted(set(lacks), key=list(Weakness).index)
    assert (W.ONE_SOURCE in lacks) == (len({weighed.agency_id for weighed in items}) == 1)
    assert (W.OLD in lacks) == all(months_between(weighed.dated, TODAY) >= OLD for weighed in items)
    assert W.NOTHING not in lacks


@given(bodies)
def test_a_child_heard_today_by_the_scrutineer_mends_all_but_a_single_source(parts):
    items = [item(kind, agency, TODAY - timedelta(days=days)) for kind, agency, days in parts]
    assert set(lacking(*items, item(K.CHILDREN))) <= {W.ONE_SOURCE}


def method(name: str, days: float, kind: EvidenceKind, *adds: Adds) -> Method:
    return Method(id=name, name=name, days=days, kind=kind, adds=frozenset(adds))


READ = method("read", 0.25, K.DOCUMENT, Adds.SOURCE, Adds.FRESH)
LISTEN = method("listen", 0.5, K.CHILDREN, Adds.CHILD, Adds.SOURCE)
ASK = method("ask", 0.5, K.INTERVIEW, Adds.PRACTITIONER)
ALL = method("all", 3.0, K.AUDIT, *Adds)


def proposed(
    *weak: Weakness, used: tuple[EvidenceKind, ...] = (), among: tuple[Method, ...] = (ALL, READ, ASK, LISTEN)
):
    activity = next_activity([Weak(weakness, "") for weakness in weak], used, among)
    return activity and (activity.method.name, activity.mends)


def test_the_cheapest_that_mends_everything_comes_before_cheaper_ones_that_do_not():
    assert proposed(W.ONE_SOURCE) == ("read", (W.ONE_SOURCE,))
    assert proposed(W.NO_VOICE, W.ONE_SOURCE) == ("listen", (W.NO_VOICE, W.ONE_SOURCE))
    assert proposed(W.NO_VOICE, W.ONE_SOURCE, W.OLD) == ("all", (W.NO_VOICE, W.ONE_SOURCE, W.OLD))


def test_where_nothing_mends_everything_the_gravest_is_mended_first():
    among = (READ, ASK, LISTEN)
    assert proposed(W.NO_VOICE, W.ONE_SOURCE, W.OLD, among=among) == ("listen", (W.NO_VOICE, W.ONE_SOURCE))
    assert proposed(W.NO_VOICE, W.OLD, among=among) == ("ask", (W.NO_VOICE,))
    assert proposed(W.OLD, W.NO_VOICE, among=(ASK, LISTEN)) is None


def test_what_was_used_is_not_proposed_again():
    assert proposed(W.ONE_SOURCE, used=(K.DOCUMENT,)) == ("listen", (W.ONE_SOURCE,))
    assert proposed(W.ONE_SOURCE, used=(K.DOCUMENT, K.CHILDREN, K.AUDIT)) is None
    assert proposed() is None
    assert proposed(W.NOTHING, among=()) is None


@pytest.mark.parametrize(
    ("weakness", "mending"),
    [(W.NOTHING, {Adds.OWN_EYES, Adds.SOURCE}), (W.OWN_WORDS, {Adds.OWN_EYES, Adds.CHILD, Adds.PRACTITIONER}),
     (W.NO_VOICE, {Adds.CHILD, Adds.PRACTITIONER}), (W.ONE_SOURCE, {Adds.SOURCE}), (W.OLD, {Adds.FRESH})],
)  # fmt: skip
def test_what_mends_each_weakness(weakness, mending):
    assert {adds for adds in Adds if proposed(weakness, among=(method("m", 1, K.VISIT, adds),))} == mending


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0.25, "about two hours"),
        (0.5, "about half a day"),
        (0.75, "most of a day"),
        (1, "about a day"),
        (1.5, "about 1.5 days"),
        (3, "about 3 days"),
    ],
)
def test_an_activity_is_said_with_its_days_and_what_it_mends(days, words):
    activity = next_activity([Weak(W.NO_VOICE, ""), Weak(W.OLD, "")], (), [method("Ask", days, K.VISIT, *Adds)])
    assert activity.in_words() == (
        f"Ask ({words}). It would mend that the judgement has no child's and no practitioner's voice and rests on old evidence."
    )


def test_of_the_methods_that_ship_the_cheapest_unused_one_is_proposed():
    weak = weaknesses(weigh([(item(K.REPORT, 1), S)]), TODAY)
    first = next_activity(weak, {K.REPORT}, methods())
    assert first.method.id == "young-scrutineers"
    assert "about half a day" in first.in_words()
    second = next_activity(weak, {K.REPORT, K.CHILDREN}, methods())
    assert second.method.id == "interview"
    assert next_activity(weaknesses(weigh([]), TODAY), set(EvidenceKind), methods()) is None


@given(st.sets(kinds), st.lists(kinds, max_size=4))
def test_a_method_already_used_is_never_proposed_and_no_cheaper_one_mends_as_much(used, body):
    weak = weaknesses(weigh([(item(kind, 1), S) for kind in body]), TODAY)
    activity = next_activity(weak, used, methods())
    if activity is not None:
        assert activity.method.kind not in used
        assert activity.mends
        whole = len(activity.mends) == len(weak)
        assert whole or activity.mends[0] is weak[0].weakness
        cheaper = [next_activity(weak, used, [other]) for other in methods() if other.days < activity.method.days]
        assert not [other for other in cheaper if other and len(other.mends) == len(weak)]

"""The register: in pages it shows what reading everything would show, sorted, filtered and searched alike."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrutineer.casefile import files, tables
from scrutineer.domain.evidence import Attachment, Bearing, Evidence, EvidenceKind, Link, LinkTarget
from scrutineer.domain.marking import Marking
from scrutineer.domain.places import AboutEvidence, AboutRecommendation
from scrutineer.domain.recommendations import Recommendation
from scrutineer.operations import casefiles
from scrutineer.operations.casefiles import Casefile
from scrutineer.operations.queries.bodies import covered
from scrutineer.operations.queries.context import Context, read_context
from scrutineer.operations.queries.evidence import (
    HIT_ENDS,
    HIT_STARTS,
    EvidenceFilter,
    EvidenceRegister,
    Matches,
    count_items,
)
from scrutineer.operations.queries.search import find

DAY = date(2026, 6, 1)
TARGETS = ["six-steps:1", "six-steps:1a", "six-steps:4c", "ncb-principles:13"]
WORDS = ["Alder", "birch", "Éclair", "stra\u00dfe", "harbour"]

items = st.lists(
    st.tuples(
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=3),
        st.sampled_from([EvidenceKind.DATA, EvidenceKind.AUDIT, EvidenceKind.VISIT]),
        st.integers(0, 3),
        st.sampled_from([None, 1, 2]),
        st.sampled_from(Marking),
        st.sets(st.sampled_from(TARGETS), max_size=3),
        st.sampled_from(["", "a file", "a recommendation"]),
    ),
    max_size=12,
)
filters = st.builds(
    EvidenceFilter,
    kind=st.none() | st.sampled_from([EvidenceKind.DATA, EvidenceKind.AUDIT]),
    agency_id=st.none() | st.sampled_from([1, 2]),
    marking=st.none() | st.sampled_from(Marking),
    targets=st.none() | st.sets(st.sampled_from(TARGETS), min_size=1).map(frozenset),
    since=st.none() | st.sampled_from([DAY, DAY + timedelta(days=1), DAY + timedelta(days=400)]),
)


def kept(casefile: Casefile, made) -> None:
    cycle = read_context(casefile).cycle.id
    with casefile.transact("Keep"):
        for number, (words, kind, day, agency, marking, targets, also) in enumerate(made, 1):
            item = tables.insert(
                casefile,
                Evidence(
                    number=tables.count(casefile, Evidence) + number, title=" ".join(words), kind=kind, cycle_id=cycle,
                    dated=DAY + timedelta(days=day), received=DAY + timedelta(days=9), agency_id=agency, marking=marking,
                    text=f"{words[-1]} was seen.",
                ),
            )  # fmt: skip
            for target in sorted(targets):
                tables.insert(casefile, Link(evidence_id=item, target_kind=LinkTarget.LINE, target=target,
                                             bearing=Bearing.SUPPORTS))  # fmt: skip
            if also == "a file":
                tables.insert(casefile, Attachment(evidence_id=item, sha256=files.store(casefile, b"x"), name="letter.txt", size=1,
                                                   text="the lighthouse stands"))  # fmt: skip
            if also == "a recommendation":
                tables.insert(casefile, Recommendation(evidence_id=item, text="Light the lighthouse"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [("A  short\ntext", "A short text"), ("a" * 241, "a" * 239 + "…"), ("a " * 130, "a " * 119 + "a…"),
     ("a" + " " * 900 + "b", "a b")],
)  # fmt: skip
def test_a_passage_that_is_cut_says_so(casefile, text, shown):
    kept(casefile, [(["Alder"], EvidenceKind.DATA, 0, None, Marking.PARTNER, set(), "")])
    (item,) = tables.rows(casefile, Evidence)
    with casefile.transact("Write"):
        tables.update(casefile, replace(item, text=text))
    register = EvidenceRegister(casefile, read_context(casefile))
    assert register.rows([item.id])[item.id].passage == shown


def emptied(casefile: Casefile) -> None:
    with casefile.transact("Empty"):
        for kind in (Link, Attachment, Recommendation, Evidence):
            for row in tables.rows(casefile, kind):
                tables.delete(casefile, kind, row.id)


def by_hand(casefile: Casefile, context: Context, wanted: EvidenceFilter) -> list[Evidence]:
    """What fits, the newest first, found by looking at every item."""
    linked = {
        item.id: {link.target for link in tables.rows(casefile, Link, evidence_id=item.id)}
        for item in tables.rows(casefile, Evidence)
    }
    every = sorted(tables.rows(casefile, Evidence), key=lambda item: (item.dated, item.id), reverse=True)
    return [
        item for item in every
        if wanted.kind in (None, item.kind) and wanted.agency_id in (None, item.agency_id)
        and wanted.marking in (None, item.marking)
        and (wanted.targets is None or wanted.targets & linked[item.id])
        and (wanted.since is None or item.dated >= wanted.since)
    ]  # fmt: skip


def orders(row) -> dict[str, object]:
    """What each order of the register goes by, read from what a row shows."""
    return {
        "title": row.item.title.casefold(), "kind": row.item.kind.value.casefold(), "source": row.source.casefold(),
        "dated": row.item.dated, "marking": list(Marking).index(row.item.marking),
        "steps": (", ".join(row.steps) or "None").casefold(),
    }  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=items, wanted=filters)
def test_the_register_in_pages_is_the_register_read_whole(casefile, made, wanted):
    emptied(casefile)
    kept(casefile, made)
    context = read_context(casefile)
    register = EvidenceRegister(casefile, context, wanted)
    expected = by_hand(casefile, context, wanted)
    ids = register.ids()
    assert ids == [item.id for item in expected]
    rows = register.rows(ids)
    assert [row.item for row in rows.values()] == expected
    paged = [register.rows(ids[place : place + 5]) for place in range(0, len(ids), 5)]
    assert list(itertools.chain.from_iterable(page.items() for page in paged)) == list(rows.items())
    for order in ("title", "kind", "source", "dated", "marking", "steps"):
        for sign in ("", "-"):
            by_order = sorted(rows.values(), key=lambda row: orders(row)[order], reverse=bool(sign))
            assert register.ids(sign + order) == [row.item.id for row in by_order], sign + order


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    made=items, wanted=filters, words=st.sampled_from(["alder", "birch", "eclair", "light", "was seen", "alder harb"])
)
def test_searched_it_holds_the_items_that_hold_all_the_words(casefile, made, wanted, words):
    emptied(casefile)
    kept(casefile, made)
    context = read_context(casefile)
    matches = Matches(casefile, words)
    register = EvidenceRegister(casefile, context, wanted, matches)
    fits = {item.id for item in by_hand(casefile, context, wanted)}
    holding = [
        told.about.evidence_id
        if isinstance(told.about, AboutEvidence)
        else tables.get(casefile, Recommendation, told.about.recommendation_id).evidence_id
        for told in find(casefile, context, words, limit=1000)
        if isinstance(told.about, AboutEvidence | AboutRecommendation)
    ]
    assert register.ids() == [item for item in dict.fromkeys(holding) if item in fits]
    assert set(register.ids("-title")) == set(register.ids())
    rows = register.rows(register.ids())
    for item, row in rows.items():
        assert item == row.item.id
        assert HIT_STARTS in row.title + row.passage
        assert HIT_ENDS in row.title + row.passage


@pytest.fixture
def searched(casefile: Casefile) -> Casefile:
    kept(casefile, [(["harbour"], EvidenceKind.DATA, day, None, Marking.PRIVATE, {"six-steps:1a"}, also)
                    for day, also in enumerate(["", "a file", "a recommendation"])])  # fmt: skip
    return casefile


def test_more_than_a_screenful_is_found_in_pages(casefile):
    kept(casefile, [(["harbour"], EvidenceKind.DATA, 0, None, Marking.PRIVATE, set(), "") for _ in range(60)])
    context = read_context(casefile)
    register = EvidenceRegister(casefile, context, matches=Matches(casefile, "harbour"))
    ids = register.ids()
    assert len(ids) == 60
    last = register.rows(ids[50:])
    assert list(last) == ids[50:]
    assert all(HIT_STARTS in row.title for row in last.values())
    assert find(casefile, context, "harbour", limit=2, skip=55) == find(casefile, context, "harbour", limit=60)[55:57]


def test_nothing_is_found_without_a_word(searched):
    context = read_context(searched)
    for words in ("", "  ", "“”", "*"):
        assert find(searched, context, words) == ()
        assert EvidenceRegister(searched, context, matches=Matches(searched, words)).ids() == []


def test_what_goes_while_it_is_looked_at_is_left_out(searched):
    context = read_context(searched)
    matches = Matches(searched, "lighthouse")
    register = EvidenceRegister(searched, context, matches=matches)
    ids = register.ids()
    assert len(ids) == 2
    emptied(searched)
    assert register.rows(ids) == {}


def test_steps_are_those_of_this_cycles_framework(casefile):
    kept(casefile, [(["one"], EvidenceKind.DATA, 0, None, Marking.PRIVATE, {"six-steps:4c", "six-steps:1"}, ""),
                    (["two"], EvidenceKind.DATA, 1, None, Marking.PRIVATE, {"ncb-principles:13"}, ""),
                    (["three"], EvidenceKind.DATA, 2, None, Marking.PRIVATE, set(), "")])  # fmt: skip
    context = read_context(casefile)
    register = EvidenceRegister(casefile, context)
    assert [row.steps for row in register.rows(register.ids()).values()] == [(), (), ("1", "4")]
    assert count_items(casefile, context) == (3, 2)
    on_step = EvidenceFilter(targets=frozenset(covered(context.framework, "six-steps:4")))
    assert len(EvidenceRegister(casefile, context, on_step).ids()) == 1
    casefiles.undo(casefile)
    assert count_items(casefile, context) == (0, 0)


def test_the_source_without_an_agency_is_the_scrutineer(casefile):
    kept(casefile, [(["one"], EvidenceKind.DATA, 0, None, Marking.PRIVATE, set(), "")])
    context = read_context(casefile)
    named = replace(context, partnership=replace(context.partnership, scrutineer="A. Scrutineer"))
    register = EvidenceRegister(casefile, named)
    assert [row.source for row in register.rows(register.ids()).values()] == ["A. Scrutineer"]

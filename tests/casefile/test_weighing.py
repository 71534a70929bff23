"""What SQL says of a body of evidence is what the rules say of its items, however they are linked."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrutineer.casefile import tables, validation, weighing
from scrutineer.casefile.weighing import Body
from scrutineer.domain.evidence import Bearing, Evidence, EvidenceKind, Link, LinkTarget, Weight, weigh
from scrutineer.domain.ids import EvidenceId
from scrutineer.domain.partnership import Cycle
from scrutineer.operations.casefiles import Casefile
from scrutineer.operations.queries.context import read_context

DAY = date(2026, 6, 1)
LINES = ["six-steps:1", "six-steps:1a", "six-steps:1b"]
ENDS = [*((LinkTarget.LINE, line) for line in LINES), (LinkTarget.JUDGEMENT, "7")]
ELSEWHERE = [(LinkTarget.LINE, "six-steps:4c"), (LinkTarget.CHALLENGE, "7"), (LinkTarget.OUTCOME, "six-steps:1")]

links = st.dictionaries(
    st.tuples(st.integers(0, 4), st.sampled_from([*ENDS, *ELSEWHERE])), st.sampled_from(Bearing), max_size=14
).flatmap(lambda made: st.permutations(list(made.items())))
items = st.lists(
    st.tuples(
        st.sampled_from([EvidenceKind.DATA, EvidenceKind.VISIT, EvidenceKind.CHILDREN]),
        st.integers(0, 3), st.integers(0, 3), st.sampled_from([None, 1, 2]),
    ),
    min_size=5, max_size=5,
)  # fmt: skip
asked = st.sets(st.sampled_from(ENDS)).map(lambda ends: sorted(ends, key=str))


def linked(casefile: Casefile, made, joined) -> dict[EvidenceId, Evidence]:
    """These items with these links, in place of those there were."""
    cycle = read_context(casefile).cycle.id
    casefile.rules = validation.no_rules  # what a link leads to does not weigh
    with casefile.transact("Link"):
        for kind in (Link, Evidence):
            for row in tables.rows(casefile, kind):
                tables.delete(casefile, kind, row.id)
        ids = [
            tables.insert(casefile, Evidence(
                number=number, title="An item", kind=kind, dated=DAY + timedelta(days=dated), agency_id=agency,
                received=DAY + timedelta(days=max(dated, received)), cycle_id=cycle,
            ))
            for number, (kind, dated, received, agency) in enumerate(made)
        ]  # fmt: skip
        for (place, (end, target)), bearing in joined:
            tables.insert(casefile, Link(evidence_id=ids[place], target_kind=end, target=target, bearing=bearing))
    return {EvidenceId(item): tables.get(casefile, Evidence, item) for item in ids}


def standing_by_hand(casefile: Casefile, ends) -> dict[EvidenceId, Link]:
    """The link that stands for each item: the first that is no context, else the first; a judgement's come last."""
    every = [link for link in tables.rows(casefile, Link) if (link.target_kind, link.target) in ends]
    every.sort(key=lambda link: (link.target_kind is LinkTarget.JUDGEMENT, link.id))
    standing: dict[EvidenceId, Link] = {}
    for link in every:
        before = standing.get(link.evidence_id)
        if before is None or (before.bearing is Bearing.CONTEXT and link.bearing is not Bearing.CONTEXT):
            standing[link.evidence_id] = link
    return standing


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=items, joined=links, ends=asked)
def test_the_aggregate_is_what_weighing_says(casefile, made, joined, ends):
    known = linked(casefile, made, joined)
    standing = standing_by_hand(casefile, ends)
    body = weighing.body_on(casefile, ends)
    assert body.weight == weigh((known[item], link.bearing) for item, link in standing.items())
    assert body.items == len(standing)
    assert body.kinds == {known[item].kind for item in standing}
    assert body.received == max((known[item].received for item in standing), default=None)
    (cycle,) = tables.rows(casefile, Cycle)
    days = Counter(known[item].received for item in standing)
    assert dict(weighing.received_on(casefile, ends, cycle.id)) == days
    assert weighing.received_on(casefile, ends, cycle.id + 1) == []


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=items, joined=links, ends=asked)
def test_one_link_stands_for_each_item_the_newest_item_first(casefile, made, joined, ends):
    known = linked(casefile, made, joined)
    standing = standing_by_hand(casefile, ends)
    found = weighing.standing_links(casefile, ends)
    assert {link.evidence_id: link.link_id for link in found} == {item: link.id for item, link in standing.items()}
    assert len(found) == len(standing)
    days = [known[link.evidence_id].dated for link in found]
    assert days == sorted(days, reverse=True)
    for bearing in Bearing:
        wanted = [link for link in found if standing[link.evidence_id].bearing is bearing]
        assert weighing.standing_links(casefile, ends, bearing) == wanted
        counted = weighing.bearings_of(casefile, [link.link_id for link in found]).get(bearing, 0)
        assert counted == len(wanted)


def test_nothing_linked_weighs_nothing(casefile):
    assert weighing.body_on(casefile, [(LinkTarget.LINE, "six-steps:1")]) == Body(0, frozenset(), None, Weight())
    assert weighing.body_on(casefile, []) == Body(0, frozenset(), None, Weight())
    assert weighing.standing_links(casefile, []) == []


def test_unlinked_items_are_those_linked_to_none_of_the_lines(casefile):
    kinds = [(EvidenceKind.DATA, 0, 0, None)] * 5
    linked(casefile, kinds, [((0, ENDS[0]), Bearing.CONTEXT), ((0, ENDS[1]), Bearing.SUPPORTS),
                             ((1, ELSEWHERE[0]), Bearing.SUPPORTS), ((2, ELSEWHERE[1]), Bearing.SUPPORTS)])  # fmt: skip
    assert weighing.unlinked_items(casefile) == 3
    assert weighing.unlinked_items(casefile, LINES) == 4


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=items, joined=links, of_the_cycle=st.sets(st.integers(0, 4)))
def test_each_line_has_the_items_of_the_cycle_and_the_older_ones(casefile, made, joined, of_the_cycle):
    known = list(linked(casefile, made, joined).values())
    (cycle, *others) = tables.rows(casefile, Cycle)
    with casefile.transact("Another cycle"):
        other = others[0].id if others else tables.insert(casefile, replace(cycle, name="Cycle 2", current=False))
        for place, item in enumerate(known):
            tables.update(casefile, replace(item, cycle_id=cycle.id if place in of_the_cycle else other))
    now, older = defaultdict(set), defaultdict(set)
    for (place, (end, target)), _ in joined:
        if end is LinkTarget.LINE:
            (now if place in of_the_cycle else older)[target].add(known[place].id)
    found = weighing.line_items(casefile, cycle.id)
    assert {line.target: set(line.items) for line in found if line.items} == now
    assert {line.target: set(line.older) for line in found if line.older} == older
    assert set(weighing.lines_of(casefile, [known[0].id])) == {
        (known[0].id, target) for (place, (end, target)), _ in joined if place == 0 and end is LinkTarget.LINE
    }


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=items, kinds=st.sets(st.sampled_from([EvidenceKind.DATA, EvidenceKind.VISIT, EvidenceKind.LETTER])))
def test_items_are_named_as_they_are(casefile, made, kinds):
    known = list(linked(casefile, made, []).values())
    names = {item.id: (item.reference, item.title, item.kind, item.dated) for item in known}
    assert {item.id: item[1:] for item in weighing.named_items(casefile, names).values()} == names
    assert weighing.named_items(casefile, [0]) == {}
    newest_first = sorted((item for item in known if item.kind in kinds), key=lambda item: (item.dated, item.id))
    assert [item.id for item in weighing.items_of_kinds(casefile, kinds)] == [item.id for item in newest_first[::-1]]

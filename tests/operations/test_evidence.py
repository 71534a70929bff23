"""Evidence as it is captured, found, linked and quoted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.changes import ChangeKind
from scrutineer.domain.evidence import Bearing, Evidence, LinkTarget, Permission
from scrutineer.domain.marking import Marking
from scrutineer.errors import UserError
from scrutineer.operations import casefiles, challenges, evidence
from scrutineer.operations.queries import evidence as found
from scrutineer.operations.queries import history
from scrutineer.operations.queries.challenges import life_of
from scrutineer.operations.queries.context import read_context
from scrutineer.progress import Cancelled
from tests.operations.acts import LINE

DAY = date(2026, 6, 4)


def capture(casefile, title="An audit", **more):
    links = [(LinkTarget.LINE, LINE, Bearing.SUPPORTS)] if more.pop("linked", True) else []
    return evidence.capture_evidence(casefile, title=title, dated=DAY, links=links, **more).value


def test_capturing_says_what_changed(casefile):
    outcome = evidence.capture_evidence(
        casefile, title="  An   audit ", dated=DAY, links=[(LinkTarget.LINE, LINE, Bearing.SUPPORTS)]
    )
    assert outcome.changes == {ChangeKind.EVIDENCE, ChangeKind.LINK}
    item = tables.get(casefile, Evidence, outcome.value)
    assert (item.title, item.reference, item.marking) == ("An audit", "E1", Marking.PRIVATE)
    with pytest.raises(UserError, match="no title"):
        evidence.capture_evidence(casefile, title=" ", dated=DAY)


def test_text_inside_attachments_is_found(casefile, tmp_path):
    note = tmp_path / "a letter.txt"
    note.write_text("The rota was agreed at Candlemas.")
    capture(casefile, title="Letter", attachments=[note])
    capture(casefile, title="Another", text="Nothing of the kind", linked=False)
    context = read_context(casefile)
    rows = found.register(casefile, context, "candlemas rota")
    assert [row.item.title for row in rows] == ["Letter"]
    assert found.HIT_STARTS in rows[0].passage
    assert [row.item.title for row in found.register(casefile, context, "cand")] == ["Letter"]
    assert found.register(casefile, context, '"') == ()
    assert found.register(casefile, context, "rota AND NOT (") == ()
    assert len(found.register(casefile, context)) == 2
    assert found.register(casefile, context)[0].steps or found.register(casefile, context)[1].steps


def test_undoing_an_attachment_takes_it_out_of_search(casefile, tmp_path):
    note = tmp_path / "n.txt"
    note.write_text("Candlemas")
    item = capture(casefile)
    evidence.attach_files(casefile, evidence_id=item, attachments=[note])
    assert found.register(casefile, read_context(casefile), "candlemas")
    casefiles.undo(casefile)
    assert not found.register(casefile, read_context(casefile), "candlemas")
    casefiles.redo(casefile)
    view = found.item_view(casefile, read_context(casefile), item)
    assert evidence.attachment_bytes(casefile, sha256=view.attachments[0].sha256) == b"Candlemas"


def test_one_item_serves_many_lines_and_challenges(casefile):
    item = capture(casefile)
    raised = challenges.raise_challenge(
        casefile, question="Why?", put_to="Chief nurse", evidence=[(item, Bearing.SUPPORTS)]
    ).value
    evidence.link_evidence(
        casefile, evidence_id=item, target_kind=LinkTarget.LINE, target="six-steps:1a", bearing=Bearing.CONTEXT
    )
    evidence.link_evidence(
        casefile, evidence_id=item, target_kind=LinkTarget.LINE, target="six-steps:1a", bearing=Bearing.CONTRADICTS
    )
    view = found.item_view(casefile, read_context(casefile), item)
    assert {(name, link.bearing.value) for link, name in view.links} == {
        ("Line 4c", "supports"), (life_of(casefile, raised).challenge.reference, "supports"), ("Line 1a", "contradicts"),
    }  # fmt: skip
    evidence.unlink_evidence(casefile, link=view.links[0][0])
    assert len(found.item_view(casefile, read_context(casefile), item).links) == 2


def test_excerpts_keep_what_was_promised(casefile):
    item = capture(casefile)
    evidence.add_excerpt(casefile, evidence_id=item, place="Page 2", quote="As said", permission=Permission.NOT_QUOTED)
    (excerpt,) = found.item_view(casefile, read_context(casefile), item).excerpts
    assert excerpt.permission is Permission.NOT_QUOTED
    with pytest.raises(UserError, match="empty"):
        evidence.add_excerpt(casefile, evidence_id=item, place="", quote=" ", permission=Permission.QUOTED)


def test_what_was_promised_is_changed_and_the_words_stay(casefile):
    item = capture(casefile)
    made = evidence.add_excerpt(
        casefile, evidence_id=item, place="Page 2", quote="As said", permission=Permission.QUOTED
    ).value
    evidence.change_permission(casefile, excerpt_id=made, permission=Permission.ANONYMISED)
    (excerpt,) = found.item_view(casefile, read_context(casefile), item).excerpts
    assert (excerpt.permission, excerpt.quote, excerpt.place) == (Permission.ANONYMISED, "As said", "Page 2")


def test_changing_an_item_keeps_its_number(casefile):
    item = tables.get(casefile, Evidence, capture(casefile))
    evidence.change_evidence(casefile, item=replace(item, title="Renamed", number=99, marking=Marking.PUBLIC))
    again = tables.get(casefile, Evidence, item.id)
    assert (again.title, again.number, again.marking) == ("Renamed", 1, Marking.PUBLIC)


class StopAt:
    def __init__(self, step: int) -> None:
        self.left = step

    def step(self, done: int, total: int, label: str) -> None:
        self.left -= 1
        if self.left <= 0:
            raise Cancelled


def test_cancelling_leaves_nothing_behind(casefile, tmp_path):
    files = [tmp_path / f"{n}.txt" for n in range(3)]
    for file in files:
        file.write_text("x")
    entries = len(history.history(casefile))
    with pytest.raises(Cancelled):
        evidence.capture_evidence(casefile, title="t", dated=DAY, attachments=files, progress=StopAt(2))
    assert tables.rows(casefile, Evidence) == ()
    assert len(history.history(casefile)) == entries

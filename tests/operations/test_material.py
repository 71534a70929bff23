"""What reports are made from: read from a casefile, and what the gate lets through of it."""

from __future__ import annotations

from dataclasses import replace

from scrutineer.domain.editions import allowed
from scrutineer.domain.evidence import LinkTarget
from scrutineer.domain.marking import Edition, Marking
from scrutineer.operations import evidence
from scrutineer.operations.material import edition_view, read_material
from tests.conftest import CLOCK

TODAY = CLOCK.today()


def test_the_files_of_an_item_are_known_by_their_names_where_the_item_may_stand(casefile, tmp_path):
    for name in ("minutes.txt", "notes.txt"):
        (tmp_path / name).write_text("what it says")
    paths = [tmp_path / "minutes.txt", tmp_path / "notes.txt"]
    item = evidence.capture_evidence(
        casefile, title="Minutes", dated=TODAY, marking=Marking.PARTNER, attachments=paths
    ).value
    for edition, names in ((Edition.PRIVATE, paths), (Edition.PARTNER, paths), (Edition.PUBLIC, [])):
        held = edition_view(casefile, edition).attachments.get(item, ())
        assert list(held) == [path.name for path in names]


def test_what_bears_on_a_line_is_told_line_by_line_and_what_may_not_stand_is_counted(example):
    material = read_material(example, TODAY)
    whole, partner = allowed(material, Edition.PRIVATE), allowed(material, Edition.PARTNER)
    for target in material.framework.targets():
        linked = [link for link in material.links if (link.target_kind, link.target) == (LinkTarget.LINE, target)]
        assert len(whole.bears_on(LinkTarget.LINE, target).shown) == len(linked)
        assert partner.bears_on(LinkTarget.LINE, target).total == len(linked)
    assert partner.bears_on(LinkTarget.LINE, "six-steps:4c").withheld
    assert whole.bears_on(LinkTarget.OUTCOME, "nothing").total == 0


def test_what_came_in_a_workbook_may_stand_only_where_the_workbook_may(example):
    material = read_material(example, TODAY)
    files = tuple(replace(file, marking=Marking.PRIVATE) for file in material.files)
    view = allowed(replace(material, files=files), Edition.PARTNER)
    for held, every in (
        (view.answers, material.answers), (view.contributions, material.contributions),
        (view.attendance, material.attendance), (view.training, material.training),
    ):  # fmt: skip
        assert held.shown == ()
        assert held.withheld == len(every)
    assert allowed(replace(material, files=files), Edition.PRIVATE).answers.is_whole

"""A profile holds levels, counts and ages; no text leaves but what was chosen; several are told apart by scale."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.area import AreaLevel, comparable, middle
from scrutineer.domain.challenge import Challenge
from scrutineer.domain.evidence import Evidence
from scrutineer.domain.framework import AddedLine
from scrutineer.domain.issues import GuardedName
from scrutineer.domain.judgement import Judgement
from scrutineer.domain.ledgers import AskedReturn
from scrutineer.domain.marking import Marking
from scrutineer.domain.partnership import Agency
from scrutineer.errors import UserError
from scrutineer.operations import across
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.strength import judged_strength

TODAY = date(2026, 11, 20)


def test_no_text_of_the_casefile_is_in_the_profile(example, tmp_path):
    out = tmp_path / "area.json"
    across.export_profile(example, out=out, label="Area A", today=TODAY)
    text = out.read_text(encoding="utf-8").casefold()
    context = read_context(example)
    secret = [context.partnership.name, context.partnership.prefix, context.cycle.name]
    secret += [said.text for said in context.statements if said.text]
    secret += [item.title for item in tables.rows(example, Evidence)]
    secret += [item.text for item in tables.rows(example, Evidence)]
    secret += [one.question for one in tables.rows(example, Challenge)]
    secret += [one.narrative for one in tables.rows(example, Judgement)]
    secret += [one.name for one in tables.rows(example, Agency)]
    secret += [one.question for one in tables.rows(example, AddedLine)]
    for words in secret:
        assert words.casefold() not in text, words


def test_the_profile_reads_back_as_it_was_written(example, tmp_path):
    out = tmp_path / "area.json"
    written = across.export_profile(example, out=out, label="Area A", today=TODAY).value
    (read,) = across.read_profiles([out])
    assert read == written
    assert read.level_of("six-steps:1").word == "Reasonable assurance"
    final = [one for one in judged_strength(example, read_context(example), TODAY) if not one.draft]
    assert len(read.levels) == len(final)
    assert sum(read.evidence.values()) == len(read.evidence_months)


def test_only_the_texts_chosen_go_with_it(example, tmp_path):
    first = across.shelve(example, title="Ask who reads it", text="Children asked who reads what they say.").value
    across.shelve(example, title="Not this one", text="Stays here.")
    assert (
        across.shelve(example, title="Ask  who reads it", text="Children asked who reads what they say.").value == first
    )
    chosen = [item for item in across.shelf(example) if item.id == first]
    across.export_profile(example, out=tmp_path / "a.json", label="Area A", items=chosen, today=TODAY)
    raw = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert raw["items"] == [{"title": "Ask who reads it", "text": "Children asked who reads what they say."}]


@pytest.mark.parametrize(
    ("label", "text", "said"),
    [("Area A", "Ring 01632 960 983.", "telephone"), ("Area A", "As Northmoor found.", "the name “Northmoor”"),
     ("Northmoor", "Nothing.", "the label"), ("Area A", "Write to head@school.example", "e-mail"), ("  ", "x", "no words")],
)  # fmt: skip
def test_what_names_somebody_stops_it(example, tmp_path, label, text, said):
    across.shelve(example, title="A lesson", text=text)
    with pytest.raises(UserError, match=said):
        across.export_profile(example, out=tmp_path / "a.json", label=label, items=across.shelf(example), today=TODAY)
    assert not (tmp_path / "a.json").exists()


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"format": "other"}', b'{"format": "scrutineer-profile-1"}', b"\xff\xfe", b"[" * 5000,
                b'{"format": "scrutineer-profile-1", "label": "x", "levels": 3}'],
)  # fmt: skip
def test_what_is_no_profile_is_a_sentence(tmp_path, content):
    path = tmp_path / "x.json"
    path.write_bytes(content)
    with pytest.raises(UserError, match=r"x\.json"):
        across.read_profiles([path])


def test_nothing_of_another_area_is_kept_by_looking(example, tmp_path):
    across.export_profile(example, out=tmp_path / "a.json", label="Area A", today=TODAY)
    before = example.reader.execute("SELECT count(*) FROM journal").fetchone()
    across.read_profiles([tmp_path / "a.json"] * 2)
    assert example.reader.execute("SELECT count(*) FROM journal").fetchone() == before


def test_lines_of_ones_own_framework_go_by_their_place(example, tmp_path):
    context = read_context(example)
    own = replace(context, framework=replace(context.framework, id="northmoor-own", own=True))
    profile = across.area_profile(example, own, TODAY, label="Area A")
    assert profile.framework == "own framework"
    assert all(one.target.startswith("own:") for one in profile.levels)


def test_levels_are_comparable_on_one_scale_only():
    def at(scale: str, level: str) -> AreaLevel:
        return AreaLevel("six-steps:1", scale, level, level, "thin", "steady")

    assert comparable((at("assurance", "limited"), at("assurance", "strong")))
    assert not comparable((at("assurance", "limited"), at("met", "Mostly met")))
    assert not comparable((at("assurance", "limited"), at("assurance", "insufficient")))
    assert not comparable((at("assurance", "limited"), None))


def test_the_middle_age_is_one_of_the_ages():
    assert middle(()) is None
    assert middle((9, 1, 4)) == 4
    assert middle((1, 2, 3, 4)) == 2


def test_a_name_that_is_to_be_kept_out_stops_a_profile(example, tmp_path):
    with example.transact("Keep out"):
        tables.insert(example, GuardedName(name="Alex Example"))
    across.shelve(example, title="Ask", text="As Example, Alex said.")
    with pytest.raises(UserError, match="kept out"):
        across.export_profile(
            example, out=tmp_path / "a.json", label="Area A", items=across.shelf(example), today=TODAY
        )


def test_returns_that_are_private_are_not_counted_in_a_profile(example):
    def counts():
        profile = across.area_profile(example, read_context(example), TODAY, label="Area A")
        return profile.returns_asked, profile.returns_answered

    asked = tables.rows(example, AskedReturn)
    assert counts()[0]
    with example.transact("Mark"):
        for each in asked:
            tables.update(example, replace(each, marking=Marking.PRIVATE))
    assert counts() == (0, 0)

"""The pages of reference say what the program does now: they are written from it, and written again by one command."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from scrutineer.casefile.records import RECORDS
from scrutineer.cli import describing, verbs
from scrutineer.domain import rules

ROOT = Path(__file__).parents[2]
_found = importlib.util.spec_from_file_location("guide_reference", ROOT / "guide" / "reference.py")
reference = importlib.util.module_from_spec(_found)
_found.loader.exec_module(reference)


@pytest.mark.parametrize("name", sorted(reference.PAGES))
def test_what_is_written_is_what_the_program_says_now(name):
    written = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert written == reference.PAGES[name](), "run: python3 dev.py guide"


def test_every_verb_stands_in_it_with_everything_that_it_takes():
    page = reference.verbs_page()
    assert set(describing.what_verbs_say()) == set(verbs.VERBS)
    for name, verb in describing.what_verbs_say().items():
        part = page.split(f"\n## {name}\n")[1].split("\n## ")[0]
        for action in verb.takes:
            said = action.option_strings or list(action.choices or [action.metavar or action.dest.upper()])
            assert str(said[0]).replace("|", "\\|") in part, (name, action.dest)


def test_everything_that_a_verb_takes_says_what_it_is():
    silent = [(name, action.dest) for name, verb in describing.what_verbs_say().items() for action in verb.takes
              if not action.help]  # fmt: skip
    assert silent == []


def test_every_record_stands_in_it_with_every_field_that_has_a_rule():
    page = reference.records_page()
    for record in RECORDS:
        part = page.split(f"Kept as `{record.table}`.")[1].split("\n## ")[0]
        for rule in rules.rules_of(record.kind):
            assert rule.name == "id" or f"(`{rule.name}`)" in part, (record.table, rule.name)


def test_a_rule_that_changes_changes_the_page():
    assert reference.rule_in_words(rules.Text(20, needed=True, line=True)) == "one line, up to 20 characters, needed"
    assert reference.rule_in_words(rules.Day(done=True)) != reference.rule_in_words(rules.Day())

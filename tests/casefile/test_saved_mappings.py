"""Mappings that a person kept: one of each name, the newest."""

from __future__ import annotations

from scrutineer.casefile import saved_mappings, validation


def test_the_newest_of_a_name_stands_and_undo_brings_the_one_before_back(casefile):
    casefile.rules = validation.no_rules  # what a mapping says is read elsewhere
    for name, body in (("b", "one"), ("a", "two"), ("b", "three")):
        with casefile.transact("Keep a mapping"):
            saved_mappings.save(casefile, name, body)
    assert list(saved_mappings.all_texts(casefile).items()) == [("a", "two"), ("b", "three")]
    casefile.undo()
    assert saved_mappings.all_texts(casefile)["b"] == "one"

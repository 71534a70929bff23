"""What is derived is made anew exactly where another rule made it, and nothing else is touched."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scrutineer.casefile import derived


@pytest.mark.parametrize("thing", derived.DERIVED, ids=lambda thing: thing.name)
def test_a_fingerprint_changes_with_the_rule_and_with_the_tables(thing):
    assert replace(thing, rule=thing.rule + ".").fingerprint != thing.fingerprint
    assert replace(thing, ddl=(*thing.ddl, "CREATE TABLE more (id)")).fingerprint != thing.fingerprint
    assert replace(thing, name="another").fingerprint == thing.fingerprint


@pytest.mark.parametrize("thing", derived.DERIVED, ids=lambda thing: thing.name)
def test_what_another_rule_made_is_made_anew_and_the_rest_is_left(example, thing):
    db = example.writer
    made = []
    watched = tuple(
        replace(one, fill=lambda into, one=one: (made.append(one.name), one.fill(into))) for one in derived.DERIVED
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(derived, "DERIVED", watched)
        derived.make_ready(db)
        assert made == []
        db.execute("UPDATE derived SET fingerprint = 'of another rule' WHERE name = ?", [thing.name])
        derived.make_ready(db)
        assert made == [thing.name]
        derived.make_ready(db)
        assert made == [thing.name]
    assert list(derived.problems(db)) == []

"""The worked example is what the pages that speak of it promise."""

from __future__ import annotations

from datetime import UTC, datetime

from scrutineer.casefile import tables
from scrutineer.clock import SetClock
from scrutineer.domain.evidence import Evidence, EvidenceKind
from scrutineer.operations import casefiles, demo
from scrutineer.operations.queries.challenges import lives
from scrutineer.operations.queries.context import read_context
from tests.conftest import CLOCK, PASSPHRASE
from tests.operations.acts import TODAY


def test_it_is_built_whatever_the_day_and_breaks_no_rule(tmp_path):
    built = demo.build_demo(tmp_path, passphrase=PASSPHRASE, clock=SetClock(datetime(2026, 2, 1, tzinfo=UTC)))
    opened = casefiles.open_casefile(built.casefile, passphrase=PASSPHRASE, clock=CLOCK)
    result = casefiles.check_casefile(opened).value
    opened.close()
    assert (result.problems, result.to_mend) == ((), ())


def test_the_worked_example_is_what_the_readme_promises(example):
    context = read_context(example)
    assert len(tables.rows(example, Evidence)) >= 12
    assert len({item.kind for item in tables.rows(example, Evidence)}) >= 6
    every = lives(example)
    assert len(every) == 8
    assert len({life.status for life in every}) >= 6
    assert any(life.days_overdue(TODAY) for life in every)
    assert any(life.challenge.cycle_id != context.cycle.id for life in every)
    assert casefiles.check_casefile(example).value.problems == ()
    assert EvidenceKind.DIP_SAMPLE in {item.kind for item in tables.rows(example, Evidence)}

"""Figures and ratios, each in one run. Nothing here is asserted as a time in a test.

python3 dev.py bench
"""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.common import PASSPHRASE, line, timed
from scrutineer.clock import MachineClock


def many_challenges(folder: Path, number: int) -> None:
    """The report's cost grows with the challenges printed."""
    from scrutineer.domain.challenge import EventKind
    from scrutineer.domain.evidence import Bearing
    from scrutineer.domain.marking import Marking
    from scrutineer.operations import casefiles, challenges, evidence, reports

    casefile = casefiles.new_casefile(
        folder / f"{number}", passphrase=PASSPHRASE, partnership="Bench Partnership", clock=MachineClock()
    )
    items = [
        evidence.capture_evidence(casefile, title=f"Item {n}", dated=date(2026, 5, 1), marking=Marking.PUBLIC).value
        for n in range(30)
    ]
    for n in range(number):
        one = challenges.raise_challenge(
            casefile, question=f"Question {n}, and what has changed?", put_to="Chief nurse", why="Seen in sampled records [E3]. " * 8,
            raised_on=date(2026, 6, 1), reply_due=date(2026, 7, 1), evidence=[(items[n % 30], Bearing.SUPPORTS)],
        ).value  # fmt: skip
        challenges.record_event(
            casefile, challenge_id=one, kind=EventKind.RESPONSE, text="We have changed. " * 12, on_date=date(2026, 6, 9)
        )
    seconds = timed(lambda: reports.render_report(casefile))
    line(f"report of {number} challenges", seconds, f"{seconds / number * 1000:.1f} ms a challenge")
    casefile.close()


def opening_and_pages(folder: Path) -> None:
    from scrutineer.domain.ids import TargetId
    from scrutineer.operations import casefiles, demo
    from scrutineer.operations.queries.context import read_context
    from scrutineer.operations.queries.evidence import register
    from scrutineer.operations.queries.home import home_view
    from scrutineer.operations.queries.steps import target_view

    line(
        "worked example, built through the operations",
        timed(lambda: demo.build_demo(folder, passphrase=PASSPHRASE, clock=MachineClock())),
    )
    casefile = None

    def open_it() -> None:
        nonlocal casefile
        casefile = casefiles.open_casefile(folder / "Northmoor.scrutiny", passphrase=PASSPHRASE, clock=MachineClock())

    line("open (256,000 rounds of the key, checks)", timed(open_it))
    today = date(2026, 11, 20)
    read_context(casefile)
    line("Home, read", timed(lambda: home_view(casefile, read_context(casefile), today)))
    line(
        "Steps, one line, read",
        timed(lambda: target_view(casefile, read_context(casefile), TargetId("six-steps:4c"), today)),
    )
    line(
        "search of three words",
        timed(lambda: register(casefile, read_context(casefile), "strategy discussions health")),
    )
    line("check of everything", timed(lambda: casefiles.check_casefile(casefile)))
    casefile.close()


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["SCRUTINEER_HOME"] = name
        opening_and_pages(folder / "demo")
        for number in (20, 200):
            many_challenges(folder, number)
        from benchmarks import backups

        (folder / "backups").mkdir()
        backups.measure(folder / "backups", kilobytes=20)
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        from benchmarks import pages

        pages.measure(folder)


if __name__ == "__main__":
    main()

"""The pages for judging on a large casefile: 10 agencies, 3 cycles, every framework, 1,000 and 10,000 evidence links.

Run by `python3 dev.py bench`. Each page is read twice; the second reading is the one that counts.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
PASSPHRASE = "four unrelated words"
TODAY = date(2026, 11, 20)


def large(folder: Path, links: int) -> object:
    """A casefile with this many links, a tenth as many items, answers and views on every line in each cycle."""
    from scrutineer.casefile import tables
    from scrutineer.clock import MachineClock
    from scrutineer.domain.evidence import Bearing, Evidence, EvidenceKind, Link, LinkTarget
    from scrutineer.domain.judgement import Direction, Judgement, JudgementStatus
    from scrutineer.domain.recommendations import Recommendation
    from scrutineer.domain.returns import AnswerStatus, ReturnFile, SelfAssessment
    from scrutineer.domain.voices import View, Voice
    from scrutineer.operations import casefiles, partnership
    from scrutineer.operations.queries.context import read_context

    dice = random.Random(7)
    casefile = casefiles.new_casefile(folder / f"large {links}", passphrase=PASSPHRASE, partnership="Bench Partnership",
                                      starts=date(2024, 4, 1), ends=date(2025, 3, 31), clock=MachineClock())  # fmt: skip
    agencies = [partnership.add_agency(casefile, name=f"Agency {n}").value for n in range(10)]
    levels = ["none", "limited", "reasonable", "strong"]
    for cycle in range(3):
        if cycle:
            casefiles.start_cycle(casefile, name=f"Cycle {cycle + 1}", starts=date(2024 + cycle, 4, 1),
                                  ends=date(2025 + cycle, 3, 31), guidance="Working Together 2026")  # fmt: skip
        context = read_context(casefile)
        targets = context.framework.targets()
        with casefile.transact("Fill"):
            casefile.writer.execute("INSERT OR IGNORE INTO blob VALUES ('x', x'00')")
            file = tables.insert(
                casefile,
                ReturnFile(
                    sha256="x",
                    name="x",
                    profile=f"s11 {cycle}",
                    cycle_id=context.cycle.id,
                    returned_on=context.cycle.starts,
                    read=1,
                    stored=1,
                    set_aside=0,
                    ignored=0,
                ),
            )
            first = casefile.writer.execute("SELECT coalesce(max(id), 0) FROM evidence").fetchone()[0]
            number = links // 30
            tables.insert_all(casefile, [
                Evidence(number=first + n + 1, title=f"Item {n}", kind=dice.choice(list(EvidenceKind)),
                         dated=context.cycle.starts + timedelta(days=n % 300), received=context.cycle.starts, cycle_id=context.cycle.id,
                         agency_id=dice.choice([None, *agencies]), text="Words of the item. " * 20)
                for n in range(number)
            ])  # fmt: skip
            tables.insert_all(casefile, [
                Link(evidence_id=first + n + 1, target_kind=LinkTarget.LINE, target=target, bearing=dice.choice(list(Bearing)))
                for n in range(number) for target in dice.sample(targets, 10)
            ])  # fmt: skip
            tables.insert_all(casefile, [
                Judgement(cycle_id=context.cycle.id, target=target, scale_id="assurance", level=dice.choice(levels), narrative="x",
                          status=JudgementStatus.FINAL, direction=Direction.STEADY, made="2026-05-01T10:00:00+00:00")
                for target in targets
            ])  # fmt: skip
            tables.insert_all(casefile, [
                SelfAssessment(return_id=file, agency_id=agency, cycle_id=context.cycle.id, profile=f"s11 {cycle}", number="1",
                               standard="x", target=target, status=AnswerStatus.ANSWERED, level="2", word="Mostly",
                               assurance=dice.choice(levels), typed="2", cell="A!B2")
                for agency in agencies for target in targets
            ])  # fmt: skip
            tables.insert_all(casefile, [
                View(cycle_id=context.cycle.id, target=target, kind=kind, scale_id="assurance", level=dice.choice(levels), words="x",
                     said_on=context.cycle.starts)
                for kind in (Voice.JOINT, Voice.YOUNG, Voice.PRACTITIONERS) for target in targets
            ])  # fmt: skip
            tables.insert_all(casefile, [
                Recommendation(evidence_id=first + 1 + n % number, text=" ".join(dice.sample(_WORDS, 9))) for n in range(100)
            ])  # fmt: skip
    return casefile


_WORDS = [
    f"{a}{b}"
    for a in ("strategy", "record", "night", "rota", "audit", "threshold")
    for b in ("", "ing", "ed", "ment", "able", "ful")
]


def pages(casefile: object) -> dict[str, Callable[[], object]]:
    from scrutineer.operations.across import area_profile
    from scrutineer.operations.queries.authors import who_judged
    from scrutineer.operations.queries.context import read_context
    from scrutineer.operations.queries.contradictions import contradictions
    from scrutineer.operations.queries.coverage import coverage
    from scrutineer.operations.queries.home import home_view
    from scrutineer.operations.queries.lenses import lenses
    from scrutineer.operations.queries.outcomes import outcomes_view
    from scrutineer.operations.queries.steps import target_view
    from scrutineer.operations.queries.strength import judged_strength
    from scrutineer.operations.queries.voices import voices_matrix
    from scrutineer.operations.queries.years import year_on_year

    context = read_context(casefile)
    first, last = context.cycles[0].id, context.cycles[-1].id
    return {
        "Home": lambda: home_view(casefile, context, TODAY),
        "Steps, one line": lambda: target_view(casefile, context, "six-steps:4c", TODAY),
        "Steps, one step": lambda: target_view(casefile, context, "six-steps:4", TODAY),
        "Separately and together": lambda: voices_matrix(casefile, context),
        "Strength of evidence": lambda: judged_strength(casefile, context, TODAY),
        "Coverage, seven functions": lambda: coverage(casefile, context, "wt-functions-2026"),
        "Coverage, the Six Steps": lambda: coverage(casefile, context, "six-steps"),
        "Year on year": lambda: year_on_year(casefile, context, first, last),
        "Frameworks": lambda: lenses(casefile, context.cycle),
        "Contradictions": lambda: contradictions(casefile, context),
        "Desired outcomes": lambda: outcomes_view(casefile, context),
        "Across partnerships": lambda: area_profile(casefile, context, TODAY, label="Area A"),
        "Several scrutineers": lambda: who_judged(casefile, context),
    }


def in_the_window(casefile: object) -> None:
    """Each tab opened again after its first visit: read, laid out and painted, offscreen."""
    from PySide6.QtWidgets import QApplication

    from scrutineer.clock import MachineClock
    from scrutineer.notices import Notices
    from scrutineer.settings import Settings
    from scrutineer.ui.main_window import MainWindow
    from scrutineer.ui.pages import HOME, PAGES
    from scrutineer.ui.theme import Theme, load_fonts

    app = QApplication.instance() or QApplication([])
    app.setStyle("Fusion")
    load_fonts()
    theme = Theme()
    theme.apply(app)
    window = MainWindow(Settings(), theme, Notices(), MachineClock())
    window.resize(1366, 736)
    window.show()
    window.opened(casefile)
    for place in [*(tab for page in PAGES for tab in page.tabs), HOME]:
        window.workspace.go(place.start)
        app.processEvents()
        panel = window.workspace.panel()
        panel = getattr(panel, "shown", panel)
        start = time.perf_counter()
        panel.refresh()
        app.processEvents()
        print(f"  opened again: {place.words:<26}{(time.perf_counter() - start) * 1000:8.1f} ms", flush=True)
    window.close()


def measure(folder: Path) -> None:
    """Every page at two sizes, with how the cost grew."""
    took: dict[str, list[float]] = {}
    for links in (1_000, 10_000):
        casefile = large(folder, links)
        for name, read in pages(casefile).items():
            read()
            start = time.perf_counter()
            read()
            took.setdefault(name, []).append(time.perf_counter() - start)
        if links == 10_000:
            in_the_window(casefile)
        casefile.close()
    print("pages for judging: 10 agencies, 3 cycles, every framework; 1,000 and 10,000 links", flush=True)
    for name, (small, big) in took.items():
        print(
            f"  {name:<28}{small * 1000:8.1f} ms {big * 1000:8.1f} ms   {big / small:5.1f} times for ten times the links",
            flush=True,
        )


if __name__ == "__main__":
    import os
    import tempfile

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as name:
        os.environ["SCRUTINEER_HOME"] = name
        measure(Path(name))

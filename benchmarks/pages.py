"""The pages for judging on a large casefile: 10 agencies, 3 cycles, every framework, 1,000 and 10,000 evidence links.

Run by `python3 dev.py bench`. Each page is read once before it counts, then three times: the median of the computing
time, which other work of the machine does not lengthen.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.common import timed
from benchmarks.large import Size, build

TODAY = date(2026, 11, 20)


def pages(casefile: object) -> dict[str, Callable[[], object]]:
    """What each page reads."""
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

    here = read_context(casefile)
    first, last = here.cycles[0].id, here.cycles[-1].id
    return {
        "Home": lambda: home_view(casefile, here, TODAY),
        "Steps, one line": lambda: target_view(casefile, here, "six-steps:4c", TODAY),
        "Steps, one step": lambda: target_view(casefile, here, "six-steps:4", TODAY),
        "Separately and together": lambda: voices_matrix(casefile, here),
        "Strength of evidence": lambda: judged_strength(casefile, here, TODAY),
        "Coverage, seven functions": lambda: coverage(casefile, here, "wt-functions-2026"),
        "Coverage, the Six Steps": lambda: coverage(casefile, here, "six-steps"),
        "Year on year": lambda: year_on_year(casefile, here, first, last),
        "Frameworks": lambda: lenses(casefile, here.cycle),
        "Contradictions": lambda: contradictions(casefile, here),
        "Desired outcomes": lambda: outcomes_view(casefile, here),
        "Across partnerships": lambda: area_profile(casefile, here, TODAY, label="Area A"),
        "Several scrutineers": lambda: who_judged(casefile, here),
    }


def measure(folder: Path) -> None:
    """Every page at two sizes, with how the cost grew."""
    took: dict[str, list[float]] = {}
    for links in (1_000, 10_000):
        casefile = build(folder, Size(items=links // 10, challenges=0, lines=10), TODAY)
        for name, read in pages(casefile).items():
            read()
            took.setdefault(name, []).append(timed(read, 3, time.thread_time))
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

"""Opening, search, every page and every edit on a small and a large casefile, side by side, each beside its aim.

python3 dev.py bench, or .venv/bin/python benchmarks/speed.py [--size 1000,5000] [--rounds 3] [--profile 5] [--cpu]. No
test asserts any of it. The window is walked through in a process of its own, once a round, so that a first visit is one.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import io
import json
import os
import pstats
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.common import PASSPHRASE, starts, timed
from scrutineer.clock import MachineClock

# The ways into the program, each in one place: what else is here asks nothing of it.


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the window, or a tab of one. `draws` marks the one that goes on drawing behind what it shows at once."""

    words: str
    start: Any
    draws: bool = False


def places() -> list[Place]:
    """Every page and every tab. First the one to leave others for; last the one that draws in the background."""
    from scrutineer.ui.pages import PAGES, REPORTS

    known = [
        Place(f"{page.words}: {shown.words}" if page.tabs else page.words, shown.start, draws=page is REPORTS)
        for page in PAGES
        for shown in page.tabs or (page,)
    ]
    return sorted(known, key=lambda place: place.draws - (place.words == AWAY))


AWAY = "Settings"  # where one goes to leave a page
EDITED = ("Home", "Steps: Line by line", "Challenges", "Evidence")


def go(window: Any, place: Place) -> None:
    """Open a page as a click does."""
    window.workspace.go(place.start)


def search_in_window(window: Any, words: str) -> None:
    """Search as the field in the top bar does."""
    from scrutineer.ui.destinations import ToSearch

    window.workspace.go(ToSearch(words))


def search_as_window(casefile: Any, current: Any, words: str) -> None:
    """What the window asks of the casefile when words are searched for: every kind counted, its first hits told."""
    from scrutineer.operations.queries.search import FrameworkLines, Search

    if not _LINES or _LINES[0].context is not current:
        _LINES[:] = [FrameworkLines(casefile, current)]
    Search(casefile, current, words, _LINES[0]).groups()


def raw_search(casefile: Any, words: str) -> int:
    """The same words, however they are spelt, asked of SQLite's own index alone; returns how many it names."""
    from scrutineer.casefile.search import query_for

    query = _QUERIES.get(words) or _QUERIES.setdefault(words, query_for(casefile, words))
    statement = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rank LIMIT 200"
    return len(casefile.reader.execute(statement, [query]).fetchall())


_LINES: list[Any] = []
"""The lines of the frameworks, which the window reads once."""

_QUERIES: dict[str, str] = {}
"""What the index is asked for words, worked out once: that is no part of what SQLite does."""


def texts(casefile: Any) -> list[str]:
    """The texts of the items."""
    from scrutineer.casefile import tables
    from scrutineer.domain.evidence import Evidence

    return [item.text for item in tables.rows(casefile, Evidence)]


def edits(casefile: Any) -> dict[str, Callable[[], Any]]:
    """Two small edits, each returning what an operation returns; they can be done over and over."""
    from scrutineer.casefile import tables
    from scrutineer.domain.challenge import EventKind
    from scrutineer.domain.evidence import Evidence
    from scrutineer.operations import challenges, evidence
    from scrutineer.operations.queries.challenges import lives

    item = tables.get(casefile, Evidence, 1)
    chased = next(life for life in lives(casefile) if life.is_open and EventKind.CHASED in life.allowed())
    times = iter(range(1_000_000))

    def change_title() -> Any:
        return evidence.change_evidence(casefile, item=replace(item, title=f"{item.title}, {next(times)}"))

    def chase() -> Any:
        return challenges.record_event(
            casefile, challenge_id=chased.challenge.id, kind=EventKind.CHASED, due=date.today() + timedelta(days=14)
        )

    return {"an item’s title": change_title, "an event": chase}


LOG = "Challenges"


def log_filters(window: Any) -> dict[str, list[Callable[[], None]]]:
    """Each filter of the log with its choices, as a click makes them; the last choice asks for anything again."""
    from scrutineer.ui.parts.challenge_filters import LogPart

    filters = window.workspace.panel().filters

    def choose(combo: Any, number: int) -> None:
        combo.setCurrentIndex(number)
        combo.activated.emit(number)

    def part(which: LogPart) -> None:
        filters.which.choose(which)
        filters.which.chosen.emit(which)

    combos = {"step": filters.step, "agency": filters.agency, "status": filters.status, "move": filters.move}
    return {
        "part": [lambda which=which: part(which) for which in (*list(LogPart)[1:], LogPart.OPEN)],
        **{
            name: [lambda combo=combo, number=number: choose(combo, number) for number in (1, 2, 3, 0)]
            for name, combo in combos.items()
        },
    }


def first_paint(widget: Any, clock: Clock) -> Clock:
    """From now on, when a widget was painted: a paint that began after what was chosen is one of what it shows now."""
    from PySide6.QtCore import QCoreApplication, QEvent, QObject

    class Watch(QObject):
        def eventFilter(self, _widget: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and not ended:
                widget.removeEventFilter(self)
                QCoreApplication.sendEvent(widget, event)
                ended.append(clock())
                return True
            return False

    ended: list[float] = []
    watch = Watch(widget)
    widget.installEventFilter(watch)
    return lambda: ended[0] if ended else clock()


def tell(window: Any, outcome: Any) -> None:
    """Tell the window that an operation ended, as the worker does."""
    window.ops.changed.emit(outcome.changes, outcome.label)


def open_window() -> tuple[Any, Any]:
    """The window and its application, on no casefile yet."""
    from scrutineer.notices import Notices
    from scrutineer.settings import Settings
    from scrutineer.ui.application import Application
    from scrutineer.ui.main_window import MainWindow
    from scrutineer.ui.theme import Theme, load_fonts

    app = Application(["benchmark"])
    load_fonts()
    theme = Theme()
    theme.apply(app)
    window = MainWindow(Settings(idle_minutes=0), theme, Notices(), MachineClock())  # a slow walk must not lock it
    window.resize(1366, 736)
    window.show()
    gc.freeze()  # as the program does
    return window, app


# From here on: what is measured.

Clock = Callable[[], float]
CLOCKS: dict[bool, Clock] = {False: time.perf_counter, True: time.thread_time}


class Walk:
    """One walk through the window of one casefile. `took` holds the seconds of each figure by its name."""

    def __init__(self, path: Path, profiled: Iterable[str], clock: Clock) -> None:
        from scrutineer.operations import casefiles

        self.took: dict[str, list[float]] = {}
        self.profiles: dict[str, str] = {}
        self._profiled = set(profiled)
        self._clock = clock
        self.casefile = casefiles.open_casefile(path, passphrase=PASSPHRASE, clock=MachineClock(), checked=False)
        self.window, self.app = open_window()
        self._settle()

    def everything(self) -> None:
        """Pages, edits, search: the page that draws in the background comes last of all."""
        with self._profiling("first: Home"):
            self._note("first: Home", self._shown_after(lambda: self.window.opened(self.casefile)))
        changes = edits(self.casefile)
        known = places()
        for place in known:
            if not place.draws:
                self._visit(place, changes)
        for place in known:
            if place.words in EDITED:
                self._edit(place, changes)
        self._filter(next(place for place in known if place.words == LOG))
        self._search()
        for place in known:
            if place.draws:
                self._visit(place, changes)
        problems = [notice.message for notice in self.window.notices.records]
        if problems:
            raise RuntimeError(f"the window reported: {problems}")

    def _visit(self, place: Place, changes: dict[str, Callable[[], Any]]) -> None:
        patient = not place.draws
        away = next(known for known in places() if known.words == ("Home" if place.words == AWAY else AWAY))
        for which, prepare in (("first", None), ("again", None), ("after a change", changes.values())):
            name = f"{which}: {place.words}"
            for _ in range(1 if which == "first" else 3):
                if name in self.took and (sum(self.took[name]) > 3 or which == "first"):
                    break
                go(self.window, away)
                self._settle(patient)
                for change in prepare or ():
                    tell(self.window, change())
                self._settle(patient)
                with self._profiling(name):
                    self._note(name, self._shown_after(lambda: go(self.window, place), patient))

    def _edit(self, place: Place, changes: dict[str, Callable[[], Any]]) -> None:
        """What the main thread does between the end of an operation and the last of its paint."""
        go(self.window, place)
        self._settle()
        for what, change in changes.items():
            name = f"edit: {place.words}, {what}"
            while len(self.took.get(name, ())) < 5 and sum(self.took.get(name, ())) < 3:
                outcome = change()
                with self._profiling(name):
                    start = self._clock()
                    tell(self.window, outcome)
                    telling = self._clock() - start
                    self._note(name, telling + self._settle()[0])

    def _filter(self, log: Place) -> None:
        go(self.window, log)
        self._settle()
        rows = self.window.workspace.panel().log.viewport()
        for name, choices in log_filters(self.window).items():
            for choose in choices:
                with self._profiling(f"filter: {name}"):
                    start = self._clock()
                    painted = first_paint(rows, self._clock)
                    self._note(f"beside: {name}", self._shown_after(choose))
                    self._note(f"filter: {name}", painted() - start)

    def _search(self) -> None:
        for words in three_words(self.casefile, 9):
            search_in_window(self.window, "")
            self._settle()
            with self._profiling("search"):
                self._note("search", self._shown_after(lambda words=words: search_in_window(self.window, words)))

    def _note(self, name: str, seconds: float) -> None:
        self.took.setdefault(name, []).append(seconds)

    def _shown_after(self, work: Callable[[], None], patient: bool = True) -> float:
        """Seconds from a click to the last thing painted."""
        start = self._clock()
        work()
        return self._settle(patient)[1] - start

    def _settle(self, patient: bool = True) -> tuple[float, float]:
        """Let everything happen that is under way: how long the main thread worked, and when the last of it ended.

        The patient also wait for timers about to fire and for what workers read.
        """
        from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop

        loop, worked, ended, quiet = QEventLoop(), 0.0, self._clock(), False
        while True:
            start = self._clock()
            more = loop.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            if more:
                ended = self._clock()
                worked += ended - start
                quiet = False
            elif not patient or quiet:
                return worked, ended
            else:
                quiet = self._waited_for_all()

    def _waited_for_all(self) -> bool:
        """Wait a moment where a timer is about to fire, else for what workers read; False where there is more to wait."""
        from PySide6.QtCore import QTimer

        if any(
            timer.isActive() and timer.isSingleShot() and timer.interval() < 1000
            for timer in self.window.findChildren(QTimer)
        ):
            time.sleep(0.001)
            return False
        self.window.ops.wait_for_looks()
        return True

    @contextmanager
    def _profiling(self, name: str) -> Iterator[None]:
        if name not in self._profiled or name in self.profiles:
            yield
            return
        profile = cProfile.Profile(time.thread_time)  # this thread alone, whatever else the machine does
        profile.enable()
        yield
        profile.disable()
        text = io.StringIO()
        stats = pstats.Stats(profile, stream=text)
        stats.strip_dirs().sort_stats("cumulative").print_stats(40)
        stats.sort_stats("tottime").print_stats(15)
        self.profiles[name] = text.getvalue()


def three_words(casefile: Any, number: int) -> list[str]:
    """Words to search for, three that stand in one item, each of them in some of a hundred others."""
    dice = random.Random(3)
    every = texts(casefile)
    counts: dict[str, int] = {}
    for text in every:
        for word in set(text.lower().replace(".", "").split()):
            counts[word] = counts.get(word, 0) + 1
    wanted = []
    while len(wanted) < number:
        words = sorted(set(dice.choice(every).lower().replace(".", "").split()))
        telling = [word for word in words if len(every) / 20 < counts[word] < len(every) / 3]
        if len(telling) >= 3:
            wanted.append(" ".join(dice.sample(telling, 3)))
    return wanted


@dataclass(slots=True)
class Figures:
    """Everything measured at one size: medians in seconds by name."""

    size: int
    made: float = 0.0
    bytes: int = 0
    hits: float = 0.0
    median: dict[str, float] = field(default_factory=dict)
    profiles: dict[str, str] = field(default_factory=dict)
    rounds: int = 0


def measure(folder: Path, size: int, rounds: int, profile: int, cpu: bool) -> Figures:
    """One casefile of this size, made once: opened, searched, walked through."""
    from benchmarks.large import Size, build

    start = time.perf_counter()
    casefile = build(folder, Size(size, size))
    path = casefile.path
    casefile.close()
    figures = Figures(size, time.perf_counter() - start, path.stat().st_size)
    opening_and_search(path, figures, CLOCKS[cpu])
    took: dict[str, list[float]] = {}
    start = time.perf_counter()
    while figures.rounds < rounds and (not figures.rounds or time.perf_counter() - start < 150):
        for name, seconds in _walk_in_a_process(path, [], cpu)["took"].items():
            took.setdefault(name, []).extend(seconds)
        figures.rounds += 1
    figures.median |= {name: statistics.median(seconds) for name, seconds in took.items()}
    if profile:
        figures.profiles = _walk_in_a_process(path, slowest(figures.median, profile), cpu)["profiles"]
    return figures


def slowest(median: dict[str, float], number: int) -> list[str]:
    """The slowest figures, one of each page."""
    by_place: dict[str, str] = {}
    for name in sorted(median, key=lambda known: -median[known]):
        if ": " in name or name == "search":
            by_place.setdefault(name.partition(": ")[2].partition(",")[0], name)
    return list(by_place.values())[:number]


def _walk_in_a_process(path: Path, profiled: list[str], cpu: bool) -> dict[str, Any]:
    """A walk through a copy of its own, so that each round begins from the same casefile."""
    copy = path.with_name(f"walked {path.name}")
    shutil.copyfile(path, copy)
    command = [sys.executable, str(Path(__file__).resolve()), "--walk", str(copy), json.dumps([profiled, cpu])]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    for left in path.parent.glob(f"{copy.name}*"):
        left.unlink()
    return dict(json.loads(done.stdout.splitlines()[-1]))


def opening_and_search(path: Path, figures: Figures, clock: Clock) -> None:
    """Opening beside the derivation of the key, and search beside SQLite's own index, on one connection."""
    from scrutineer.casefile import keys
    from scrutineer.operations import casefiles
    from scrutineer.operations.queries.context import read_context

    opened: list[Any] = []

    def open_it() -> None:
        opened.append(casefiles.open_casefile(path, passphrase=PASSPHRASE, clock=MachineClock(), checked=False))

    took: dict[str, list[float]] = {}
    for _ in range(5):
        took.setdefault("key", []).append(timed(lambda: keys.derive(PASSPHRASE, keys.salt_of(path)), 1, clock))
        took.setdefault("open", []).append(timed(open_it, 1, clock))
        opened.pop().discard()
    open_it()
    casefile = opened.pop()
    current, hits = read_context(casefile), []
    for words in three_words(casefile, 15):
        hits.append(raw_search(casefile, words))
        took.setdefault("raw", []).append(timed(lambda words=words: raw_search(casefile, words), 5, clock))
        search_as_window(casefile, current, words)
        took.setdefault("query", []).append(
            timed(lambda words=words: search_as_window(casefile, current, words), 3, clock)
        )
    casefile.discard()
    figures.hits = statistics.median(hits)
    figures.median |= {name: statistics.median(seconds) for name, seconds in took.items()}


class Table:
    """Figures of every size side by side with their aims; what misses its aim has a mark."""

    def __init__(self) -> None:
        self.aims = self.met = 0

    def ms(self, seconds: float, aim: float) -> str:
        """A figure in milliseconds."""
        return f"{seconds * 1000:9.1f}{self._mark(seconds * 1000 <= aim)}"

    def times(self, ratio: float, aim: float) -> str:
        """A ratio."""
        return f"{ratio:9.2f}{self._mark(ratio <= aim)}"

    def _mark(self, met: bool) -> str:
        self.aims += 1
        self.met += met
        return " " if met else "*"


def show(every: list[Figures], start: tuple[float, float]) -> None:
    """The whole table."""
    table = Table()
    sizes = [f"{figures.size:,}" for figures in every]
    medians = [figures.median for figures in every]

    def row(words: str, figures: Iterable[str], aim: str = "") -> None:
        print(f"{words:<46}" + "".join(f"{figure:>11}" for figure in figures) + f"   {aim}", flush=True)

    print("Items, as many challenges, ten times as many events; milliseconds, medians; * misses its aim")
    for f, size in zip(every, sizes, strict=True):
        print(f"{size}: made in {f.made:.0f} s, {f.bytes / 1e6:.0f} MB, walked through {f.rounds} times")
    bare, ours = start
    row("start to a bare window; to the first page", [f"{bare * 1000:.1f} ", f"{ours * 1000:.1f} "])
    row("  times the bare window", [table.times(ours / bare, 2)], "aim 2 times")
    row("", [f"{size} " for size in sizes])
    row("the key derived", [f"{m['key'] * 1000:.1f} " for m in medians])
    row("opening", [f"{m['open'] * 1000:.1f} " for m in medians])
    row("  times the key", [table.times(m["open"] / m["key"], 2) for m in medians], "aim 2 times")
    row("three words: how many are found, 200 at most", [f"{f.hits:.0f} " for f in every])
    row("three words: raw FTS5", [f"{m['raw'] * 1000:.1f} " for m in medians])
    row("three words: what the window asks", [table.ms(m["query"], 50) for m in medians], "aim 50 ms")
    row("  times raw FTS5", [table.times(m["query"] / m["raw"], 3) for m in medians], "aim 3 times")
    row("three words: typed until painted", [table.ms(m["search"], 50) for m in medians], "aim 50 ms")
    for name in [name for name in medians[0] if name.startswith("filter: ")]:
        what = name.removeprefix("filter: ")
        row(f"the log, another {what}: its rows painted", [table.ms(m[name], 50) for m in medians], "aim 50 ms")
        row("  and the life of another beside it", [f"{m[f'beside: {what}'] * 1000:.1f} " for m in medians])
    for name in [name for name in medians[0] if name.startswith("edit: ")]:
        place, _, what = name.removeprefix("edit: ").rpartition(", ")
        row(f"after {what}: {place}", [table.ms(m[name], 30) for m in medians], "aim 30 ms of the main thread")
    show_pages(table, sizes, medians)
    print(f"{table.met} of {table.aims} aims met", flush=True)


def show_pages(table: Table, sizes: list[str], medians: list[dict[str, float]]) -> None:
    """A page a line."""
    aims = {"first": 200, "again": 100, "after a change": 100}
    wide = 11 if len(sizes) > 1 else 22
    print(f"\n{'':<30}" + "".join(f"{f'{which}: {aim} ms ':>{wide * len(sizes)}}" for which, aim in aims.items()))
    print(f"{'':<30}" + "".join(f"{f'{size} ':>{wide}}" for _ in aims for size in sizes))
    for place in [name.removeprefix("first: ") for name in medians[0] if name.startswith("first: ")]:
        figures = [table.ms(m[f"{which}: {place}"], aim) for which, aim in aims.items() for m in medians]
        print(f"{place:<30}" + "".join(f"{figure:>{wide}}" for figure in figures), flush=True)


def main() -> None:
    """Measure every size in one run, and print the table."""
    if sys.argv[1:2] == ["--walk"]:
        profiled, cpu = json.loads(sys.argv[3])
        walk = Walk(Path(sys.argv[2]), profiled, CLOCKS[cpu])
        walk.everything()
        print("\n" + json.dumps({"took": walk.took, "profiles": walk.profiles}), flush=True)
        os._exit(0)  # a report may still be drawn for nobody
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", default="1000,5000", help="items and challenges, several sizes with commas between")
    parser.add_argument("--rounds", type=int, default=3, help="walks through the window at each size")
    parser.add_argument("--profile", type=int, default=0, help="also profile this many of the slowest pages")
    parser.add_argument(
        "--cpu",
        action="store_true",
        help="count what the main thread computes, not what it waits for: for a busy machine",
    )
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as name:
        os.environ["SCRUTINEER_HOME"] = name
        start = starts()
        every = [
            measure(Path(name), int(size), options.rounds, options.profile, options.cpu)
            for size in options.size.split(",")
        ]
    show(every, start)
    if options.cpu:
        print("all but the start in computing time of the main thread alone: waiting for workers is not in it")
    for figures in every:
        for what, lines in figures.profiles.items():
            print(f"\n== {figures.size:,}, {what}\n{lines}", flush=True)


if __name__ == "__main__":
    main()

"""The program tries itself, as it stands on this machine: every part that a build or a machine can lack is used once.

The worked example is built in a folder of its own, which is then removed; nothing of this person's is read or written.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scrutineer.clock import Clock

PATIENCE = 120
"""Seconds in which the window shows every page, on a slow machine too."""
_REPORTS = ("log.pdf", "log.docx", "log.xlsx", "log.html")
SAMPLE_WORDS = "words that were looked for"
"""What stands in every sample of a letter."""
_OPEN = "urn:oasis:names:tc:opendocument:xmlns"
_ASKED = ("socket.__new__", "socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname")


@dataclass
class _Trial:
    """What the steps hand on to each other."""

    folder: Path
    clock: Clock
    built: Any = None
    asked: list[str] = field(default_factory=list)
    watches: bool = True

    def opened(self) -> Any:
        from scrutineer.operations import casefiles

        return casefiles.open_casefile(self.built.casefile, passphrase=self.built.passphrase, clock=self.clock)


def run(clock: Clock) -> int:
    """Try each step and say how it went; the status is 0 where all of them did."""
    failed = []
    with tempfile.TemporaryDirectory(prefix="scrutineer-self-test-") as folder, _a_home_in(Path(folder)):
        trial = _Trial(Path(folder), clock)
        sys.addaudithook(lambda event, _about: _note(trial, event))
        for words, step in STEPS:
            try:
                fault = step(trial)
            except Exception as error:  # noqa: BLE001 - whatever a broken build raises is what is to be told
                fault = f"{type(error).__name__}: {error}"
            _say(f"{'failed' if fault else 'works'}: {words}{f' ({fault})' if fault else ''}")
            failed.extend([words] if fault else [])
        trial.watches = False
    _say(f"Scrutineer does not work here: {', '.join(failed)}." if failed else "Scrutineer works on this machine.")
    return 1 if failed else 0


def _note(trial: _Trial, event: str) -> None:
    if trial.watches and event in _ASKED:
        trial.asked.append(event)


@contextmanager
def _a_home_in(folder: Path) -> Iterator[None]:
    """Settings and logs of the trial, apart from this person's own; and no window on the screen."""
    before = dict(os.environ)
    os.environ["SCRUTINEER_HOME"] = str(folder / "home")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _build(trial: _Trial) -> str:
    from scrutineer.operations import demo

    trial.built = demo.build_demo(trial.folder / "example", clock=trial.clock)
    return ""


def _read_back(trial: _Trial) -> str:
    from scrutineer.operations import casefiles
    from scrutineer.operations.queries.context import read_context
    from scrutineer.operations.queries.steps import newest_judgements

    casefile = trial.opened()
    try:
        problems = casefiles.check_casefile(casefile).value.problems
        judged = newest_judgements(casefile, read_context(casefile).cycle)
    finally:
        casefile.close()
    return "; ".join(problems) or ("" if judged else "no judgement was read back")


def _import(trial: _Trial) -> str:
    """A workbook of each kind, by the reader in a process of its own."""
    from scrutineer.operations import answer_returns

    books = [path for path in sorted(trial.built.workbooks.iterdir()) if path.suffix in {".xlsx", ".xls", ".ods"}]
    return ", ".join(path.name for path in books if not answer_returns.read_file(path)[0].sheets)


def _read_letters(trial: _Trial) -> str:
    """A letter, slides and a message of each kind whose words are searched, read where strangers' files are read."""
    from scrutineer.exchange.documents import document_text

    letters = {f"sample.{ending}": (SAMPLE_WORDS, content) for ending, content in samples()}
    letters |= {name: ("Northmoor", (trial.folder / name).read_bytes()) for name in _REPORTS[:2]}
    return ", ".join(
        f"{name}: {read.note or 'other words'}" for name, (words, content) in letters.items()
        if words not in (read := document_text(name, content)).text
    )  # fmt: skip


def samples() -> Iterator[tuple[str, bytes]]:
    """A file of each kind that no report is, by its ending, with the same few words in it."""
    yield "eml", f"From: chair\nSubject: sample\nContent-Type: text/html\n\n<p>{SAMPLE_WORDS}</p>".encode()
    yield "rtf", rf"{{\rtf1\ansi {SAMPLE_WORDS}\par}}".encode()
    spaces = " ".join(f'xmlns:{name}="{_OPEN}:{name}:1.0"' for name in ("office", "text"))
    letter = f"<office:body><office:text><text:p>{SAMPLE_WORDS}</text:p></office:text></office:body>"
    yield "odt", _zipped({"content.xml": f"<office:document-content {spaces}>{letter}</office:document-content>"})
    drawn, related = (f"http://schemas.openxmlformats.org/{part}" for part in (
        "drawingml/2006/main", "officeDocument/2006/relationships",
    ))  # fmt: skip
    slide = f'<sld xmlns:a="{drawn}"><a:p><a:r><a:t>{SAMPLE_WORDS}</a:t></a:r></a:p></sld>'
    shown = f'<p:presentation xmlns:p="p" xmlns:r="{related}"><p:sldId r:id="r1"/></p:presentation>'
    links = '<Relationships><Relationship Id="r1" Target="slides/slide1.xml"/></Relationships>'
    yield "pptx", _zipped({
        "ppt/presentation.xml": shown, "ppt/_rels/presentation.xml.rels": links, "ppt/slides/slide1.xml": slide,
    })  # fmt: skip


def _zipped(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in parts.items():
            packed.writestr(name, text)
    return out.getvalue()


def _report(trial: _Trial) -> str:
    from scrutineer.domain.marking import Marking
    from scrutineer.operations import reports

    casefile = trial.opened()
    try:
        for name in _REPORTS:
            reports.export_report(casefile, out=trial.folder / name, kind="log", edition=Marking.PARTNER)
    finally:
        casefile.close()
    return ", ".join(name for name in _REPORTS if not (trial.folder / name).stat().st_size)


def _every_kind(trial: _Trial) -> str:
    """Every kind of report that is read, as a page; one that is refused says why."""
    from scrutineer.domain.marking import Edition
    from scrutineer.errors import UserError
    from scrutineer.operations import reports
    from scrutineer.operations.queries.context import read_context
    from scrutineer.operations.queries.pieces import pieces_of
    from scrutineer.reports.kinds import KINDS

    casefile, refused = trial.opened(), []
    try:
        (piece, *_) = pieces_of(casefile, read_context(casefile).cycle)
        for kind in KINDS:
            about = piece.title if kind.by_piece else ""
            out = trial.folder / f"{kind.id}.html"
            try:
                reports.export_report(casefile, out=out, kind=kind.id, edition=Edition.PRIVATE, piece=about)
            except UserError as error:
                refused.append(f"{kind.id}: {error.message}")
    finally:
        casefile.close()
    return "; ".join(refused)


def _make_pack(trial: _Trial) -> str:
    from scrutineer.operations import answer_returns, imports, packs
    from scrutineer.operations.queries.context import read_context

    casefile, out = trial.opened(), trial.folder / "pack.xlsx"
    try:
        packs.make_pack(casefile, agency=read_context(casefile).agencies[0].name, out=out)
    finally:
        casefile.close()
    return "" if imports.is_pack(answer_returns.read_file(out)[0]) else "it is not known again"


def _list_due(trial: _Trial) -> str:
    from scrutineer.operations import due
    from scrutineer.operations.queries.context import read_context
    from scrutineer.operations.queries.due import due_list

    casefile = trial.opened()
    try:
        things = due_list(casefile, read_context(casefile), casefile.clock.today())
        dated = due.export_calendar(casefile, things=things, out=trial.folder / "due.ics").value
    finally:
        casefile.close()
    return "" if things and dated else "nothing is due in the worked example"


def _read_print(trial: _Trial) -> str:
    from scrutineer.operations import pdf_pages

    content = (trial.folder / _REPORTS[0]).read_bytes()
    texts = pdf_pages.texts_in(content)
    drawn = pdf_pages.own_page_image(content, 1, 1.0)
    return "" if any("Northmoor" in text for text in texts) and drawn else "its words do not stand in it"


def _back_up(trial: _Trial) -> str:
    from scrutineer.operations import casefiles

    casefile = trial.opened()
    try:
        backup = casefiles.back_up(casefile, folder=trial.folder / "backups").value
    finally:
        casefile.close()
    casefiles.restore_backup(
        backup, passphrase=trial.built.passphrase, into=trial.folder / "restored.scrutiny", clock=trial.clock
    )
    return "" if os.path.exists(trial.folder / "restored.scrutiny") else "nothing was restored"


def _spell(_trial: _Trial) -> str:
    from scrutineer.dictionary import Dictionary

    dictionary = Dictionary()
    return dictionary.problem or ("" if dictionary.knows("colour") and not dictionary.knows("recieve") else "it errs")


def _count_days(_trial: _Trial) -> str:
    from scrutineer.domain.working_days import bank_holidays

    return "" if len(bank_holidays(2026)) >= 8 else "they are not all there"


def _weigh_passphrases(_trial: _Trial) -> str:
    from scrutineer.operations.passphrases import strength_in_words

    return "" if strength_in_words("four unrelated words") else "it says nothing"


def _show(trial: _Trial) -> str:
    """The window on the example, at every page and tab once."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from scrutineer import app
    from scrutineer.ui.application import Application
    from scrutineer.ui.main_window import MainWindow
    from scrutineer.ui.pages import PAGES

    waiting = [tab.start for page in PAGES for tab in (page.tabs or (page,))]
    until = time.monotonic() + PATIENCE
    application = Application.instance() or Application(sys.argv)

    def step() -> None:
        windows = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow)]
        late = time.monotonic() > until
        if late or (windows and windows[0].workspace is not None and not windows[0].ops.is_busy):
            if waiting and not late and windows[0].workspace is not None:
                windows[0].workspace.go(waiting.pop(0))
                return
            timer.stop()
            for window in windows:
                window.close()

    timer = QTimer(application)
    timer.timeout.connect(step)
    timer.start(20)
    app.run(str(trial.built.casefile), clock=trial.clock, passphrase=trial.built.passphrase)
    return f"{len(waiting)} pages were not shown within {PATIENCE} seconds" if waiting else ""


def _find_in_guide(_trial: _Trial) -> str:
    """The guide's pages with a search over them; in a built program the pages of a browser and of licences too."""
    from scrutineer import paths
    from scrutineer.ui.application import Application
    from scrutineer.ui.parts.guide_pages import SHIPPED, guide_search

    kept = Application.instance() or Application(sys.argv)  # a page is laid out in its typeface
    search = guide_search()
    silent = sorted(set(SHIPPED) - {passage.part.page for passage in search.passages})
    del kept
    if silent or not search.find("casefile")[1]:
        return f"nothing is found in {', '.join(silent) or 'it'}"
    built = getattr(sys, "frozen", False)
    missing = {"its pages for a browser": paths.guide_pages() is None, "licences": not os.path.isfile(paths.licences())}
    return ", ".join(words for words, lacking in missing.items() if built and lacking)


def _ask_nobody(trial: _Trial) -> str:
    """No step opened a connection, as far as the interpreter sees; a build's check asks the system as well."""
    return ", ".join(sorted(set(trial.asked)))


STEPS: tuple[tuple[str, Callable[[_Trial], str]], ...] = (
    ("builds the worked example: a casefile, imports, judgements, a report", _build),
    ("opens it and reads back what was judged", _read_back),
    ("reads workbooks in a process of its own", _import),
    ("writes a report as PDF, Word, workbook and page", _report),
    ("reads the PDF back and draws it", _read_print),
    ("reads letters, slides and messages in a process of its own", _read_letters),
    ("writes every kind of report", _every_kind),
    ("makes a pack and knows it again", _make_pack),
    ("lists what is due and writes it as a calendar", _list_due),
    ("backs up and restores", _back_up),
    ("knows British spelling", _spell),
    ("knows England’s bank holidays", _count_days),
    ("weighs a passphrase", _weigh_passphrases),
    ("shows every page of the window", _show),
    ("finds words in the guide", _find_in_guide),
    ("opened no network connection", _ask_nobody),
)
"""What is tried, in words, and how; a step says what is wrong, or nothing."""


def _say(words: str) -> None:
    print(words, flush=True)  # noqa: T201

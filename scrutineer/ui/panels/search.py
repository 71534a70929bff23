"""“Search this casefile”: what holds the words, grouped by kind, each hit one step from its place."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from scrutineer.operations.queries.search import MORE, Found, FoundGroup, FrameworkLines, Search
from scrutineer.ui.destinations import ToSearch
from scrutineer.ui.kit.announce import announcer
from scrutineer.ui.kit.basic import EmptyState, column, label, row
from scrutineer.ui.panels.base import Panel
from scrutineer.ui.parts.results_list import HeadingRow, MoreRow, ResultRow, ResultsList
from scrutineer.ui.parts.search_field import NARROW, SearchField
from scrutineer.ui.session import Session
from scrutineer.ui.ways import destination_of

_LOOKED_THROUGH = (
    "Evidence with its attachments, excerpts and recommendations; challenges with their events and replies; judgements "
    "and views; answers, workbooks and ledgers; outcomes, lessons, agencies, seats and cycles; the steps and lines of "
    "every framework."
)


class SearchPanel(Panel[ToSearch]):
    """The page of what was found. It is read off the main thread: what is typed next replaces what is sought."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.words = SearchField(session.theme)
        self.words.typed.connect(lambda words: session.go(ToSearch(words)))
        self.words.entered.connect(lambda words: session.go(ToSearch(words)))
        self.words.entered.connect(lambda _words: self.to_results())
        self.words.went_down.connect(self.to_results)
        self.results = ResultsList(session.theme)
        self.results.chosen.connect(self._open)
        self.results.wanted_more.connect(self._show_more)
        self.said = label("", "muted", wrap=True)
        self.nothing: QWidget = QWidget()
        self._box = column(spacing=10, margins=(16, 14, 16, 14))
        self._box.addLayout(row(label("Search", "title"), self.words, None, spacing=12))
        self._box.addWidget(self.said)
        self._box.addWidget(self.results, 1)
        self._box.addWidget(self.nothing, 1)
        self.setLayout(self._box)
        self._sought = ""
        self.search: Search | None = None
        self._groups: list[FoundGroup] = []
        self._to_results = False
        self._lines: FrameworkLines | None = None  # read and looked through by the seeking worker alone

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Its own field stands in for the one in the top bar where that has no room."""
        super().resizeEvent(event)
        self.words.setVisible(self.window().width() < self.session.theme.px(NARROW))

    def refresh(self) -> None:
        """Seek the words again."""
        self._seek(self._sought)

    def show_destination(self, destination: ToSearch) -> None:
        """Seek these words."""
        self.words.show_words(destination.words)
        if destination.words != self._sought or self.search is None:
            self._seek(destination.words)

    def destination(self) -> ToSearch:
        """The words that are sought."""
        return ToSearch(self._sought)

    def start_search(self) -> bool:
        """Ctrl+F takes the page's own field where it is shown."""
        if self.words.isVisible():
            self.words.setFocus()
            self.words.selectAll()
        return self.words.isVisible()

    def to_results(self) -> None:
        """Go to the first hit, now or when it is there."""
        current = self.search is not None and self.search.words == self._sought
        self._to_results = not (current and self.results.to_first())

    def _seek(self, words: str) -> None:
        self._sought = words
        casefile, context = self.session.casefile, self.session.context

        def read() -> tuple[Search, tuple[FoundGroup, ...]]:
            if self._lines is None or self._lines.context is not context:
                self._lines = FrameworkLines(casefile, context)
            search = Search(casefile, context, words, self._lines)
            return search, search.groups()

        self.session.ops.seek(read, lambda answer: self._show(*answer))

    def _show(self, search: Search, groups: tuple[FoundGroup, ...]) -> None:
        anew = self.search is None or self.search.words != search.words
        self.search, self._groups = search, list(groups)
        some = bool(search.total)
        self.said.setText(self._summary(search))
        self.results.setVisible(some)
        self._fill(anew=anew)
        self._box.removeWidget(self.nothing)
        self.nothing.deleteLater()
        self.nothing = QWidget() if some else self._empty(search.words)
        self.nothing.setVisible(not some)
        self._box.addWidget(self.nothing, 1)
        if anew and search.words.strip():
            announcer.say(self, self.said.text() or f"Nothing in this casefile holds “{search.words.strip()}”")
        if self._to_results and some:
            self.to_results()
        self._to_results = False

    @staticmethod
    def _summary(search: Search) -> str:
        if not search.total:
            return ""
        kinds = len(search.counts)
        held = f"{search.total:,} {'thing holds' if search.total == 1 else 'things hold'} “{search.words.strip()}”"
        return f"{held}, of {kinds} kinds. The best of each first." if kinds > 1 else f"{held}."

    def _empty(self, words: str) -> QWidget:
        if not words.strip():
            heading, sentence = "Search this casefile", f"Part of a word or a reference is enough. {_LOOKED_THROUGH}"
        else:
            fewer = " Fewer words find more." if len(words.split()) > 1 else ""
            heading = f"Nothing in this casefile holds “{words.strip()}”"
            sentence = f"Looked through: {_LOOKED_THROUGH}{fewer}"
        return EmptyState(self.session.theme, "search", heading, sentence)

    def _fill(self, *, anew: bool = False) -> None:
        rows: list[ResultRow] = []
        for group in self._groups:
            rows.append(HeadingRow(f"{group.kind.capitalize()}, {group.total:,}"))
            rows += group.found
            left = group.total - len(group.found)
            if left > 0:
                few = f"Show {min(MORE, left)} more"
                rows.append(MoreRow(group.kind, few if left <= MORE else f"{few} of {left:,}"))
        self.results.show_rows(rows, anew=anew)

    def _show_more(self, kind: str) -> None:
        search, group = self.search, next((group for group in self._groups if group.kind == kind), None)
        if search is not None and group is not None:
            shown = len(group.found)
            self.session.ops.seek(lambda: search.more(kind, shown), lambda more: self._add(search, group, more))

    def _add(self, search: Search, group: FoundGroup, more: tuple[Found, ...]) -> None:
        if search is not self.search:
            return
        total = group.total if more else len(group.found)  # what went meanwhile is no longer promised
        place = self._groups.index(group)
        self._groups[place] = FoundGroup(group.kind, total, (*group.found, *more))
        self._fill()

    def _open(self, hit: Found) -> None:
        self.session.go(destination_of(hit.about))

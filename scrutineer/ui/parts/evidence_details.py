"""One item of evidence: its details to change, its attachments to read, its excerpts and links."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from scrutineer.domain.evidence import Attachment, Evidence, EvidenceKind, Link, LinkTarget, Marking, Permission
from scrutineer.domain.ids import EvidenceId, TargetId
from scrutineer.domain.typed_dates import When
from scrutineer.operations import evidence
from scrutineer.operations.queries.evidence import ItemView, item_view
from scrutineer.ui.destinations import ToNewChallenge
from scrutineer.ui.kit.basic import button, clear, column, holder, label, row, rule, scroll
from scrutineer.ui.kit.choices import agency_choices
from scrutineer.ui.kit.fields import Combo, DateField, Field, Notes, Segments
from scrutineer.ui.kit.form import Form
from scrutineer.ui.ops import do
from scrutineer.ui.parts.attachment_row import AttachmentRow
from scrutineer.ui.parts.page_view import PageView
from scrutineer.ui.parts.recommendations_part import HOLD, RecommendationsPart
from scrutineer.ui.session import Session
from scrutineer.ui.theme import space


class EvidenceDetails(QWidget):
    """The pane on the right of the register."""

    def __init__(self, session: Session, attach: Callable[[EvidenceId], None]) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session, self._attach = session, attach
        self._view: ItemView | None = None
        self._nothing = label("Choose an item to see it here.", "muted", wrap=True)
        self._nothing.setContentsMargins(*[space(16)] * 4)
        self._form = holder(self._build(), "side")
        self._area = scroll(self._form, "side")
        self.pages = PageView(session.theme, session.ops)
        self._which: Segments[bool] = Segments([("Details", False), ("Pages", True)], name="Show")
        self._which.chosen.connect(self._show_pages)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._area)
        self._stack.addWidget(self.pages)
        self._bar = holder(row(self._which, None, margins=(16, 10, 16, 0)))
        box = column(self._nothing, self._bar, spacing=0)
        box.addWidget(self._stack, 1)
        box.addStretch(0)
        self.setLayout(box)
        self._pdf: Attachment | None = None
        self.show_item(None)

    def _build(self) -> QVBoxLayout:
        theme = self._session.theme
        self.title, self.method = Field(spelt=True), Field(spelt=True)
        self.title.setAccessibleName("Title")
        self.method.setAccessibleName("Method")
        self.kind = Combo(theme, [(kind.value, kind) for kind in EvidenceKind], name="Kind", small=True)
        self.marking = Combo(theme, [(m.value.capitalize(), m) for m in Marking], name="Marking", small=True)
        self.source = Combo(theme, [], name="Source", small=True)
        self.dated, self.review = (
            DateField(name="Date", today=self._session.today, when=When.HAPPENED),
            DateField(name="Review on", today=self._session.today, when=When.AHEAD, required=False),
        )
        self.text = Notes(name="What it shows", hint="What it shows", lines=4)
        self.limits = Notes(name="Limits", hint="What it cannot show", lines=2)
        self._head = label("", "small", wrap=True)
        self._save = button("Record changes", self.save, kind="primary", small=True, hint="Ctrl+Enter")
        self.form = Form(self._session, self)
        box = column(self._head, self.form.note, self.title, spacing=6, margins=(16, 12, 16, 12))
        box.addLayout(row(self.kind, self.marking, spacing=6))
        parts: tuple[tuple[str, QWidget], ...] = (
            ("Source", self.source),
            ("Date", self.dated),
            ("Method", self.method),
            ("Review on", self.review),
        )
        for words, part in parts:
            name = label(words, "muted")
            name.setFixedWidth(theme.px(74))
            box.addLayout(row(name, part))
        box.addWidget(self.text)
        box.addWidget(self.limits)
        raise_one = button("Raise a challenge", self._raise, theme=theme, kind="link", icon="flag")
        box.addLayout(row(self._save, None, raise_one))
        for field, part, required in (
            ("title", self.title, "It needs a title."), ("kind", self.kind, ""), ("marking", self.marking, ""),
            ("agency_id", self.source, ""), ("dated", self.dated, ""), ("method", self.method, ""),
            ("review_on", self.review, ""), ("text", self.text, ""), ("limits", self.limits, ""),
        ):  # fmt: skip
            self.form.add(field, part, required=required)
        self.form.changed.connect(lambda: self._save.setVisible(self.form.is_changed))
        self._hanging = column(spacing=6)
        box.addLayout(self._hanging)
        self._excerpt = _ExcerptForm(self._session)
        self._recommended = RecommendationsPart(self._session)
        for part in (self._excerpt, self._recommended):
            box.addWidget(part)
        self._linked = column(spacing=6)
        box.addLayout(self._linked)
        box.addStretch(1)
        return box

    def show_item(self, evidence_id: EvidenceId | None) -> None:
        """Show an item, or nothing. Changes to the one shown before are recorded first, or kept as they were typed."""
        if self._view is not None and self._view.item.id != evidence_id:
            self.leave()
        self._nothing.setVisible(evidence_id is None)
        self._stack.setVisible(evidence_id is not None)
        if evidence_id is None:
            self._view = None
            self._bar.hide()
            return
        shown, before = self._view, self._view.item.id if self._view else None
        self._view = view = item_view(self._session.casefile, self._session.context, evidence_id)
        self._pdf = next((a for a in view.attachments if a.name.lower().endswith(".pdf")), None)
        self._bar.setVisible(self._pdf is not None)
        if before != evidence_id:
            self._show_pages(False)
        self._fill(view.item)
        self._recommended.setVisible(view.item.kind in HOLD)
        self._recommended.show_item(view.item)
        if shown is not None and self._hangs_alike(shown, view):
            return
        clear(self._hanging)
        clear(self._linked)
        self._attachments(view)
        self._excerpts(view)
        self._links(view)

    @staticmethod
    def _hangs_alike(shown: ItemView, view: ItemView) -> bool:
        """Whether what hangs on the item is as it is shown, with what is being typed there."""
        return replace(shown, item=view.item) == view

    def _fill(self, item: Evidence) -> None:
        context = self._session.context
        self._head.setText(f"{item.reference}. Marked {item.marking.value}.")
        self.source.set_choices(agency_choices(context.agencies, context.partnership.scrutineer))
        stored = {name: getattr(item, name) for name in self.form.typed()}
        moved = self.form.about != f"item:{item.id}"
        self.form.follow(f"item:{item.id}", f"{item.reference} {item.title}", stored)
        self._excerpt.show_item(item)
        if moved:
            self.title.setCursorPosition(0)

    def _typed(self) -> Evidence | None:
        day = self.dated.value()
        if self._view is None or day is None or self.review.is_wrong():
            return None
        return replace(
            self._view.item, title=self.title.text(), kind=self.kind.value(), marking=self.marking.value(),
            agency_id=self.source.value(), dated=day, review_on=self.review.value(), method=self.method.text(),
            text=self.text.toPlainText(), limits=self.limits.toPlainText(),
        )  # fmt: skip

    def _raise(self) -> None:
        if self._view is not None:
            self.leave()
            item = self._view.item
            lines = [TargetId(link.target) for link, _ in self._view.links if link.target_kind is LinkTarget.LINE]
            self._session.go(
                ToNewChallenge(
                    target=lines[0] if lines else None,
                    agency_id=item.agency_id,
                    why=f"[{item.reference}]",
                    evidence_ids=(item.id,),
                )
            )

    def record(self) -> None:
        """Record what the focus is in: a passage, a recommendation, else the changed details."""
        focused = self.window().focusWidget() or self
        if self._excerpt.isAncestorOf(focused):
            self._excerpt.submit()
        elif self._recommended.isAncestorOf(focused):
            self._recommended.keep()
        else:
            self.save()

    def save(self) -> None:
        """Record what was changed; what is not clear is said beside its field."""
        if self.form.is_changed and self.form.ready():
            self._record()

    def _record(self) -> None:
        typed = self._typed()
        if typed is not None:
            self._session.record(self.form, do(evidence.change_evidence, item=typed))

    def leave(self) -> None:
        """What was changed is recorded where it can be, and kept as it was typed where it cannot."""
        self._excerpt.form.keep()
        self._recommended.form.keep()
        self.form.keep()
        if self.form.is_changed and self.form.is_clear():
            self._record()

    def _attachments(self, view: ItemView) -> None:
        theme = self._session.theme
        add = button("Attach", lambda: self._attach(view.item.id), theme=theme, kind="link", icon="plus")
        self._hanging.addWidget(rule())
        self._hanging.addLayout(row(label("Attachments", "card"), None, add))
        for attached in view.attachments:
            self._hanging.addWidget(AttachmentRow(self._session, attached, self._shower(attached)))
        if not view.attachments:
            self._hanging.addWidget(label("None.", "muted"))

    def _shower(self, attached: Attachment) -> Callable[[], None]:
        def show() -> None:
            self._pdf = attached
            self._show_pages(True)

        return show

    def _show_pages(self, pages: bool) -> None:
        self._which.choose(pages)
        self._stack.setCurrentWidget(self.pages if pages else self._area)
        if pages and self._pdf is not None:
            self.pages.show_pdf(evidence.attachment_bytes(self._session.casefile, sha256=self._pdf.sha256))

    def _excerpts(self, view: ItemView) -> None:
        self._hanging.addWidget(rule())
        self._hanging.addWidget(label("Excerpts", "card"))
        for excerpt in view.excerpts:
            self._hanging.addWidget(label(f"“{excerpt.quote}”", "dense", wrap=True))
            self._hanging.addWidget(label(f"{excerpt.place}. {excerpt.permission.value.capitalize()}.", "caption"))

    def _links(self, view: ItemView) -> None:
        self._linked.addWidget(rule())
        self._linked.addWidget(label("Linked to", "card"))
        for link, name in view.links:
            remove = button("Take away", self._remover(link), kind="link")
            line = row(label(f"{name}, {link.bearing.value}", wrap=True), remove)
            line.setStretch(0, 1)
            self._linked.addLayout(line)
        if not view.links:
            self._linked.addWidget(
                label("Nothing yet. Open a step or a challenge and press Ctrl+L.", "muted", wrap=True)
            )

    def _remover(self, link: Link) -> Callable[[], None]:
        return lambda: self._session.run(do(evidence.unlink_evidence, link=link))


class _ExcerptForm(QWidget):
    """A passage word for word, where it stands, and whether it may be quoted."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._item: Evidence | None = None
        self.quote = Notes(name="Passage", hint="A passage, word for word", lines=2)
        self.place = Field()
        self.place.setAccessibleName("Place")
        self.place.setPlaceholderText("Page or paragraph")
        choices = [("May it be quoted?", None), *((p.value.capitalize(), p) for p in Permission)]
        self.permission = Combo(session.theme, choices, name="Permission", small=True)
        self.form = Form(session, self)
        self.form.add("quote", self.quote, required="Copy the passage, word for word.")
        self.form.add("place", self.place)
        self.form.add("permission", self.permission, required="Say whether it may be quoted.")
        keep = button("Keep excerpt", self.submit, small=True)
        box = column(self.form.note, self.quote, spacing=6)
        box.addLayout(row(self.place, self.permission, keep))
        self.setLayout(box)

    def show_item(self, item: Evidence) -> None:
        """A passage of this item; what is being typed for it stays."""
        self._item = item
        self.form.follow(f"excerpt:{item.id}", f"An excerpt of {item.reference}", {})

    def submit(self) -> None:
        """Keep the passage."""
        if self._item is not None and self.form.ready():
            self._session.record(
                self.form,
                do(
                    evidence.add_excerpt, evidence_id=self._item.id, place=self.place.text(),
                    quote=self.quote.toPlainText(), permission=self.permission.value(),
                ),
                anew={},
            )  # fmt: skip

"""Settings of the partnership itself: what it is called, what its reports say, and what it is judged on."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from scrutineer.domain.dates import long_date
from scrutineer.domain.marking import Marking
from scrutineer.domain.statements import StatementKind
from scrutineer.operations import partnership
from scrutineer.operations.mappings import scales
from scrutineer.operations.queries.history import opinion_on
from scrutineer.ui.destinations import SettingsPart
from scrutineer.ui.kit.basic import LevelPill, clear, column, holder, label, row
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.field_line import FieldLine
from scrutineer.ui.kit.fields import Field, Notes
from scrutineer.ui.kit.paint import look_of
from scrutineer.ui.ops import do
from scrutineer.ui.parts.kept_form import KeptForm
from scrutineer.ui.parts.marking_field import MarkingField
from scrutineer.ui.parts.settings_section import SettingsSection
from scrutineer.ui.session import Session
from scrutineer.ui.theme import space


def _form(session: Session, host: QWidget, *, roles: tuple[str, ...] = ()) -> KeptForm:
    """A form for some fields of the partnership as it is recorded."""
    return KeptForm(
        session,
        host,
        lambda said: replace(session.context.partnership, **said),
        lambda details: do(partnership.set_partnership, details=details),
        roles=roles,
    )


_SMALLEST = (3, 5, 6, 7, 8, 10, 15, 20)


class PartnershipSection(SettingsSection):
    """Name, prefix, the scrutineer's role, and what is said of the current cycle as a whole."""

    part = SettingsPart.PARTNERSHIP
    said = (
        "What its papers are called by, and what every report says of it. Each change is kept once you leave its field."
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.name, self.prefix, self.role, self.contact, self.authorities = (Field() for _ in range(5))
        self.smallest = Combo(session.theme, _smallest_choices(0), name="Smallest number of people shown")
        self.declaration, self.summary, self.opinion, self.limits, self.plain = (
            Notes(name=name, lines=3)
            for name in ("Declaration of independence", "Summary for reports", "Opinion", "Limits of the evidence",
                         "Plain words for young people")
        )  # fmt: skip
        self.form = _form(session, self, roles=("scrutineer",))
        self.texts = KeptForm(
            session, self, lambda said: replace(session.context.texts, **said),
            lambda texts: do(partnership.set_statements, texts=texts),
        )  # fmt: skip
        for form in (self.form, self.texts):
            self.body.addWidget(form.note)
        for name, words, field, hint, needed in (
            ("name", "Name", self.name, "", "Give the name as it is printed on its papers."),
            ("prefix", "Prefix of references", self.prefix, "Two to six letters that begin every challenge’s "
             "reference; those given already keep theirs.", "Give two to six letters."),
            ("scrutineer", "The scrutineer’s role", self.role, "A role, never a person’s name.", "Name the role."),
        ):  # fmt: skip
            line = FieldLine(words, field, hint)
            self.body.addWidget(line)
            value = (lambda: self.prefix.text().strip().upper()) if name == "prefix" else None
            self.form.line(name, line, value=value, required=needed)
        for name, words, part, hint in (
            ("contact", "Contact for replies", self.contact, "An office or a postbox, never a person. Printed in "
             "reports; without it they name the scrutineer’s role."),
            ("smallest", "Smallest number of people", self.smallest, "A survey that counts fewer people anywhere, or a "
             "course that fewer of one agency took, shows none of its counts to partners or the public."),
            ("authorities", "Local authorities", self.authorities, "Parted by commas, where it spans several."),
        ):  # fmt: skip
            line = FieldLine(words, part, hint)
            self.body.addWidget(line)
            self.form.line(name, line, value=self._authorities if name == "authorities" else None)
        self._add_statements()
        self.body.addStretch(1)

    def _authorities(self) -> tuple[str, ...]:
        """Each local authority that is named, once."""
        return tuple(dict.fromkeys(name.strip() for name in self.authorities.text().split(",") if name.strip()))

    def _add_statements(self) -> None:
        self.markings: dict[StatementKind, MarkingField] = {}
        self._opinion_day = label("", "small")
        for name, words, notes, hint in (
            ("declaration", "Declaration of independence", self.declaration, "Of this cycle; each cycle has its own."),
            ("summary", "Summary for reports", self.summary, ""),
            ("opinion", "Opinion", self.opinion, "Your overall opinion in words. It is never a level."),
            ("limits", "Limits of the evidence", self.limits, ""),
            (
                "plain",
                "Plain words for young people",
                self.plain,
                "Printed in the young person’s version as you write them: nothing is simplified for you.",
            ),
        ):
            said = FieldLine(words, notes, hint)
            self.body.addWidget(said)
            self.texts.line(name, said)
            said.add_below(self._marking_of(StatementKind(name), words))
            if name == "opinion":
                said.add_below(self._opinion_day)

    def _marking_of(self, kind: StatementKind, words: str) -> QWidget:
        """The marking of one text, recorded once it is chosen."""
        field = MarkingField(self.session, name=f"Marking of: {words}", small=True)
        self.markings[kind] = field

        def mark() -> None:
            self.session.run(do(partnership.set_statements, markings={kind: field.value()}))

        field.activated.connect(lambda _place: mark())
        return holder(row(label("Marking", "small"), field, None, spacing=6))

    def refresh(self) -> None:
        """Show what is recorded; what is being typed stays."""
        recorded = self.session.context.partnership
        self.smallest.set_choices(_smallest_choices(recorded.smallest))
        standing = {said.kind: said.marking for said in self.session.context.statements}
        for kind, field in self.markings.items():
            field.choose(standing.get(kind, Marking.PARTNER))
        stored = {name: getattr(recorded, name) for name in self.form.typed()}
        stored["authorities"] = ", ".join(recorded.authorities)
        day = opinion_on(self.session.casefile, self.session.context.statements)
        self._opinion_day.setText(f"Written {long_date(day)}, by the journal." if day else "Not written yet.")
        self.form.follow("partnership", "The partnership, in Settings", stored)
        texts = self.session.context.texts
        said = {name: getattr(texts, name) for name in self.texts.typed()}
        self.texts.follow(f"statements:{self.session.context.cycle.id}", "What is said of the cycle, in Settings", said)

    def begin(self) -> None:
        """At the first field that is empty, else at the name."""
        empty = (field for field in (self.name, self.prefix, self.role) if not field.text())
        first: QWidget = next(empty, self.name)
        if first is self.name and not self.declaration.toPlainText():
            first = self.declaration
        first.setFocus()


def _smallest_choices(standing: int) -> list[tuple[str, object]]:
    """How few people may be counted at least; a number that somebody chose elsewhere is among them."""
    numbers = sorted({*_SMALLEST, standing} - {0})
    return [("Show every count", 0), *((f"Show none under {number}", number) for number in numbers)]


class ScaleSection(SettingsSection):
    """What judgements are given on."""

    part = SettingsPart.SCALE
    said = "Another scale applies to new judgements; earlier ones keep theirs and are never converted."

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        choices = [(scale.name, scale.id) for scale in scales() if scale.kind != "percent"]
        self.scale = Combo(session.theme, choices, name="Scale of judgements")
        self.form = _form(session, self)
        self.body.addWidget(self.form.note)
        line = FieldLine("Scale", self.scale)
        self.form.line("scale_id", line)
        self.body.addWidget(line)
        self._levels = column(spacing=8)
        self.body.addSpacing(space(4))
        self.body.addWidget(label("Its levels, from the highest", "heading"))
        self.body.addLayout(self._levels)
        self.body.addStretch(1)
        self._shown = ""

    def refresh(self) -> None:
        """Show what is recorded, with the levels of the scale and what each stands for."""
        details = self.session.context.partnership
        self.form.follow("scale", "Scale of judgements, in Settings", {"scale_id": details.scale_id})
        scale = self.session.context.scale
        if scale.id == self._shown:
            return
        self._shown = scale.id
        clear(self._levels)
        theme = self.session.theme
        pills = [(LevelPill(theme, look_of(scale, level.key), level.word), level.descriptor)
                 for level in reversed(scale.levels)]  # fmt: skip
        width = max((pill.sizeHint().width() for pill, _ in pills), default=0)
        for pill, descriptor in pills:
            pill.setFixedWidth(width)
            line = row(pill, spacing=14)
            line.addWidget(label(descriptor, "dense", wrap=True), 1)
            self._levels.addWidget(holder(line))

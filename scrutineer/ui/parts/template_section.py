"""Settings: the template of reports, how its colours look on paper, its logo, and it as a small file out and in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QCheckBox, QColorDialog, QFileDialog, QWidget

from scrutineer.domain.rules import is_blank
from scrutineer.domain.template import FOR_LINES, FOR_WORDS, PAPER, ReportTemplate, as_ratio, is_colour
from scrutineer.notices import notice_of
from scrutineer.operations import templates
from scrutineer.outputs import file_name
from scrutineer.ui.destinations import SettingsPart
from scrutineer.ui.kit.basic import button, holder, label, row
from scrutineer.ui.kit.field_line import FieldLine
from scrutineer.ui.kit.fields import Field, Notes
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.ops import do
from scrutineer.ui.parts.kept_form import KeptForm
from scrutineer.ui.parts.settings_section import SettingsSection
from scrutineer.ui.session import Session
from scrutineer.ui.theme import space

_FILES = "Templates (*.toml)"
_PICTURES = "Pictures (*.png *.jpg *.jpeg)"
_LOGO_WIDE, _LOGO_HIGH = 240, 80  # pixels at 100%


class PaperSample(QWidget):
    """A heading and a line in the colours of a template, on white: paper is white in every palette."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._font = session.theme.font("heading")
        self._headings = self._lines = QColor()
        self.setAccessibleName("How the colours look on paper")

    def sizeHint(self) -> QSize:
        """Room for a heading and a line."""
        return QSize(space(280), space(64))

    def show_colours(self, headings: str, lines: str) -> None:
        """Show these; an empty one is the house’s own."""
        self._headings, self._lines = QColor(headings or "black"), QColor(lines or "black")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """White paper, a line, a heading."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(PAPER))
        painter.fillRect(space(12), space(10), space(56), space(4), self._lines)
        painter.setPen(self._headings)
        painter.setFont(self._font)
        words = self.rect().adjusted(space(12), space(18), -space(12), -space(6))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, "A heading")
        painter.end()


class TemplateSection(SettingsSection):
    """What every report of this partnership says and looks like. One button brings the house's own back."""

    part = SettingsPart.TEMPLATE
    said = (
        "What reports of this partnership look like, and the words that stand in each of them. Every edition prints "
        "these words, the public one too. What was issued stays as it was."
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.form = KeptForm(
            session, self, lambda said: replace(self._standing(), **said),
            lambda template: do(templates.set_template, template=template),
        )  # fmt: skip
        self.body.addWidget(self.form.note)
        self._add_words()
        self._add_colours()
        self._add_logo()
        self._add_acts()
        self.body.addStretch(1)

    def _add_words(self) -> None:
        self.name, self.above, self.closing_title = Field(), Field(spelt=True), Field(spelt=True)
        self.cover, self.headings, self.closing = (
            Notes(name=name, lines=3) for name in ("Words on the cover", "Headings", "Words at the end")
        )
        self.numbered = QCheckBox("Number the sections")
        for name, words, field, hint, needed in (
            ("name", "Name of the template", self.name, "Kept with each report that is issued.", "Give it a name."),
            ("above", "Above the title", self.above, "", ""),
            ("cover", "Words on the cover", self.cover, "Where the cover is a page of its own.", ""),
            ("headings", "Headings", self.headings, "One a line, as in: Summary = Executive summary.", ""),
            ("numbered", "Numbers", self.numbered, "", ""),
            ("closing_title", "Heading at the end", self.closing_title, "", ""),
            ("closing", "Words at the end", self.closing, "A section of its own, where a report is not held to so "
             "many words or pages.", ""),
        ):  # fmt: skip
            line = FieldLine(words, field, hint)
            self.body.addWidget(line)
            self.form.line(name, line, required=needed)

    def _add_colours(self) -> None:
        self.heading_colour, self.line_colour = Field(), Field()
        self.sample = PaperSample(self.session)
        self._contrasts = {}
        for name, words, field, least in (
            ("heading_colour", "Colour of headings", self.heading_colour, FOR_WORDS),
            ("line_colour", "Colour of lines", self.line_colour, FOR_LINES),
        ):
            field.setPlaceholderText("As the house has it, or such as #1F4E79")
            line = FieldLine(words, field)
            choose = button("Choose", self._chooser(name, field), small=True)
            choose.setAccessibleName(f"Choose: {words}")
            self._contrasts[name] = label("", "small", wrap=True)
            below = row(choose, spacing=10)
            below.addWidget(self._contrasts[name], 1)
            line.add_below(holder(below))
            self.body.addWidget(line)
            self.form.line(name, line, value=lambda field=field: field.text().strip().upper())  # type: ignore[misc]
            field.textChanged.connect(lambda _text, name=name, least=least: self._say_contrast(name, least))
        self.body.addWidget(FieldLine("On paper", self.sample))

    def _add_logo(self) -> None:
        self.alternative = Field(spelt=True)
        line = FieldLine(
            "What the logo shows", self.alternative, "For those who cannot see it; a logo needs these words."
        )
        self.body.addWidget(line)
        self.form.line("alternative", line)
        self.logo = label("")
        self.logo.setAccessibleName("The logo")
        shown = FieldLine("Logo", self.logo)
        self.body.addWidget(shown)
        self._choose_logo = button("Choose a picture", self.choose_logo, icon="upload", theme=self.session.theme)
        self._no_logo = button("Leave it out", self._leave_logo_out)
        shown.add_below(flow(self._choose_logo, self._no_logo))

    def _add_acts(self) -> None:
        theme = self.session.theme
        self.refusal = label("", "warn", wrap=True)
        self.refusal.hide()
        self._write = button("Save as a file", self.write, icon="save", theme=theme)
        take = button("Take one in", self.take, icon="upload", theme=theme)
        self._remove = button(
            "As the house has it", self._remove_it, hint="Reports without a template; undo brings it back"
        )
        self.body.addSpacing(space(6))
        self.body.addWidget(flow(self._write, take, self._remove))
        self.body.addWidget(self.refusal)

    # What is shown

    def _standing(self) -> ReportTemplate:
        return templates.template_to_change(self.session.casefile)

    def refresh(self) -> None:
        """Show what is recorded; what is being typed stays."""
        template = self._standing()
        self.form.follow("template", "Template of reports, in Settings",
                         {name: getattr(template, name) for name in self.form.typed()})  # fmt: skip
        self.sample.show_colours(template.heading_colour, template.line_colour)
        for name, least in (("heading_colour", FOR_WORDS), ("line_colour", FOR_LINES)):
            self._say_contrast(name, least)
        self._show_logo(templates.picture_of(self.session.casefile, template), is_named=bool(template.logo))
        for act in (self._write, self._remove):
            act.setEnabled(bool(template.id))

    def _show_logo(self, content: bytes, *, is_named: bool) -> None:
        picture = QPixmap()
        if content and picture.loadFromData(content, "PNG"):
            room = QSize(space(_LOGO_WIDE), space(_LOGO_HIGH))
            self.logo.setPixmap(picture.scaled(room, Qt.AspectRatioMode.KeepAspectRatio,
                                               Qt.TransformationMode.SmoothTransformation))  # fmt: skip
        else:
            self.logo.setText("Its picture is damaged: choose it again." if is_named else "None")
        self._no_logo.setEnabled(is_named)

    def _say_contrast(self, name: str, least: float) -> None:
        """How a colour stands out, and whether that is enough, as it is typed."""
        typed = str(self.form.typed()[name]).strip()
        if not typed or not is_colour(typed):
            self._contrasts[name].setText("")
            return
        enough = f"at least {as_ratio(least)} is needed"
        self._contrasts[name].setText(f"Contrast {templates.contrast_words(typed)}; {enough}.")

    # What is done

    def _chooser(self, name: str, field: Field) -> Callable[[], None]:
        def choose() -> None:
            standing = QColor(field.text()) if is_colour(field.text()) else QColor(Qt.GlobalColor.black)
            chosen = QColorDialog.getColor(standing, self, "Choose a colour")
            if chosen.isValid():
                field.setText(chosen.name().upper())
                self.form.commit(name)

        return choose

    def choose_logo(self) -> None:
        """Take a picture in; its words come first."""
        self.form.commit("alternative")
        if is_blank(self.alternative.text()):
            self.form.refuse("alternative", "Say what the logo shows, then choose its picture.")
            self.alternative.setFocus()
            return
        name, _ = QFileDialog.getOpenFileName(self, "Choose the logo", "", _PICTURES)
        if name:
            act = do(templates.take_logo, path=Path(name), alternative=self.alternative.text())
            self.session.run(act, done=lambda _outcome: self.refusal.hide(), failed=self._say_refused)

    def _leave_logo_out(self) -> None:
        self.session.run(do(templates.leave_logo_out))

    def write(self) -> None:
        """Write the template as a small file."""
        self.keep_typed()
        suggested = file_name(self._standing().name, ".toml")
        name, _ = QFileDialog.getSaveFileName(self, "Save the template", suggested, _FILES)
        if name:
            self.session.run(do(templates.export_template, out=Path(name)))

    def take(self) -> None:
        """Take a template in from a file; one that has mistakes changes nothing, and each of them is said here."""
        name, _ = QFileDialog.getOpenFileName(self, "Take a template in", "", _FILES)
        if name:
            act = do(templates.import_template, path=Path(name))
            self.session.run(act, done=lambda _outcome: self.refusal.hide(), failed=self._say_refused)

    def _remove_it(self) -> None:
        self.session.run(do(templates.remove_template))

    def _say_refused(self, error: BaseException) -> None:
        notice = notice_of(error)
        lines = map(str, error.mistakes) if isinstance(error, templates.HasMistakes) else [notice.advice]
        self.refusal.setText("\n".join([notice.message, *lines]).strip())
        self.refusal.show()

    def begin(self) -> None:
        """At its name."""
        self.name.setFocus()

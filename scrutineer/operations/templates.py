"""The template of this partnership’s reports: what it says, its logo, and it as a small file out and in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from scrutineer import inputs
from scrutineer.casefile import files, tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.changes import Outcome
from scrutineer.domain.rules import is_blank
from scrutineer.domain.template import PAPER, ReportTemplate, as_ratio, contrast
from scrutineer.domain.words import counted
from scrutineer.errors import UserError
from scrutineer.exchange import logos, template_file
from scrutineer.operations.queries.context import read_context
from scrutineer.outputs import write_output
from scrutineer.progress import SILENT, Progress


class HasMistakes(UserError):  # noqa: N818
    """A file that was not taken, with each of its mistakes."""

    def __init__(self, message: str, mistakes: tuple[template_file.Mistake, ...]) -> None:
        super().__init__(message, " ".join(map(str, mistakes)), about="file")
        self.mistakes = mistakes


def template_of(casefile: Casefile) -> ReportTemplate | None:
    """The template that reports are made in; None where they are as the house has them."""
    kept = tables.rows(casefile, ReportTemplate, order=("id",), limit=1)
    return kept[0] if kept else None


def template_to_change(casefile: Casefile) -> ReportTemplate:
    """The same, or one that says nothing yet but its name."""
    return template_of(casefile) or ReportTemplate(name=f"Reports of {read_context(casefile).partnership.name}"[:200])


def picture_of(casefile: Casefile, template: ReportTemplate) -> bytes:
    """The bytes of its logo; none where it has none, or the casefile has lost them."""
    if not template.logo:
        return b""
    try:
        return files.load(casefile, template.logo)
    except UserError:
        return b""


def contrast_words(colour: str) -> str:
    """How a colour stands out on paper, in words: 8.6:1 on white paper."""
    return f"{as_ratio(contrast(colour, PAPER))} on white paper"


def set_template(
    casefile: Casefile, *, template: ReportTemplate, progress: Progress = SILENT
) -> Outcome[ReportTemplate]:
    """Have reports made in this template from now on; what was issued keeps its bytes."""
    progress.step(0, 1, "Recording the template")
    with casefile.transact("Change the template of reports") as changes:
        kept = _kept(casefile, template)
    return changes.outcome(kept, "Template of reports recorded")


def _kept(casefile: Casefile, template: ReportTemplate) -> ReportTemplate:
    """Put it in the place of the one that stands; a merge may have brought another. Needs an open transaction."""
    kept = tables.rows(casefile, ReportTemplate, order=("id",))
    if not kept:
        return replace(template, id=tables.insert(casefile, replace(template, id=0)))
    for other in kept[1:]:
        tables.delete(casefile, ReportTemplate, other.id)
    wanted = replace(template, id=kept[0].id)
    tables.update(casefile, wanted)
    return wanted


def take_logo(
    casefile: Casefile, *, path: Path, alternative: str = "", progress: Progress = SILENT
) -> Outcome[ReportTemplate]:
    """Keep a picture as the logo, with words for those who cannot see it: without any it is not taken."""
    progress.step(0, 2, f"Reading {path.name}")
    template = template_to_change(casefile)
    words = alternative if not is_blank(alternative) else template.alternative
    if is_blank(words):
        raise UserError("The logo has no words for those who cannot see it. Nothing was changed.",
                        "Say what it shows, in a few words.", about="alternative")  # fmt: skip
    picture = logos.taken_in(path.name, inputs.read_file(path, logos.MOST_BYTES))
    progress.step(1, 2, "Keeping the logo")
    with casefile.transact("Take in the logo of reports") as changes:
        kept = _kept(casefile, replace(template, logo=files.store(casefile, picture), alternative=words.strip()))
    return changes.outcome(kept, f"{path.name} taken in as the logo")


def leave_logo_out(casefile: Casefile, *, progress: Progress = SILENT) -> Outcome[None]:
    """Have reports made without a logo; undo brings it back."""
    progress.step(0, 1, "Leaving the logo out")
    with casefile.transact("Leave the logo out of reports") as changes:
        template = template_of(casefile)
        if template is not None:
            tables.update(casefile, replace(template, logo=None))
    return changes.outcome(None, "Reports have no logo")


def remove_template(casefile: Casefile, *, progress: Progress = SILENT) -> Outcome[None]:
    """Have reports made as the house has them; undo brings the template back."""
    progress.step(0, 1, "Removing the template")
    with casefile.transact("Remove the template of reports") as changes:
        for kept in tables.rows(casefile, ReportTemplate):
            tables.delete(casefile, ReportTemplate, kept.id)
    return changes.outcome(None, "Reports are made without a template")


def export_template(casefile: Casefile, *, out: Path, progress: Progress = SILENT) -> Outcome[Path]:
    """Write the template as a small file that another casefile takes, its logo inside."""
    progress.step(0, 1, "Writing the template")
    template = template_of(casefile)
    if template is None:
        raise UserError("There is no template to write. Nothing was written.", "Say first what its reports look like.")
    text = template_file.written_template(template, picture_of(casefile, template))
    write_output(out, text.encode("utf-8"), endings=(".toml",))
    return Outcome(out, label=f"Template written to {out.name}")


def import_template(casefile: Casefile, *, path: Path, progress: Progress = SILENT) -> Outcome[ReportTemplate]:
    """Take a template from a file, in the place of the one that stands. One with a mistake changes nothing: each
    mistake is named by its place."""
    progress.step(0, 2, f"Reading {path.name}")
    try:
        text = inputs.read_file(path, inputs.MAX_TEXT_FILE).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UserError(
            f"{path.name} is not a template. Nothing was changed.", "Choose a file that was saved as one.", about="file"
        ) from None
    read = template_file.read_template(text)
    if read.template is None:
        number = counted(len(read.mistakes), "mistake")
        raise HasMistakes(f"{path.name} was not taken: it has {number}. Reports are made as before.", read.mistakes)
    picture = logos.taken_in(f"The logo in {path.name}", read.picture) if read.picture else b""
    progress.step(1, 2, "Keeping the template")
    with casefile.transact(f"Take in the template “{read.template.name}”") as changes:
        logo = files.store(casefile, picture) if picture else None
        kept = _kept(casefile, replace(read.template, logo=logo))
    return changes.outcome(kept, f"Template “{kept.name}” taken in")

"""Frameworks of one's own: a template out, a filled one in, a new version; what a cycle looks through."""

from __future__ import annotations

from pathlib import Path

from scrutineer.casefile import framework_texts
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.changes import Outcome
from scrutineer.domain.framework import Framework
from scrutineer.domain.scale import require_scale
from scrutineer.errors import UserError
from scrutineer.exchange import framework_book, reader
from scrutineer.frameworks import loader
from scrutineer.operations.casefiles import newest_own
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.lenses import lens
from scrutineer.outputs import write_output
from scrutineer.progress import SILENT, Progress


def export_template(
    casefile: Casefile | None = None, *, out: Path, framework_id: str = "", progress: Progress = SILENT
) -> Outcome[Path]:
    """Write the template for a framework of one's own, empty or filled with one to start from."""
    progress.step(0, 1, "Writing the template")
    framework: Framework | None = None
    if framework_id and casefile is not None:
        framework = lens(casefile, read_context(casefile).cycle, framework_id)
    elif framework_id:
        framework = loader.parse_framework(loader.framework_text(framework_id))
    write_output(out, framework_book.write_template(framework), endings=(".xlsx",))
    return Outcome(out, label=f"Template written to {out.name}")


def read_framework_file(path: Path) -> tuple[Framework, str]:
    """A framework from a workbook or a TOML file, with its text. What is wrong is named; nothing is kept."""
    name, content = reader.load(path)
    if path.suffix.lower() == ".toml":
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            raise UserError(f"{name} is no text in UTF-8. Nothing was changed.", "Save it as UTF-8.") from None
    else:
        text = framework_book.read_framework(
            reader.read_workbook(name, content),
            steps_known={target.split(":")[1] for target in loader.shipped()[0].targets()},
            scales_known={scale.id for scale in loader.scales() if scale.kind != "percent"},
        )
    framework = loader.parse_framework(text)
    if framework.scale:
        require_scale(loader.scales(), framework.scale)
    if framework.id in loader.framework_texts():
        raise UserError(
            f"“{framework.id}” is the id of a framework that ships. Nothing was changed.",
            "Give yours an id of its own.",
        )
    return framework, text


def take_framework(casefile: Casefile, *, path: Path, progress: Progress = SILENT) -> Outcome[Framework]:
    """Keep a framework of one's own, or a new version of it; the current cycle looks through it from now on.

    A cycle that is judged against an earlier version goes on with that one: the newer starts with the next cycle.
    The same file twice changes nothing. A version with other words than the one kept is refused.
    """
    progress.step(0, 1, "Reading the framework")
    framework, text = read_framework_file(path)
    context = read_context(casefile)
    known = framework_texts.pinned_versions(casefile).get(framework.id, {})
    if known.get(framework.version, text) != text:
        raise UserError(
            f"Version {framework.version} of “{framework.short_title}” is kept already, with other words. "
            "Nothing was changed.",
            "Give the new wording another version.",
        )
    judged = framework.id == context.cycle.framework_id
    with casefile.transact(f"Take in {framework.short_title}, version {framework.version}") as changes:
        framework_texts.pin(casefile, framework.id, framework.version, text)
        if not judged:
            framework_texts.use(casefile, context.cycle.id, framework.id, framework.version)
    said = "; this cycle goes on with the version it started with" if judged else ""
    new = "taken in" if changes.kinds else "was kept already; nothing changed"
    return Outcome(framework, changes.kinds, f"{framework.short_title}, version {framework.version}, {new}{said}")


def judged_choices(casefile: Casefile) -> tuple[tuple[str, str], ...]:
    """The frameworks a new cycle can be judged against, each with its title: the Six Steps and one's own."""
    own = [loader.parse_framework(text) for text in newest_own(casefile).values()]
    six = loader.shipped()[0]
    return (
        (six.id, six.short_title),
        *((framework.id, f"{framework.short_title}, version {framework.version}") for framework in own),
    )

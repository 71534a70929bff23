"""Reports: build the document of a kind and an edition, check it, write it out in any of its formats."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.changes import Outcome
from scrutineer.domain.editions import EditionView, Scope
from scrutineer.domain.ids import AgencyId, PieceId
from scrutineer.domain.marking import Edition
from scrutineer.domain.partnership import Agency, Cycle, require_agency, require_cycle
from scrutineer.domain.pieces import Piece
from scrutineer.errors import UserError
from scrutineer.operations.layouts import layout_of
from scrutineer.operations.material import edition_view
from scrutineer.operations.queries.context import Context, read_context
from scrutineer.operations.queries.keeping_out import names_to_keep_out
from scrutineer.operations.queries.pieces import cycle_of, piece_called
from scrutineer.operations.templates import picture_of, template_of
from scrutineer.outputs import write_output
from scrutineer.progress import SILENT, Progress
from scrutineer.reports import rendering
from scrutineer.reports.arranging import arranged, ordered_keys
from scrutineer.reports.checking import Check, Tone, checks_of
from scrutineer.reports.document import Document, Section
from scrutineer.reports.furniture import Format
from scrutineer.reports.kinds import KINDS, kind_named
from scrutineer.reports.kinds.kind import Kind, Making
from scrutineer.reports.templating import numbered, templated

__all__ = ["KINDS", "Check", "Edition", "Format", "Kind", "Tone", "kind_named"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked for: a kind, an edition, for one agency ("" for all), between two days (None for the cycle's), of
    one scrutiny piece by its theme ("" for all), of a cycle by its name ("" for the one that `about_of` finds).

    `plain`: as the house has it, without the partnership's template.
    """

    kind: str = "challenges"
    edition: Edition = Edition.PARTNER
    agency: str = ""
    starts: date | None = None
    ends: date | None = None
    plain: bool = False
    piece: str = ""
    cycle: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """What a request is about: the cycle, and the agency and the scrutiny piece where it names one."""

    cycle: Cycle
    agency: Agency | None
    piece: Piece | None

    @property
    def agency_id(self) -> AgencyId | None:
        """The agency's id, where one is named."""
        return self.agency.id if self.agency else None

    @property
    def piece_id(self) -> PieceId | None:
        """The piece's id, where one is named."""
        return self.piece.id if self.piece else None


@dataclass(frozen=True, slots=True)
class Composed:
    """A document with the view that it was built from and what was checked of it. `sections` are those that it would
    have were none left out, in the order of its layout."""

    kind: Kind
    view: EditionView
    document: Document
    checks: tuple[Check, ...]
    sections: tuple[Section, ...]

    @property
    def stops(self) -> tuple[Check, ...]:
        """The checks that stop an export."""
        return tuple(check for check in self.checks if check.tone is Tone.STOP)

    def says_the_same(self, other: Composed) -> bool:
        """Whether the other has the same words in its sections: the entry of the journal that a cover names goes on
        with every act, whether or not it changed them."""
        return self.document.sections == other.document.sections


@dataclass(frozen=True, slots=True)
class Rendered:
    """A report's bytes with the document that they were set from."""

    content: bytes
    composed: Composed

    @property
    def checks(self) -> tuple[Check, ...]:
        """What was checked, the checks that stop first."""
        return self.composed.checks

    @property
    def stops(self) -> tuple[Check, ...]:
        """The checks that stop an export."""
        return self.composed.stops


def edition_named(name: str) -> Edition:
    """private, partner or public, or a sentence that says so."""
    try:
        return Edition(name)
    except ValueError:
        raise UserError(f"There is no “{name}” edition.", "Choose private, partner or public.") from None


def format_of(out: Path, kind: Kind) -> Format:
    """The format that a file's name asks for, or a sentence that lists those of this kind."""
    known = {form.value: form for form in kind.formats}
    form = known.get(out.suffix.lower().removeprefix("."))
    if form is None:
        endings = " or ".join(f".{ending}" for ending in known)
        raise UserError(
            f"{kind.title} is not written as {out.name}. Nothing was written.", f"Give a name that ends in {endings}."
        )
    return form


def compose(
    casefile: Casefile, request: Request, making: Making | None = None, *, today: date | None = None
) -> Composed:
    """Build and check the document. Nothing is written. Cost grows with the casefile."""
    kind = kind_named(request.kind)
    _require_possible(kind, request)
    about = about_of(casefile, request)
    scope = Scope(about.agency, request.starts, request.ends, about.piece_id)
    view = edition_view(casefile, request.edition, scope, cycle_id=about.cycle.id, today=today)
    template = None if request.plain else template_of(casefile)
    built, left_out = kind.build(view, making or Making()), tuple[str, ...]()
    if template is not None:
        built, left_out = templated(built, template, kind, picture_of(casefile, template), view.held_back)
    layout = layout_of(casefile, kind.id).worded(view.held_back)
    document = arranged(built, layout)
    if template is not None and template.numbered:
        document = numbered(document)
    names = names_to_keep_out(casefile)
    pages = rendering.pages_of(document, casefile.clock.now()) if kind.most_pages else 0
    undrawable = rendering.undrawable(document)
    checks = checks_of(document, view, kind, names=names, undrawable=undrawable, pages=pages, left_out=left_out)
    if not document.sections:
        checks = (Check(Tone.STOP, "No section is left", "Every section is left out. Take at least one in."),)
    by_key = {section.key: section for section in built.sections}
    return Composed(kind, view, document, checks, tuple(by_key[key] for key in ordered_keys(tuple(by_key), layout)))


def about_of(casefile: Casefile, request: Request) -> About:
    """What a request is about; a sentence where there is no such cycle, agency or piece.

    Of no named cycle it is about the one of its piece, else the one in which its last day falls, else the current one.
    """
    context = read_context(casefile)
    agency = require_agency(context.agencies, request.agency) if request.agency else None
    named = require_cycle(context.cycles, request.cycle) if request.cycle else None
    piece = piece_called(casefile, context, request.piece, named) if request.piece else None
    if piece is not None:
        return About(cycle_of(context, piece), agency, piece)
    return About(named or _cycle_on(context, request.ends or request.starts), agency, None)


def _cycle_on(context: Context, day: date | None) -> Cycle:
    """The cycle that a day falls in; the current one where it falls in that too, in none, or is not given."""
    if day is None or context.cycle.starts <= day <= context.cycle.ends:
        return context.cycle
    return next((cycle for cycle in reversed(context.cycles) if cycle.starts <= day <= cycle.ends), context.cycle)


def _require_possible(kind: Kind, request: Request) -> None:
    if request.edition not in kind.editions:
        offered = " or ".join(edition.value for edition in kind.editions)
        raise UserError(f"{kind.title} has no {request.edition.value} edition.", f"Choose {offered}.", about="edition")
    if request.agency and not kind.by_agency:
        raise UserError(f"{kind.title} is not made for one agency.", "Leave the agency out.", about="agency")
    if (request.starts or request.ends) and not kind.by_period:
        raise UserError(f"{kind.title} is of the whole cycle.", "Leave the days out.", about="starts")
    if request.cycle and not kind.by_cycle:
        raise UserError(f"{kind.title} tells of today, not of a cycle.", "Leave the cycle out.", about="cycle")
    if request.piece and not kind.by_piece:
        raise UserError(f"{kind.title} is not of one scrutiny piece.", "Leave the piece out.", about="piece")
    if request.starts and request.ends and request.ends < request.starts:
        raise UserError("The report would end before it starts.", "Give the earlier day first.", about="ends")


def render_report(
    casefile: Casefile,
    *,
    kind: str = "challenges",
    edition: Edition = Edition.PARTNER,
    agency: str = "",
    starts: date | None = None,
    ends: date | None = None,
    plain: bool = False,
    piece: str = "",
    cycle: str = "",
    form: Format = Format.PDF,
    today: date | None = None,
    progress: Progress = SILENT,
) -> Rendered:
    """The report's bytes, for looking at. Nothing is written and no version is taken."""
    progress.step(0, 0, "Building the report")
    request = Request(
        kind=kind, edition=edition, agency=agency, starts=starts, ends=ends, plain=plain, piece=piece, cycle=cycle
    )  # fmt: skip
    composed = compose(casefile, request, today=today)
    content = rendering.render(composed.document, form, casefile.clock.now(), progress)
    return Rendered(content, composed)


def export_report(
    casefile: Casefile,
    *,
    out: Path,
    kind: str = "challenges",
    edition: Edition = Edition.PARTNER,
    agency: str = "",
    starts: date | None = None,
    ends: date | None = None,
    plain: bool = False,
    piece: str = "",
    cycle: str = "",
    today: date | None = None,
    progress: Progress = SILENT,
) -> Outcome[Rendered]:
    """Write the report to a file, whole or not at all, in the format that its name asks for. It takes no version."""
    progress.step(0, 0, "Building the report")
    known = kind_named(kind)
    form = format_of(out, known)
    require_folder(out)
    request = Request(
        kind=kind, edition=edition, agency=agency, starts=starts, ends=ends, plain=plain, piece=piece, cycle=cycle
    )  # fmt: skip
    composed = compose(casefile, request, today=today)
    content = written(composed, form, casefile.clock.now(), progress)
    write_output(out, content, endings=(f".{form.value}",))
    return Outcome(Rendered(content, composed), label=f"{known.title} written to {out}")


def require_folder(out: Path) -> None:
    """Raise where the folder of a file is not there."""
    if not os.path.isdir(out.parent):
        raise UserError(f"The folder {out.parent} does not exist.", "Make it, or choose another folder.")


def written(composed: Composed, form: Format, made: datetime, progress: Progress = SILENT) -> bytes:
    """The bytes of a file that may leave the machine: nothing stops it, something is in it, and it was read back."""
    if composed.stops:
        reasons = " ".join(f"{check.title}: {check.detail}" for check in composed.stops)
        raise UserError(f"The report was not written. {reasons}", "Mend this, then export again.")
    content = rendering.render(composed.document, form, made, progress)
    from scrutineer.reports import read_back

    unlike = read_back.differences(composed.document, content, form)
    if unlike:
        raise UserError(
            f"The file that was made does not say what the report says: {unlike[0]} Nothing was written.",
            "Export it in another format, and tell whoever looks after the program.",
        )
    return content

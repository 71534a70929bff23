"""The returns matrix: what each agency answered to each standard, and the file and cell in which every value stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from scrutineer.domain.dates import long_date
from scrutineer.domain.editions import EditionView
from scrutineer.domain.ids import AgencyId
from scrutineer.domain.partnership import Agency
from scrutineer.domain.returns import AnswerStatus, SelfAssessment
from scrutineer.domain.words import counted
from scrutineer.reports.document import Block, Document, Grid, GridCell, Heading, Paragraph, Run, Section, Source, plain
from scrutineer.reports.furniture import Format
from scrutineer.reports.kinds import findings, parts
from scrutineer.reports.kinds.kind import READ, Kind, Making
from scrutineer.reports.kinds.parts import cell, not_here

ABREAST = 4
"""Agencies beside each other in one table: more would not be read on a page."""
_STATUS = {AnswerStatus.NOT_APPLICABLE: "Not applicable", AnswerStatus.SET_ASIDE: "Set aside"}


def build(view: EditionView, making: Making) -> Document:
    """The matrix of each form that came back, of all agencies or one, then the list of where each answer stands."""
    body = (
        Section("matrix", "Agencies by standards", tuple(_matrix(view))),
        Section("places", "Where each answer stands", tuple(_places(view)), own_page=True),
    )
    return parts.made(
        view, making, kind=KIND.id, title=KIND.title, about=f"Agencies’ own answers, as at {long_date(view.today)}",
        sections=(*body, *parts.sources(view, body)), own_page=False,
    )  # fmt: skip


def _matrix(view: EditionView) -> Iterator[Block]:
    yield from _asked(view)
    yield from not_here([(view.answers.withheld, "answer", "answers"), (view.files.withheld, "workbook", "workbooks")])
    if not view.answers.shown:
        yield findings.none_of("No answer has come back in this cycle.", view.answers.is_whole,
                               "No answer is in this edition.")  # fmt: skip
        return
    yield Paragraph(plain("Each value is the agency’s own answer, and leads to its row in the list that follows, "
                          "which names the file and the cell."))  # fmt: skip
    for profile, answers in _by_form(view):
        yield from _of_form(view, profile, answers)


def _by_form(view: EditionView) -> Iterator[tuple[str, list[SelfAssessment]]]:
    """The answers to each form that came back."""
    by_profile = sorted(view.answers.shown, key=lambda answer: answer.profile)
    for profile, answers in groupby(by_profile, key=lambda answer: answer.profile):
        yield profile, list(answers)


def _asked(view: EditionView) -> Iterator[Block]:
    asked = [parts.by_when(each.due, view.today) for each in view.asked.shown]
    if asked:
        whole = view.asked.is_whole
        came = set(_came_of(view))
        rows = tuple(
            (
                cell(view.name_of(each.agency_id), strong=True), cell(each.profile), cell(long_date(each.asked_on)),
                cell(due, Source("asked", each.id)), cell(_came((each.agency_id, each.profile) in came, view)),
            )
            for each, due in zip(view.asked.shown, asked, strict=True)
        )  # fmt: skip
        yield Heading("What was asked for")
        head = ("Agency", "Form", "Asked", "By when", "Came back")
        caption = findings.if_part("What was asked for", whole)
        yield Grid(caption, rows, head=head, widths=(0.22, 0.24, 0.18, 0.2, 0.16))
    yield from not_here([(view.asked.withheld, "return that was asked for", "returns that were asked for")])


def _came_of(view: EditionView) -> Iterator[tuple[AgencyId | None, str]]:
    """Whose return of which form came: of answers and of every other kind."""
    yield from ((answer.agency_id, answer.profile) for answer in view.answers.shown)
    profiles = {file.id: file.profile for file in view.files.shown}
    for rows in (view.contributions.shown, view.attendance.shown, view.training.shown):
        yield from ((row.agency_id, profiles[row.return_id]) for row in rows if row.return_id in profiles)


def _came(came: bool, view: EditionView) -> str:
    if came:
        return "Yes"
    return "No" if view.answers.is_whole and view.files.is_whole else "None shown"


def _of_form(view: EditionView, profile: str, answers: list[SelfAssessment]) -> Iterator[Block]:
    ids = {answer.agency_id for answer in answers}
    agencies = [agency for agency in view.agencies if agency.id in ids]
    standards = list(dict.fromkeys((answer.number, answer.standard) for answer in answers))
    yield Heading(profile)
    number = f"{counted(len(agencies), 'agency', 'agencies')}, {counted(len(standards), 'standard')}"
    yield Paragraph(
        plain(findings.if_part(f"{number}, {counted(len(answers), 'answer')}", view.answers.is_whole) + ".")
    )
    for start in range(0, len(agencies), ABREAST):
        yield _table(view, profile, answers, agencies[start : start + ABREAST], standards)


def _table(
    view: EditionView, profile: str, answers: list[SelfAssessment], agencies: list[Agency],
    standards: Sequence[tuple[str, str]],
) -> Grid:  # fmt: skip
    placed: dict[tuple[int, str, str], list[SelfAssessment]] = {}
    for answer in answers:
        placed.setdefault((answer.agency_id, answer.number, answer.standard), []).append(answer)
    none = "No answer" if view.answers.is_whole else "None shown"
    rows = tuple(
        (
            cell(f"{number} {standard}".strip(), strong=True),
            *(_values(placed.get((agency.id, number, standard), []), none) for agency in agencies),
        )
        for number, standard in standards
    )
    names = parts.listed([agency.name for agency in agencies])
    caption = findings.if_part(f"{profile}: {names}", view.answers.is_whole)
    share = 0.66 / ABREAST
    widths = (1 - share * len(agencies), *([share] * len(agencies)))
    return Grid(caption, rows, head=("Standard", *(agency.name for agency in agencies)), widths=widths)


def _values(answers: Sequence[SelfAssessment], none: str) -> GridCell:
    if not answers:
        return cell(none)
    runs: list[Run] = []
    for answer in answers:
        runs += [*([Run("; ")] if runs else []), Run(own_value(answer), leads_to=place_of(answer))]
    return GridCell(tuple(runs), sources=tuple(Source("answer", answer.id, "level") for answer in answers))


def own_value(answer: SelfAssessment) -> str:
    """What an agency answered, in the words of its scale; why there is none where there is none."""
    return _STATUS.get(answer.status) or answer.word or answer.level or answer.typed or "In words only"


def place_of(answer: SelfAssessment) -> str:
    """What an answer's row in the list is known by."""
    return f"answer {answer.id}"


def _places(view: EditionView) -> Iterator[Block]:
    files = {file.id: file.name for file in view.files.shown}
    for profile, answers in _by_form(view):
        called = _short_names(answers)
        rows = tuple(
            (
                cell(view.name_of(answer.agency_id), strong=True, anchor=place_of(answer)),
                cell(called[answer.number, answer.standard]),
                cell(_typed(answer), Source("answer", answer.id, "typed")), cell(_moderated(answer)),
                cell(_place(answer, files.get(answer.return_id, "")), Source("answer", answer.id, "cell")),
            )
            for answer in answers
        )  # fmt: skip
        yield Heading(f"{profile}, answer by answer")
        head = ("Agency", "Standard", "Own answer", "The panel’s", "File and cell")
        caption = findings.if_part(f"{profile}, answer by answer", view.answers.is_whole)
        yield Grid(caption, rows, head=head, widths=(0.17, 0.15, 0.24, 0.19, 0.25))


def _short_names(answers: Sequence[SelfAssessment]) -> dict[tuple[str, str], str]:
    """What each standard of a form is called in a list: its number, or its words where no number tells it apart."""
    standards = list(dict.fromkeys((answer.number, answer.standard) for answer in answers))
    numbers = Counter(number for number, _ in standards)
    return {
        (number, standard): number if number and numbers[number] == 1 else f"{number} {standard}".strip()
        for number, standard in standards
    }


def _typed(answer: SelfAssessment) -> str:
    value = own_value(answer)
    typed = f" (typed “{answer.typed}”)" if answer.typed and answer.typed.casefold() != value.casefold() else ""
    return f"{value}{typed}" + (f": {answer.reason}" if answer.reason else "")


def _moderated(answer: SelfAssessment) -> str:
    value = answer.moderated_word or answer.moderated or answer.moderated_typed
    place = f", {answer.moderated_cell}" if value and answer.moderated_cell else ""
    return f"{value}{place}" if value else "None"


def _place(answer: SelfAssessment, file: str) -> str:
    return f"{file}, {answer.cell}" if file and answer.cell else file or answer.cell or "No cell is known"


KIND = Kind(
    id="returns",
    title="Returns matrix",
    about="What each agency answered to each standard, with the file and the cell that every value stands in.",
    build=build,
    formats=(*READ, Format.WORKBOOK),
    by_agency=True,
    by_cycle=True,
)

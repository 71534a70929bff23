"""What reports of the year have in common: activities in a table, declarations by their days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from scrutineer.domain.activities import Activity, ActivityState, Declaration, DeclarationKind, MeetingPart
from scrutineer.domain.dates import long_date, short_date
from scrutineer.domain.editions import EditionView
from scrutineer.domain.words import counted
from scrutineer.domain.year import day_of, figure_of_days, half_days_of
from scrutineer.reports.document import Block, Face, Grid, GridCell, Paragraph, Source, plain
from scrutineer.reports.kinds import findings
from scrutineer.reports.kinds.parts import cell, listed, not_here

_COUNTED = (("people", "person", "people"), ("cases", "case", "cases"), ("meetings", "meeting", "meetings"))


def in_time(activities: Iterable[Activity]) -> list[Activity]:
    """Activities in the order of their days."""
    return sorted(activities, key=lambda activity: (day_of(activity) or date.min, activity.id))


def volumes(activity: Activity) -> str:
    """6 people, 1 meeting; "" where nothing was counted."""
    numbers = ((getattr(activity, name), noun, nouns) for name, noun, nouns in _COUNTED)
    return listed([counted(number, noun, nouns) for number, noun, nouns in numbers if number is not None])


def activities_grid(view: EditionView, activities: Iterable[Activity], caption: str, *, whole: bool) -> Grid:
    """A row for each: its day, what and how, what it bears on, how much was looked at, and its days."""
    rows = tuple(
        (
            cell(_day(activity), strong=True), _what(view, activity), cell(_bears_on(view, activity)),
            cell(_came_of(activity)), cell(figure_of_days(half_days_of(activity))),
        )
        for activity in in_time(activities)
    )  # fmt: skip
    head = ("Day", "What, and how", "Bears on", "How much, and what came of it", "Days")
    return Grid(findings.if_part(caption, whole), rows, head=head, widths=(0.13, 0.32, 0.2, 0.27, 0.08))


def _day(activity: Activity) -> str:
    day = day_of(activity)
    words = short_date(day) if day else "No day"
    return words if activity.state is ActivityState.DONE else f"{words}, planned"


def _what(view: EditionView, activity: Activity) -> GridCell:
    method = view.year.method_name(activity.method)
    same = activity.title.casefold() == method.casefold()
    return cell(activity.title if same else f"{activity.title}. {method}", Source("activity", activity.id, "title"))


def _bears_on(view: EditionView, activity: Activity) -> str:
    framework = view.framework
    known = (framework.step(target) for target in activity.targets if framework.knows(target))
    return listed(list(dict.fromkeys(f"{step.number} {step.label}" for step in known))) or "No step"


def _came_of(activity: Activity) -> str:
    meeting = "" if activity.meeting is MeetingPart.NONE else activity.meeting.value.capitalize()
    parts = [
        meeting,
        volumes(activity),
        *([f"Decided: {activity.decided.strip()}"] if activity.decided.strip() else []),
    ]
    return "; ".join(part for part in parts if part) or "–"


def declarations(view: EditionView) -> Iterator[Block]:
    """What was declared, by its day, with what was done about it; what ceased says when. None where there is none."""
    declared = view.year.declarations
    if declared.shown:
        rows = tuple(_declared(view, each) for each in sorted(declared.shown, key=lambda each: (each.on_date, each.id)))
        caption = findings.if_part("Declarations, by their days", declared.is_whole)
        head = ("Day", "Kind", "What was declared", "What was done about it")
        yield Grid(caption, rows, head=head, widths=(0.17, 0.17, 0.36, 0.3))
        threats = sum(each.kind is DeclarationKind.SELF_REVIEW and each.stands(view.today) for each in declared.shown)
        if threats:
            said = f"{counted(threats, 'threat')} of reviewing one’s own work {'stands' if threats == 1 else 'stand'}."
            yield Paragraph(plain(findings.if_part(said.removesuffix("."), declared.is_whole) + "."), Face.SMALL)
    yield from not_here([(declared.withheld, "declaration", "declarations")])


def _declared(view: EditionView, each: Declaration) -> tuple[GridCell, ...]:
    ceases = "Ceases" if each.stands(view.today) else "Ceased"
    ceased = f" {ceases} on {long_date(each.until)}." if each.until else ""
    return (
        cell(long_date(each.on_date), strong=True), cell(each.kind.value.capitalize()),
        cell(f"{each.text}{ceased}", Source("declaration", each.id, "text")),
        cell(each.safeguard or "Nothing recorded", Source("declaration", each.id, "safeguard")),
    )  # fmt: skip

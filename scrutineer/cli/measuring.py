"""The verbs of the arrangements and of what is measured: indicators, structure, inspections."""

from __future__ import annotations

from typing import Any

from scrutineer.cli.common import Arguments, add_verb, agency_named, day_of, opened, say, with_cycle
from scrutineer.domain.words import begun
from scrutineer.errors import UserError


def add_indicators(verbs: Any) -> None:
    """Add the verb that lists indicators with their figures, adds one, or adds a figure to one."""
    from scrutineer.domain.indicators import Better, IndicatorSource

    verb = add_verb(verbs, "indicators", _indicators, "list indicators with their figures, or add one, or a figure")
    verb.add_argument("--name", default="", metavar="NAME", help="one indicator; with --add the name of a new one")
    verb.add_argument("--agency", default="", metavar="NAME", help="whose it is")
    verb.add_argument("--add", action="store_true", help="add an indicator of that name")
    verb.add_argument("--unit", default="", metavar="UNIT", help="what is counted, such as children or per cent")
    verb.add_argument(
        "--better",
        choices=[better.value for better in Better],
        default=Better.NEITHER.value,
        help="which way is better",
    )
    verb.add_argument("--target", type=float, metavar="N", help="the figure aimed at")
    verb.add_argument("--on", action="append", default=[], metavar="LINE", help="a step or line it bears on")
    verb.add_argument("--period", default="", metavar="PERIOD", help="add a figure of that period: 2025-26, Q1 2025-26")
    verb.add_argument("--figure", default="", metavar="N", help="“11 of 12”, or a plain number")
    verb.add_argument("--missing", default="", metavar="WHY", help="why there is no figure")
    verb.add_argument("--group", default="", metavar="GROUP", help="the group of people; everybody where not given")
    verb.add_argument("--source", choices=[source.value for source in IndicatorSource],
                      default=IndicatorSource.AGENCY.value, help="who says it")  # fmt: skip
    verb.add_argument("--commentary", default="", metavar="WORDS", help="what is said of the figure")


def _indicators(arguments: Arguments) -> None:
    from scrutineer.operations.queries.context import read_context
    from scrutineer.operations.queries.indicators import indicator_views

    with opened(arguments) as casefile:
        context = read_context(casefile)
        agency_id = agency_named(context, arguments.agency)
        if arguments.add or arguments.period:
            say(arguments, *_record(casefile, arguments, agency_id))
            return
        views = indicator_views(casefile, agency_id=agency_id)
        wanted = arguments.name.casefold()
        views = tuple(view for view in views if not wanted or view.indicator.name.casefold() == wanted)
        listed = [_plain(view, context) for view in views]
    lines = [line for row in listed for line in _words(row)]
    say(arguments, {"indicators": listed}, "\n".join(lines) or "No indicator is recorded.")


def _record(casefile: Any, arguments: Arguments, agency_id: Any) -> tuple[dict[str, Any], str]:
    """Add the indicator, the figure, or both; what to say of it."""
    from scrutineer.domain.indicators import Better, IndicatorSource, read_figure
    from scrutineer.operations import indicators

    if not arguments.name:
        raise UserError("No indicator is named. Nothing was written.", "Write --name NAME.")
    said = ""
    if arguments.add:
        said = indicators.add_indicator(
            casefile, name=arguments.name, unit=arguments.unit, better=Better(arguments.better),
            target=arguments.target, agency_id=agency_id, targets=arguments.on,
        ).label  # fmt: skip
    if not arguments.period:
        return {"indicator": arguments.name}, said
    read = read_figure(arguments.figure) if arguments.figure else None
    if read is not None and (read.waits or read.number is None):
        why = read.waits or f"“{arguments.figure}” is no figure"
        raise UserError(f"{begun(why)}. Nothing was written.", "Write it as “11 of 12” or 40.")
    known = indicators.indicator_called(casefile, arguments.name, agency_id)
    outcome = indicators.add_figure(
        casefile, indicator_id=known.id, period=arguments.period, numerator=read.number if read else None,
        denominator=read.of if read else None, missing=arguments.missing, breakdown=arguments.group,
        source=IndicatorSource(arguments.source), commentary=arguments.commentary,
    )  # fmt: skip
    return {"indicator": arguments.name, "period": arguments.period}, f"{known.name}, {outcome.label}"


def _plain(view: Any, context: Any) -> dict[str, Any]:
    """An indicator and its figures for a program to read."""
    indicator = view.indicator
    return {
        "name": indicator.name, "agency": context.agency_name(indicator.agency_id), "unit": indicator.unit,
        "better": indicator.better.value, "target": view.everybody.target, "lines": list(indicator.targets),
        "figures": [
            {
                "period": value.period, "starts": value.starts.isoformat(), "group": value.breakdown,
                "source": value.source.value, "number": value.numerator, "of": value.denominator,
                "missing": value.missing, "set_aside": value.reason, "commentary": value.commentary,
                "cell": value.cell, "words": value.in_words,
            }
            for value in view.values
        ],
    }  # fmt: skip


def _words(row: dict[str, Any]) -> list[str]:
    """An indicator in a line, and a line for each figure."""
    head = ", ".join(filter(None, (row["name"], row["agency"])))
    aim = f"  (target {row['target']:g})" if row["target"] is not None else ""
    figures = [
        f"    {figure['period']}{', ' + figure['group'] if figure['group'] else ''}: {figure['words']}"
        f"{'' if figure['source'].startswith('an agency') else ', by ' + figure['source']}"
        for figure in row["figures"]
    ]
    return [f"{head}{aim}", *figures]


def add_child_deaths(verbs: Any) -> None:
    """Add the verb that lists how many children died in the area of their review by year, records or corrects one."""
    from scrutineer.domain.indicators import IndicatorSource

    verb = add_verb(
        verbs, "child-deaths", _child_deaths, "list the child deaths of the area by year, record a year, or correct one"
    )
    verb.add_argument("act", nargs="?", default="list", choices=("list", "record", "correct"),
                      help="lists them, records the number of a year, or puts it right")  # fmt: skip
    verb.add_argument("--year", default="", metavar="YEAR", help="the year, such as 2025-26 or 2025")
    verb.add_argument("--number", type=int, metavar="N", help="how many children died in it")
    verb.add_argument("--missing", default="", metavar="WHY", help="why there is no number")
    verb.add_argument("--part", default="", metavar="AREA", help="a part of the area; the whole where not given")
    verb.add_argument("--source", choices=[source.value for source in IndicatorSource],
                      default=IndicatorSource.AGENCY.value, help="who says it")  # fmt: skip
    verb.add_argument("--commentary", metavar="WORDS", help="what is said of the number")


def _child_deaths(arguments: Arguments) -> None:
    from scrutineer.domain.child_deaths import deaths_kept
    from scrutineer.operations.catalogue import child_death_review
    from scrutineer.operations.queries.clocks import child_death_reviews, child_deaths, deaths_values
    from scrutineer.operations.queries.context import read_context
    from scrutineer.operations.queries.lenses import named

    asks, said = child_death_review(), ""
    with opened(arguments) as casefile:
        if arguments.act != "list":
            said = _keep_deaths(arguments, casefile)
        years, words = deaths_kept(deaths_values(casefile), asks.footprint), child_deaths(casefile)[1]
        learned, context = child_death_reviews(casefile), read_context(casefile)
        taken_up = [", ".join(named(casefile, context, target) for target in each.targets) for each in learned]
    listed = [
        {
            "year": kept.value.period, "part": kept.value.breakdown, "number": kept.number,
            "missing": kept.value.missing, "source": kept.value.source.value,
            "large_enough": kept.is_large_enough, "meaning": kept.meaning, "commentary": kept.value.commentary,
        }
        for kept in years
    ]  # fmt: skip
    reviews = [{"code": each.code, "themes": each.themes, "lines": list(each.targets)} for each in learned]
    guidance = {"footprint": asks.footprint, "words": asks.words, "source": asks.source, "known": asks.known.value}
    lines = [*([said] if said else []), f"{asks.words} ({asks.source}; {asks.known.value})", *words]
    lines += [
        f"{each.code}: {each.themes or 'no themes recorded'}. Its learning: {lines_of or 'on no step or line yet'}"
        for each, lines_of in zip(learned, taken_up, strict=True)
    ]
    shown = {"guidance": guidance, "years": listed, "reviews": reviews, "said": said}
    say(arguments, shown, "\n".join(lines))


def _keep_deaths(arguments: Arguments, casefile: Any) -> str:
    from scrutineer.domain.indicators import IndicatorSource
    from scrutineer.operations import child_deaths

    if not arguments.year:
        raise UserError("No year is named. Nothing was written.", "Write --year 2025-26.")
    source = IndicatorSource(arguments.source)
    if arguments.act == "record":
        return child_deaths.record_child_deaths(
            casefile, year=arguments.year, number=arguments.number, missing=arguments.missing, part=arguments.part,
            source=source, commentary=arguments.commentary or "",
        ).label  # fmt: skip
    return child_deaths.correct_child_deaths(
        casefile, year=arguments.year, number=arguments.number, missing=arguments.missing, part=arguments.part,
        source=source, commentary=arguments.commentary,
    ).label  # fmt: skip


def add_structure(verbs: Any) -> None:
    """Add the verb that says how the partnership is arranged on a day."""
    verb = add_verb(verbs, "structure", _structure, "say how the partnership is arranged, on a day or since another")
    verb.add_argument("--on", default="", metavar="DATE", help="the day, today where none is given")
    verb.add_argument("--before", default="", metavar="DATE", help="the day to compare it with")


def _structure(arguments: Arguments) -> None:
    from scrutineer.operations.queries.context import read_context
    from scrutineer.operations.queries.structure import by_stage, chart_on, read_structure

    with opened(arguments) as casefile:
        context = read_context(casefile)
        read = read_structure(casefile, context)
        day = day_of(arguments.on) or arguments.clock.today()
        chart = chart_on(read, context, day, day_of(arguments.before))
        sums = by_stage(read.escalations, context.partnership.case_stages)
    groups = [
        {
            "name": block.name, "reports_to": block.above, "since": block.fate.value, "authority": block.authority,
            "seats": [{"seat": s.words, "role": s.role.value, "since": s.fate.value} for s in block.seats],
        }
        for block in chart.blocks
    ]  # fmt: skip
    pairs = [
        {
            "first": pair.first,
            "second": pair.second,
            "held": str(pair.on_date or ""),
            "due": str(pair.due or ""),
            "other_cycle": context.other_cycle(pair.cycle_id),
        }
        for pair in read.pairs
    ]
    stages = [{"stage": known.stage, "number": known.number, "days": known.days} for known in sums]
    lines = [*_tree(chart), *(_pair(pair) for pair in pairs), *(f"Escalated: {known.in_words}" for known in sums)]
    say(arguments, {"on": str(day), "groups": groups, "pairs": pairs, "escalations": stages}, "\n".join(lines))


def _tree(chart: Any) -> list[str]:
    """The chart in lines, each group further in than the one above it."""
    lines = [chart.legend]
    for block in chart.blocks:
        lines.append(f"{'    ' * block.depth}{block.heading}")
        lines += [f"{'    ' * (block.depth + 1)}{seat.said}" for seat in block.seats]
    return lines


def _pair(pair: dict[str, str]) -> str:
    named = with_cycle(f"{pair['first']} and {pair['second']}", pair)
    return f"{named}: {'held ' + pair['held'] if pair['held'] else 'not held yet'}"


def add_inspections(verbs: Any) -> None:
    """Add the verb that lists inspections and peer reviews with their actions."""
    add_verb(verbs, "inspections", _inspections, "list inspections and peer reviews with their actions")


def _inspections(arguments: Arguments) -> None:
    from scrutineer.operations.queries.inspections import inspection_views

    with opened(arguments) as casefile:
        views = inspection_views(casefile)
    rows: list[dict[str, Any]] = [
        {
            "title": view.inspection.title, "kind": view.inspection.kind.value,
            "held": str(view.inspection.held_on or ""), "published": str(view.inspection.published_on or ""),
            "next": str(view.inspection.next_due or ""), "found": view.inspection.findings,
            "ready": view.inspection.readiness,
            "actions": [{"text": a.recommendation.text, "status": a.status.value} for a in view.actions],
        }
        for view in views
    ]  # fmt: skip
    lines = []
    for row in rows:
        ahead = f", next by {row['next']}" if row["next"] else ""
        lines.append(f"{row['title']} ({row['kind']}): {'held ' + row['held'] if row['held'] else 'not held'}{ahead}")
        lines += [f"    {action['text']} ({action['status']})" for action in row["actions"]]
    say(arguments, {"inspections": rows}, "\n".join(lines) or "No inspection or peer review is recorded.")

"""The verb on the template of reports: what it says, as a file out and in, and its logo."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrutineer.cli.common import Arguments, add_verb, opened, require_free, say
from scrutineer.errors import UserError

if TYPE_CHECKING:
    from scrutineer.domain.template import ReportTemplate


def add_template(verbs: Any) -> None:
    """Add the verb that shows the template, or changes it by a file or a picture."""
    verb = add_verb(verbs, "template", _template, "say how reports look, or change it by a file")
    act = verb.add_mutually_exclusive_group()
    act.add_argument("--export", type=Path, metavar="FILE.toml", help="write the template, with its logo inside")
    act.add_argument("--import", dest="take", type=Path, metavar="FILE.toml", help="take a template in; one that has a "
                     "mistake changes nothing, and each is named by its place")  # fmt: skip
    act.add_argument("--logo", type=Path, metavar="FILE", help="a PNG or JPEG picture for the cover")
    act.add_argument("--no-logo", action="store_true", help="leave the logo out")
    act.add_argument("--remove", action="store_true", help="make reports without a template")
    verb.add_argument("--replace", action="store_true", help="write over a file that is there already")
    verb.add_argument("--alternative", default="", metavar="WORDS", help="what the logo shows, for who cannot see it")


def _template(arguments: Arguments) -> None:
    from scrutineer.operations import templates

    if arguments.alternative and arguments.logo is None:
        raise UserError("What a logo shows is said with its picture.", "Give --logo FILE --alternative WORDS.")
    require_free(arguments, arguments.export)
    label = ""
    with opened(arguments) as casefile:
        if arguments.export is not None:
            label = templates.export_template(casefile, out=arguments.export).label
        elif arguments.take is not None:
            label = templates.import_template(casefile, path=arguments.take).label
        elif arguments.logo is not None:
            label = templates.take_logo(casefile, path=arguments.logo, alternative=arguments.alternative).label
        elif arguments.no_logo:
            label = templates.leave_logo_out(casefile).label
        elif arguments.remove:
            label = templates.remove_template(casefile).label
        template = templates.template_of(casefile)
    words = label or ("\n".join(_in_words(template)) if template else "Reports are made without a template.")
    say(arguments, {"template": _described(template) if template else None, "said": label}, words)


def _described(template: ReportTemplate) -> dict[str, Any]:
    return {
        "name": template.name, "above": template.above, "cover": template.cover, "headings": template.titles,
        "numbered": template.numbered, "closing_title": template.closing_title, "closing": template.closing,
        "heading_colour": template.heading_colour, "line_colour": template.line_colour,
        "logo": template.logo or "", "alternative": template.alternative,
    }  # fmt: skip


def _in_words(template: ReportTemplate) -> list[str]:
    from scrutineer.operations.templates import contrast_words

    headings = [f"{usual} = {own}" for usual, own in template.titles.items()]
    parts = (
        ("Above the title", template.above),
        ("On the cover", template.cover),
        ("Headings", "; ".join([*headings, *(["numbered"] if template.numbered else [])])),
        (f"At the end, under “{template.closing_title}”", template.closing),
        *(
            (f"Colour of {what}", f"{colour}, {contrast_words(colour)}" if colour else "")
            for what, colour in (("headings", template.heading_colour), ("lines", template.line_colour))
        ),
        ("Logo", template.alternative if template.logo else ""),
    )
    return [template.name, *(f"  {what}: {words}" for what, words in parts if words)]

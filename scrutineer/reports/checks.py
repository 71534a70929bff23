"""What to know before a report leaves the machine. "stop" must be mended first; "look" is for a person to weigh."""

from __future__ import annotations

from collections.abc import Iterator

from scrutineer.domain.challenge import Life
from scrutineer.domain.marking import Edition, may_appear
from scrutineer.domain.privacy import personal_data
from scrutineer.reports.model import HELD_BACK, ChallengeReport, ChallengeSection, Check, Material


def checks_of(report: ChallengeReport, lives: tuple[Life, ...], material: Material) -> tuple[Check, ...]:
    """Every check, the ones that stop first."""
    checks = [*_personal(report), *_held_back(report), *_unfounded(report), *_unconfirmed(material)]
    checks += _passed(checks, report, lives, material)
    order = {"stop": 0, "look": 1, "passed": 2}
    return tuple(sorted(checks, key=lambda check: order[check.tone]))


def texts_of(section: ChallengeSection) -> Iterator[tuple[str, str]]:
    """Every text that a person wrote in a section, with where it stands; the titles of its items are the register's."""
    yield "what it bears on", section.where
    yield "the question", section.question
    for fact in section.facts:
        yield f"“{fact.label}”", fact.words
    yield "the test", section.test
    yield "what was found", " ".join(piece.text for paragraph in section.found for piece in paragraph)
    yield "the reply", " ".join((*section.reply, section.reply_by))
    yield "the impact", section.impact
    for event in section.events:
        yield f"the event of {event.day}", event.words


def _texts_around(report: ChallengeReport) -> Iterator[tuple[str, str]]:
    """Every text that a person wrote outside the sections, with where it stands."""
    yield "the partnership’s name", report.partnership
    # the record's fingerprint is figures and letters by chance: some look like a telephone number
    yield from ((f"“{fact.label}” on the cover", fact.words) for fact in report.cover if fact.label != "Record")
    yield "the summary", report.summary
    yield "the limits", report.limits
    yield "the declaration", report.declaration
    yield from ((f"the label of step {step.number}", step.label) for step in report.steps)
    yield from (("the list of what needs a decision", decision.put_to) for decision in report.decisions)
    for item in report.register:
        yield f"the title of {item.reference}", item.title
        yield f"the source of {item.reference}", item.source


def _personal(report: ChallengeReport) -> Iterator[Check]:
    # The private edition is the scrutineer's own record, in which a person may have to be named; it goes to nobody.
    if report.edition is Edition.PRIVATE:
        return
    for section in report.sections:
        for where, text in texts_of(section):
            for data in personal_data(text):
                detail = f"{section.reference}, {where}, ends in {data.ending}. Take it out before exporting."
                yield Check("stop", data.what[0].upper() + data.what[1:], detail)
    for where, text in _texts_around(report):
        for data in personal_data(text):
            yield Check("stop", data.what[0].upper() + data.what[1:], f"In {where}, ends in {data.ending}.")


def _held_back(report: ChallengeReport) -> Iterator[Check]:
    for section in report.sections:
        if any(piece.text == HELD_BACK for paragraph in section.found for piece in paragraph):
            yield Check(
                "look",
                "A sentence loses its source",
                f"{section.reference} cites an item that this edition may not name. It is printed as held back.",
            )


def _unfounded(report: ChallengeReport) -> Iterator[Check]:
    for section in report.sections:
        if not section.evidence:
            detail = f"{section.reference} rests on no evidence that this edition may name."
            yield Check("look", "A challenge without evidence", detail)


def _unconfirmed(material: Material) -> Iterator[Check]:
    unsure = [step.number for step in material.framework.steps if not step.confirmed]
    if unsure:
        yield Check(
            "look",
            "Wording to be confirmed",
            f"The published titles of steps {', '.join(unsure)} could not be confirmed. Labels are printed.",
        )


def _passed(
    others: list[Check], report: ChallengeReport, lives: tuple[Life, ...], material: Material
) -> Iterator[Check]:
    if not any(check.tone == "stop" for check in others):
        yield Check(
            "passed",
            "No personal data found",
            "No NHS number, e-mail, telephone, postcode or birth date by pattern.",
        )
    if all(may_appear(life.challenge.marking, material.edition) for life in lives):
        yield Check("passed", "Markings hold", f"{report.held_back} linked items are left out of this edition.")
    yield Check("passed", "Clean file", "No author, comment or tracked change; fonts are inside the file.")

"""Every row of the frameworks and scales, and what happens to a file that is not right."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest

from scrutineer.domain.framework import Knowing, editions_during, on_day
from scrutineer.domain.scale import NON_SCORES, parse_scale
from scrutineer.errors import UserError
from scrutineer.frameworks.loader import framework_text, framework_texts, methods, parse_framework, scales, shipped

TITLES = {
    "1": "The three core partner leads are actively involved in strategic planning and implementation",
    "2": "The wider safeguarding partners (including relevant agencies) are actively involved in safeguarding children",
    "3": "Children, young people and families are aware of and involved with plans for safeguarding children",
    "4": "Appropriate quality assurance procedures are in place for data collection, audit and information sharing",
    "5": "There is a process for identifying and investigating learning from local and national case reviews",
    "6": "There is an active program of multi-agency safeguarding children training",
}


def test_the_six_steps_carry_their_published_titles():
    framework = parse_framework(framework_text("six-steps"))
    assert {step.number: step.title for step in framework.steps} == TITLES
    assert [step.known for step in framework.steps] == [Knowing.SECOND_HAND] * 3 + [Knowing.REMEMBERED] * 3
    assert [len(step.lines) for step in framework.steps] == [8, 7, 7, 7, 8, 7]
    assert "not part of the published paper" in framework.note


@pytest.mark.parametrize("framework", shipped(), ids=lambda one: one.id)
def test_every_row_is_whole(framework):
    for text in (framework.title, framework.short_title, framework.source, framework.note):
        assert text
        assert "!" not in text
    assert framework.lines()
    for line in framework.lines():
        for text in (line.label, line.question, line.evidence, line.says, line.source):
            assert text == " ".join(text.split())
            assert "!" not in text
        assert line.label
        assert line.question.endswith("?")
        assert line.maps_to or line.context, f"{line.target} bears on nothing and is no context"
        assert line.starter


@pytest.mark.parametrize("framework", shipped(), ids=lambda one: one.id)
def test_every_dated_row_says_when_it_was_checked_and_under_which_edition(framework):
    for line in framework.lines():
        assert line.in_force.checked
        assert line.in_force.edition
    if framework.family:
        assert framework.in_force.edition
        assert framework.in_force.starts


@pytest.mark.parametrize("text", framework_texts().values(), ids=list(framework_texts()))
def test_every_framework_that_ships_says_how_it_is_known(text):
    """None says yes or no, and none is silent: silence is what an older text is read by."""
    framework = parse_framework(text)
    marks = {framework.in_force.known, *(step.known for step in framework.steps)}
    marks |= {mark for line in framework.lines() for mark in (line.in_force.known, line.in_force.days_known)}
    assert not marks & {Knowing.CONFIRMED, Knowing.UNCONFIRMED}


def marked(text: str) -> str:
    """The wood issues with other first lines."""
    return framework_text("wood-issues").replace('known = "second-hand"', text)


@pytest.mark.parametrize(
    ("text", "known"),
    [("confirmed = true", Knowing.CONFIRMED), ("confirmed = false", Knowing.UNCONFIRMED), ("", Knowing.CONFIRMED),
     ("own = true", Knowing.OWN), ('known = "read"\nconfirmed = false', Knowing.READ)],
)  # fmt: skip
def test_a_text_of_before_the_marks_is_taken_for_no_more_than_it_said(text, known):
    framework = parse_framework(marked(text))
    assert {framework.in_force.known, framework.in_force.days_known} == {known}
    assert {line.in_force.known for line in framework.lines()} == {known}


def test_a_mark_that_is_none_lists_those_there_are():
    with pytest.raises(UserError, match="no mark of knowing") as refused:
        parse_framework(marked('known = "hearsay"'))
    assert "second-hand" in refused.value.advice


def test_days_are_known_as_the_row_that_states_them_says():
    by_code = {line.code: line.in_force for line in parse_framework(framework_text("law-and-dates")).lines()}
    assert (by_code["A4"].known, by_code["A4"].days_known) == (Knowing.READ, Knowing.ANNOUNCED)
    assert (by_code["C1"].known, by_code["C1"].days_known) == (Knowing.SECOND_HAND, Knowing.READ)
    assert by_code["C1"].in_words() == "in force from 29 June 2018"
    assert by_code["E1"].in_words() == "in force from 4 July 2018 until 15 December 2023, remembered"
    late = parse_framework(framework_text("wt-yearly-report-2023"))
    assert {line.in_force.days_known for line in late.lines()} == {Knowing.REMEMBERED}


def test_the_law_holds_what_a_cycle_meets():
    by_code = {line.code: line for line in parse_framework(framework_text("law-and-dates")).lines()}
    assert {code: by_code[code].label for code in ("S1", "S2", "S3", "S4", "S5", "S6")}.keys() <= by_code.keys()
    words = " ".join(f"{line.label} {line.says} {line.question}" for line in by_code.values())
    for expected in ("16C", "16E", "16F", "16G", "Regulation 11", "Regulation 14", "31 December 2024", "June 2025",
                     "30 September 2026", "60 deaths"):  # fmt: skip
        assert expected in words


@pytest.mark.parametrize("edition", ["2023", "2026"])
def test_what_an_edition_took_over_without_a_source_is_marked(edition):
    by_code = {line.code: line for line in parse_framework(framework_text(f"wt-yearly-report-{edition}")).lines()}
    for code in ("R4", "R5", "R6", "R7"):
        assert by_code[code].in_force.known is Knowing.REMEMBERED
        assert by_code[code].source.startswith("Carried over")


def test_what_is_new_in_2026_is_known_in_one_way():
    arrangements = parse_framework(framework_text("wt-arrangements-2026"))
    report = parse_framework(framework_text("wt-yearly-report-2026"))
    new = [
        *(arrangements.line(f"wt-arrangements-2026:P{n}") for n in range(18, 22)),
        report.line("wt-yearly-report-2026:R13"),
    ]
    assert {line.in_force.known for line in new} == {Knowing.SECOND_HAND}


def test_the_lines_of_the_six_steps_have_their_evidence_and_their_steps_number():
    six = shipped()[0]
    assert six.id == "six-steps"
    for step in six.steps:
        assert step.maps_to == (step.target,)
        for line in step.lines:
            assert line.evidence
            assert line.code.startswith(step.number)
            assert line.maps_to == (line.target,)


# The crosswalk as the domain notes give it (2.2, 3.1 to 3.7): framework, line, steps; "*" stands for all six.
CROSSWALK = {
    "wt-functions-2023": "F1 12 F2 * F3 145 F4 3 F5 16 F6 12 F7 *",
    "wt-functions-2026": "F1 12 F2 * F3 145 F4 3 F5 16 F6 12 F7 *",
    "ncb-principles": "1 1 2 2 3 26 4 26 5 1 6 5 7 12 8 25 9 1 10 1 11 14 12 45 13 3 14 56 15 *",
    "wood-issues": "1 1 2 1 3 1 4 4 5 4 6 6 7 23 8 4 9 5",
    "ailc": "C1 2 C2 3 C3 24 D1 1 D2 1 D3 1 T1 12 T2 1 T3 4 T4 56 P1 3 P2 1 P3 2 P4 4 P5 5 P6 1 M1 1 M2 4 M3 56",
    "davis-questions": "1a 1 1b 24 1c 1 1d 2 1e 2 1f 12 2a 1 2b 1 2c 4 2d 4 2e 5 2f 1 3a 4 3b 5 3c 4",
    "vkpp-gaps": "G1 1 G2 * G3 5 G4 2 Q1 23 Q2 2 Q3 5 Q4 5",
    "panel-2022": "R1 14 R2 4 R3 12 R4 4 R5 5 R7 4 R8 246",
    "kolb-solihull": "K1 4 K2 1 K3 26 K4 4",
    "bexley-hub": "B1 4 B2 4 B3 3 B4 5",
    "listen-learn-review-adapt": "N1 3 N2 5 N3 4 N4 1",
}


@pytest.mark.parametrize("framework_id", CROSSWALK)
def test_the_crosswalk_is_that_of_the_domain_notes(framework_id):
    words = CROSSWALK[framework_id].split()
    expected = {code: "123456" if steps == "*" else steps for code, steps in zip(words[::2], words[1::2], strict=True)}
    framework = parse_framework(framework_text(framework_id))
    found = {line.code: "".join(sorted(t.split(":")[1] for t in line.maps_to)) for line in framework.lines()}
    assert {code: found[code] for code in expected} == expected


@pytest.mark.parametrize(
    ("framework_id", "lines"),
    [("ncb-principles", 15), ("wood-issues", 9), ("wt-functions-2023", 7), ("section-11-features", 8),
     ("lsp-functions-2023", 6), ("bexley-hub", 4), ("appreciative-inquiry", 3), ("listen-learn-review-adapt", 4)],
)  # fmt: skip
def test_each_framework_has_as_many_lines_as_its_source(framework_id, lines):
    assert len(parse_framework(framework_text(framework_id)).lines()) == lines


def test_the_panels_eight_recommendations_are_all_there_the_national_one_as_context():
    lines = parse_framework(framework_text("panel-2022")).steps[0].lines
    assert [line.code for line in lines] == [f"R{number}" for number in range(1, 9)]
    assert [line.code for line in lines if line.context] == ["R6"]
    assert all(line.says for line in lines)


def test_a_target_of_government_is_context():
    panel = parse_framework(framework_text("panel-2022"))
    assert panel.line("panel-2022:I4").context


def test_what_applied_on_the_first_of_may_2026():
    applied = {framework.id: [line.code for line in lines] for framework, lines in on_day(shipped(), date(2026, 5, 1))}
    assert "wt-functions-2026" in applied
    assert "wt-functions-2023" not in applied
    assert "E3" in applied["law-and-dates"]
    assert "A4" not in applied["law-and-dates"]  # the duty to share was announced for 30 September
    later = dict(on_day(shipped(), date(2026, 9, 30)))
    assert "A4" in [
        line.code for framework, lines in later.items() if framework.id == "law-and-dates" for line in lines
    ]


@pytest.mark.parametrize("day", [date(2023, 12, 14), date(2023, 12, 15), date(2026, 3, 17), date(2026, 3, 18)])
def test_one_edition_of_a_checklist_applies_on_any_day(day):
    families = [framework.family for framework, _ in on_day(shipped(), day) if framework.family]
    assert len(families) == len(set(families))
    assert {"wt-scrutiny", "wt-arrangements", "wt-yearly-report"} <= set(families)


def test_a_cycle_that_spans_two_editions_has_both():
    both = [
        one.id for one in editions_during(shipped(), date(2025, 4, 1), date(2026, 3, 31)) if one.family == "wt-scrutiny"
    ]
    assert both == ["wt-functions-2023", "wt-functions-2026"]


@pytest.mark.parametrize("method", methods(), ids=lambda one: one.id)
def test_every_method_adds_something_and_costs_something(method):
    assert method.adds or method.id == "writing"  # days that are charged and bring no evidence
    assert method.days > 0


def test_the_methods_are_those_of_the_domain_notes():
    assert {"challenge-day", "peer-challenge", "appreciative-workshop", "learning-walk", "health-check", "deep-dive",
            "jtai-self-assessment", "leader-interview", "parent-interview", "lead-member", "moderation", "peer-review",
            "review-advice", "trend-reports", "sub-group", "training", "writing"} <= {method.id for method in methods()}  # fmt: skip
    assert len({method.id for method in methods()}) == len({method.name for method in methods()}) == len(methods())


@pytest.mark.parametrize("scale", scales(), ids=lambda scale: scale.id)
def test_every_scale_declares_itself(scale):
    assert scale.name
    assert scale.source
    assert scale.direction()
    keys = [level.key for level in scale.levels]
    assert len(keys) == len(set(keys))
    assert not set(keys) & set(NON_SCORES)
    assert all(level.look for level in scale.levels)


def test_the_inverted_scale_runs_from_four_to_one():
    scale = next(scale for scale in scales() if scale.id == "1-4-best-1")
    assert [level.key for level in scale.levels] == ["4", "3", "2", "1"]


def test_an_unknown_framework_is_named():
    with pytest.raises(UserError, match="six-steps"):
        framework_text("seven-steps")


def test_a_framework_that_lacks_something_says_what():
    text = framework_text("six-steps").replace('title = "There is an active', 'titel = "There is an active')
    with pytest.raises(UserError, match="title"):
        parse_framework(text)


def test_a_doubled_line_is_named():
    with pytest.raises(UserError, match="six-steps:1a twice"):
        parse_framework(framework_text("six-steps").replace('code = "1b"', 'code = "1a"'))


def test_a_scale_that_lacks_something_says_what():
    with pytest.raises(UserError, match="name"):
        parse_scale({"id": "x"})


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [('on = ["2"]', 'on = ["9"]', "“9” in line 2"), ('kind = "principles"', 'kind = "rules"', "rules"),
     ("checked = 2026-11-21", 'checked = "today"', "today"), ('code = "2"\n', "", "code"),
     ('label = "Everyone kept engaged"', 'label = ""', "label"), ("[[steps]]", "[[steps", "cannot be read"),
     ('code = "2"', 'code = "2:b"', "2:b")],
)  # fmt: skip
def test_a_wrong_row_is_named(before, after, named):
    text = framework_text("ncb-principles")
    assert before in text
    with pytest.raises(UserError, match=named):
        parse_framework(text.replace(before, after, 1))


@pytest.mark.parametrize("wrong", ["3", "[]", "{}", '"x"', "true", "2026-01-01", "[[1]]", "[{a = 1}]"])
@pytest.mark.parametrize(
    "key", ["id", "version", "title", "kind", "checked", "steps", "number", "lines", "code", "label", "question", "on"]
)
def test_a_value_of_another_kind_is_a_sentence_or_is_read(key, wrong):
    """Whatever somebody writes into a framework file, it is read or it is refused in words."""
    import tomllib

    import tomli_w

    raw = tomllib.loads(framework_text("wood-issues"))
    value = tomllib.loads(f"x = {wrong}")["x"]
    for row in (raw, raw["steps"][0], raw["steps"][0]["lines"][0]):
        if key in row:
            row[key] = value
            break
    with suppress(UserError):
        parse_framework(tomli_w.dumps(raw))

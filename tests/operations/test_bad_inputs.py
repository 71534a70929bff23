"""Bad inputs: each is a sentence, nothing is written, and never a traceback, whichever way it comes in."""

from __future__ import annotations

import collections.abc
import inspect
import json
import os
import types
import typing
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import event as event_of_hypothesis
from hypothesis import strategies as st

from scrutineer import cli
from scrutineer.casefile import files, journal, tables, validation, weighing
from scrutineer.casefile.rows import to_row
from scrutineer.domain.challenge import Challenge, Ending, EventKind, Impact, ResponseView
from scrutineer.domain.changes import Outcome
from scrutineer.domain.evidence import Bearing, Evidence, LinkTarget, Permission
from scrutineer.domain.outcomes import DesiredOutcome, Priority
from scrutineer.domain.partnership import Agency, Partnership
from scrutineer.domain.returns import AnswerStatus, ReturnFile, SelfAssessment
from scrutineer.domain.scale import NOT_YET
from scrutineer.domain.voices import Voice
from scrutineer.errors import UserError
from scrutineer.operations import (
    across,
    answer_returns,
    casefiles,
    challenges,
    evidence,
    expected,
    imports,
    issuing,
    judgements,
    ledgers,
    mappings,
    outcomes,
    packs,
    partnership,
    recommendations,
    reports,
    several,
    voices,
)
from scrutineer.operations.casefiles import Casefile
from scrutineer.operations.queries.context import read_context
from tests.conftest import CLOCK, PASSPHRASE, copied_testshire, examples

LINE, STEP = "six-steps:4c", "six-steps:4"
DAY = date(2026, 6, 1)
YEAR_1, FAR, TOMORROW = date(1, 1, 1), date(9999, 12, 31), date(2026, 11, 21)
Act = Callable[[Casefile], object]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casefile]:
    """A casefile with one of everything that is named below."""
    made = fill(tmp_path_factory.mktemp("bad inputs"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def tossed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casefile]:
    """Another, in which whatever is given may be recorded; sound at the end."""
    made = fill(tmp_path_factory.mktemp("tossed"))
    yield made
    result = casefiles.check_casefile(made).value
    assert (result.problems, result.to_mend) == ((), ())
    made.close()


def fill(folder: Path) -> Casefile:
    made = copied_testshire(folder)
    evidence.capture_evidence(made, title="An item", dated=DAY, links=[(LinkTarget.LINE, LINE, Bearing.SUPPORTS)])
    challenges.raise_challenge(made, question="Why?", put_to="Chief nurse", raised_on=DAY)
    challenges.raise_challenge(made, question="And then?", put_to="Chief nurse", raised_on=DAY)
    priority = outcomes.add_priority(made, title="Neglect").value
    outcomes.add_outcome(made, priority_id=priority, text="Seen earlier")
    with made.transact("A return"):
        kept = files.store(made, b"a workbook")
        file = tables.insert(made, ReturnFile(
            sha256=kept, name="a.xlsx", profile="Shares", cycle_id=1, read=1, stored=0, set_aside=1, ignored=0,
        ))  # fmt: skip
        tables.insert(made, SelfAssessment(
            return_id=file, agency_id=1, cycle_id=1, profile="Shares", number="1", standard="s",
            status=AnswerStatus.SET_ASIDE, cell="A!B1",
        ))  # fmt: skip
    path = made.path.with_name("shares.toml")
    path.write_text('name = "Shares"\nlayout = "standards down"\nscale = "percent"\n[headings]\n"S" = "standard"\n'
                    '"A" = "self-assessment"\n')  # fmt: skip
    mappings.import_profile(made, path=path)
    return made


def first(casefile: Casefile, kind: type[Any]) -> Any:
    return tables.rows(casefile, kind, order=("id",))[0]


def capture(**more: Any) -> Act:
    return lambda c: evidence.capture_evidence(c, **{"title": "x", "dated": DAY, **more})


def changed(**more: Any) -> Act:
    return lambda c: evidence.change_evidence(c, item=replace(first(c, Evidence), **more))


def put(**more: Any) -> Act:
    return lambda c: challenges.raise_challenge(c, **{"question": "q", "put_to": "p", "raised_on": DAY, **more})


def event(**more: Any) -> Act:
    return lambda c: challenges.record_event(
        c, **{"challenge_id": 1, "kind": EventKind.RESPONSE, "on_date": DAY, "text": "t", **more}
    )


def close(**more: Any) -> Act:
    given = {"challenge_id": 1, "ending": Ending.WITHDRAWN, "impact": None, "text": "t", "on_date": DAY}
    return lambda c: challenges.close_challenge(c, **{**given, **more})


def judge(**more: Any) -> Act:
    given = {"target": LINE, "level": "limited", "narrative": "n", "final": True}
    return lambda c: judgements.record_judgement(c, **{**given, **more})


def view(**more: Any) -> Act:
    return lambda c: voices.record_view(c, **{"target": LINE, "kind": Voice.YOUNG, "words": "w", **more})


def details(**more: Any) -> Act:
    return lambda c: partnership.set_partnership(c, details=replace(first(c, Partnership), **more))


def said_of_the_cycle(**more: Any) -> Act:
    return lambda c: partnership.set_statements(c, texts=replace(read_context(c).texts, **more))


def agency(**more: Any) -> Act:
    return lambda c: partnership.add_agency(c, **{"name": "Probation", **more})


def seat(**more: Any) -> Act:
    return lambda c: partnership.add_seat(c, **{"agency_id": 1, "title": "Lead", **more})


def cycle(**more: Any) -> Act:
    given = {"name": "C", "starts": date(2027, 4, 1), "ends": date(2028, 3, 31), "guidance": ""}
    return lambda c: casefiles.start_cycle(c, **{**given, **more})


def same_cycle(**more: Any) -> Act:
    return lambda c: partnership.change_cycle(
        c, **{"name": "Cycle 1", "starts": date(2026, 3, 1), "ends": date(2027, 3, 31), "guidance": "", **more}
    )


def line(**more: Any) -> Act:
    return lambda c: partnership.add_line(c, **{"step": STEP, "label": "l", "question": "q", **more})


def wording(**more: Any) -> Act:
    return lambda c: partnership.set_wording(c, **{"target": LINE, **more})


def excerpt(**more: Any) -> Act:
    given = {"evidence_id": 1, "place": "p", "quote": "q", "permission": Permission.QUOTED}
    return lambda c: evidence.add_excerpt(c, **{**given, **more})


def link(**more: Any) -> Act:
    given = {"evidence_id": 1, "target_kind": LinkTarget.LINE, "target": LINE, "bearing": Bearing.CONTEXT}
    return lambda c: evidence.link_evidence(c, **{**given, **more})


def recommend(**more: Any) -> Act:
    return lambda c: recommendations.add_recommendation(c, **{"evidence_id": 1, "text": "t", **more})


def priority(**more: Any) -> Act:
    return lambda c: outcomes.add_priority(c, **{"title": "t", **more})


def outcome(**more: Any) -> Act:
    return lambda c: outcomes.add_outcome(c, **{"priority_id": 1, "text": "t", **more})


def same_outcome(**more: Any) -> Act:
    return lambda c: outcomes.change_outcome(c, outcome=replace(first(c, DesiredOutcome), **more))


def expect(**more: Any) -> Act:
    return lambda c: expected.expect_returns(c, **{"profile": "P", "agency_ids": [1], "due": None, **more})


def shelve(**more: Any) -> Act:
    return lambda c: across.shelve(c, **{"title": "t", "text": "x", **more})


def decide(**more: Any) -> Act:
    return lambda c: answer_returns.decide_answer(c, **{"answer_id": 1, "level": "50", "reason": "r", **more})


def reword(**more: Any) -> Act:
    return lambda c: challenges.change_challenge(c, challenge=replace(first(c, Challenge), **more))


BLANK = {"nothing": "", "spaces": " \u00a0\u2003", "a zero-width space": "\u200b", "fillers": "\u3164\u2800\u200d"}
UNSHOWN = {"a NUL": "a\0b", "half a character": "a\ud800b", "an escape": "a\x1b[31mb", "a C1 control": "a\x92b"}
NEEDED: dict[str, Callable[[str], Act]] = {
    "title captured": lambda text: capture(title=text),
    "title changed": lambda text: changed(title=text),
    "question": lambda text: put(question=text),
    "put to": lambda text: put(put_to=text),
    "response": lambda text: event(text=text),
    "reason of a closing": lambda text: close(text=text),
    "narrative of a final judgement": lambda text: judge(narrative=text),
    "words of a view": lambda text: view(words=text),
    "name of a partnership": lambda text: details(name=text),
    "name of an agency": lambda text: agency(name=text),
    "title of a seat": lambda text: seat(title=text),
    "label of a line": lambda text: line(label=text),
    "question of a line": lambda text: line(question=text),
    "quote": lambda text: excerpt(quote=text),
    "recommendation": lambda text: recommend(text=text),
    "priority": lambda text: priority(title=text),
    "outcome": lambda text: outcome(text=text),
    "lesson": lambda text: shelve(title=text),
    "name of a cycle": lambda text: cycle(name=text),
    "reason of a decision": lambda text: decide(reason=text),
}
FREE: dict[str, Callable[[str], Act]] = {
    "text of an item": lambda text: capture(text=text),
    "method": lambda text: capture(method=text),
    "limits": lambda text: changed(limits=text),
    "why": lambda text: put(why=text),
    "test": lambda text: put(test=text),
    "place of a challenge": lambda text: put(raised_at=text),
    "by": lambda text: event(by=text),
    "draft": lambda text: judge(narrative=text, final=False),
    "strength's reason": lambda text: judge(strength_reason=text, final=False),
    "who": lambda text: view(who=text),
    "declaration": lambda text: said_of_the_cycle(declaration=text),
    "scrutineer": lambda text: details(scrutineer=text),
    "alias": lambda text: agency(aliases=(text,)),
    "guidance": lambda text: same_cycle(guidance=text),
    "local label": lambda text: wording(label=text),
    "owner": lambda text: recommend(owner=text),
    "why a priority": lambda text: priority(why=text),
    "how much": lambda text: same_outcome(how_much=text),
    "where a lesson came from": lambda text: shelve(came_from=text),
    "profile": lambda text: expect(profile=text),
    "line linked": lambda text: link(target=text),
    "reason of a row": lambda text: reword(why=text),
}
SINGLE: dict[str, Act] = {
    **{f"{name} is {blank}": act(text) for name, act in NEEDED.items() for blank, text in BLANK.items()},
    **{f"{name} holds {what}": act(text) for name, act in FREE.items() for what, text in UNSHOWN.items()},
    "title of 100,000 characters": capture(title="x" * 100_000),
    "text beyond a million": capture(text="x" * 1_000_001),
    "name of 3,000 characters": agency(name="x" * 3_000),
    "evidence of year 1": capture(dated=YEAR_1),
    "evidence of 9999": capture(dated=FAR),
    "evidence of tomorrow": capture(dated=TOMORROW),
    "received tomorrow": capture(received=TOMORROW),
    "received before dated": capture(received=date(2026, 5, 31)),
    "received before dated, changed": changed(received=date(2026, 5, 31)),
    "reviewed before captured": capture(review_on=date(2026, 5, 31)),
    "review in 2300": capture(review_on=date(2300, 1, 1)),
    "review in fifty years": capture(review_on=date(2076, 1, 1)),
    "agency of another partnership": capture(agency_id=99),
    "agency beyond 64 bits": capture(agency_id=10**30),
    "item not there": lambda c: evidence.change_evidence(c, item=replace(first(c, Evidence), id=99)),
    "item beyond 64 bits": lambda c: evidence.change_evidence(c, item=replace(first(c, Evidence), id=2**70)),
    "cycle not there": changed(cycle_id=99),
    "file not there": capture(attachments=[Path("/nowhere/at/all.pdf")]),
    "file to an item not there": lambda c: evidence.attach_files(c, evidence_id=99, attachments=[c.path.with_name("shares.toml")]),
    "line not there": link(target="six-steps:9z"),
    "framework not there": link(target="no-such:1"),
    "challenge not there": link(target_kind=LinkTarget.CHALLENGE, target="99"),
    "challenge that is a word": link(target_kind=LinkTarget.CHALLENGE, target="first"),
    "challenge beyond 64 bits": link(target_kind=LinkTarget.CHALLENGE, target=str(10**30)),
    "judgement not there": link(target_kind=LinkTarget.JUDGEMENT, target="99"),
    "outcome not there": link(target_kind=LinkTarget.OUTCOME, target="99"),
    "link of an item not there": link(evidence_id=99),
    "link captured to a line not there": capture(links=[(LinkTarget.LINE, "six-steps:9z", Bearing.SUPPORTS)]),
    "link captured to a challenge not there": capture(links=[(LinkTarget.CHALLENGE, "99", Bearing.SUPPORTS)]),
    "quote of an item not there": excerpt(evidence_id=99),
    "raised in year 1": put(raised_on=YEAR_1),
    "raised in 1999": put(raised_on=date(1999, 12, 31)),
    "raised in 2030": put(raised_on=date(2030, 1, 1)),
    "raised in 9999": put(raised_on=FAR),
    "raised tomorrow": put(raised_on=TOMORROW),
    "due before it is raised": put(reply_due=date(2026, 5, 31)),
    "due in 9999": put(reply_due=FAR),
    "put to an agency not there": put(agency_id=99),
    "bears on a line not there": put(targets=["six-steps:9z"]),
    "rests on an item not there": put(evidence=[(99, Bearing.SUPPORTS)]),
    "reworded onto a line not there": reword(targets=("six-steps:9z",)),
    "reply of tomorrow": event(on_date=TOMORROW),
    "reply of 9999": event(on_date=FAR),
    "reply before it was raised": event(on_date=date(2026, 5, 31)),
    "reply in year 1": event(on_date=YEAR_1),
    "next reply before this one": event(due=date(2026, 5, 31)),
    "event of a challenge not there": event(challenge_id=99),
    "event beyond 64 bits": event(challenge_id=10**30),
    "view before a response": event(kind=EventKind.VIEW, view=ResponseView.ACCEPTED),
    "closed by an event": event(kind=EventKind.CLOSED),
    "re-test without a date": event(kind=EventKind.RETEST),
    "closed before it was raised": close(on_date=date(2026, 5, 31)),
    "closed tomorrow": close(on_date=TOMORROW),
    "closed without an ending": close(ending=None),
    "closed without a view": close(ending=Ending.WITHOUT, impact=Impact.NONE_KNOWN),
    "level not on the scale": judge(level="85", final=False),
    "level of nothing": judge(level="", final=False),
    "judgement of a line not there": judge(target="six-steps:9z", final=False),
    "final without a level": judge(level=NOT_YET),
    "final without evidence": judge(target="six-steps:1"),
    "survey of 0 of 0": view(favourable=0, answered=0),
    "survey below nothing": view(favourable=-1, answered=3),
    "survey of more than asked": view(favourable=4, answered=3),
    "survey with half its numbers": view(favourable=4),
    "survey beyond 64 bits": view(favourable=1, answered=10**30),
    "did not know below nothing": view(dont_know=-1),
    "view on a level not there": view(level="85"),
    "view of a line not there": view(target="six-steps:9z"),
    "view of nobody": view(kind=Voice.AGENCY),
    "view of an agency not there": view(kind=Voice.AGENCY, agency_id=99),
    "view said tomorrow": view(said_on=TOMORROW),
    "view from evidence not there": view(evidence_id=99),
    "prefix of 3,000 characters": details(prefix="X" * 3_000),
    "prefix of one letter": details(prefix="X"),
    "prefix of signs": details(prefix="**"),
    "scale not there": details(scale_id="no-such"),
    "name without a letter": details(name="***"),
    "agency without a letter": agency(name="***"),
    "agency twice": agency(name="police"),
    "agency in fullwidth": agency(name="Ｐｏｌｉｃｅ"),
    "agency in Cyrillic": agency(name="Роlісе"),
    "agency that is an alias": agency(name="ccg"),
    "alias that is an agency": agency(aliases=("POLICE",)),
    "agency renamed to another": lambda c: partnership.change_agency(c, agency=replace(first(c, Agency), name="ICB")),
    "agency not there": lambda c: partnership.change_agency(c, agency=Agency(id=99, name="Nobody's")),
    "seat of an agency not there": seat(agency_id=99),
    "cycle that ends before it starts": cycle(ends=date(2027, 3, 31)),
    "cycle that overlaps": cycle(starts=date(2027, 3, 1)),
    "cycle inside another": cycle(starts=date(2026, 5, 1), ends=date(2026, 6, 1)),
    "cycle of the same name": cycle(name="cycle  1"),
    "cycle of year 1": cycle(starts=YEAR_1),
    "cycle to 9999": cycle(ends=FAR),
    "cycle against no framework": cycle(framework_id="no-such"),
    "cycle changed to end first": same_cycle(ends=date(2026, 2, 1)),
    "cycle changed to 9999": same_cycle(ends=FAR),
    "wording of a line not there": wording(target="six-steps:9z", label="x"),
    "line of a step not there": line(step="six-steps:9"),
    "recommendation of an item not there": recommend(evidence_id=99),
    "recommendation to an agency not there": recommend(agency_id=99),
    "recommendation due in 9999": recommend(due=FAR),
    "recommendation on a line not there": recommend(target="six-steps:9z"),
    "outcome of a priority not there": outcome(priority_id=99),
    "outcome on a line not there": outcome(targets=["six-steps:9z"]),
    "priority not there": lambda c: outcomes.change_priority(c, priority=Priority(id=99, title="x")),
    "priority below nothing": lambda c: outcomes.change_priority(c, priority=replace(first(c, Priority), position=-1)),
    "priority with outcomes": lambda c: outcomes.take_priority_away(c, priority=first(c, Priority)),
    "challenge tied to no outcome": lambda c: outcomes.tie_challenge(c, outcome_id=99, challenge_id=1),
    "no challenge tied": lambda c: outcomes.tie_challenge(c, outcome_id=1, challenge_id=99),
    "return from an agency not there": expect(agency_ids=[99]),
    "return due before it is asked": expect(due=date(2026, 1, 1)),
    "return due in 9999": expect(due=FAR),
    "return asked tomorrow": expect(asked_on=TOMORROW),
    "return of nothing": expect(profile=" "),
    "share of 101%": decide(level="101"),
    "share of minus 1": decide(level="-1"),
    "share that is a word": decide(level="most"),
    "share that is no number": decide(level="nan"),
    "answer not there": decide(answer_id=99),
    "pack for nobody": lambda c: packs.make_pack(c, agency="Nobody", out=c.path.with_name("p.xlsx")),
    "pack due before it is sent": lambda c: packs.make_pack(c, agency="Police", out=c.path.with_name("p.xlsx"), due=DAY),
    "pack due in 9999": lambda c: packs.make_pack(c, agency="Police", out=c.path.with_name("p.xlsx"), due=FAR),
    "report of no kind": lambda c: reports.export_report(c, out=c.path.with_name("r.pdf"), kind="no-such"),
    "report that is no PDF": lambda c: reports.export_report(c, out=c.path.with_name("r.txt")),
    "mapping not there": lambda c: mappings.export_profile(c, name="Nobody's", out=c.path.with_name("m.toml")),
}  # fmt: skip


def test_there_are_many() -> None:
    assert len(SINGLE) + len(VERBS) >= 150


@pytest.mark.parametrize("what", SINGLE)
def test_a_bad_input_is_a_sentence_and_nothing_is_written(filled, what):
    tip, names = journal.tip(filled.reader), sorted(os.listdir(filled.path.parent))
    with pytest.raises(UserError) as refused:
        SINGLE[what](filled)
    assert refused.value.message.endswith(".")
    assert refused.value.advice.endswith(".")
    assert journal.tip(filled.reader) == tip
    assert sorted(os.listdir(filled.path.parent)) == names


def test_after_all_of_them_the_casefile_is_sound(filled):
    result = casefiles.check_casefile(filled).value
    assert (result.problems, result.to_mend) == ((), ())


VERBS: dict[str, list[str]] = {
    "no date": ["expect", "{}", "--return", "P", "--agency", "Police", "--due", "soon"],
    "two dates in one": ["expect", "{}", "--return", "P", "--agency", "Police", "--due", "1/9/26"],
    "year 26": ["expect", "{}", "--return", "P", "--agency", "Police", "--due", "0026-09-01"],
    "year 9999": ["expect", "{}", "--return", "P", "--agency", "Police", "--due", "9999-12-31"],
    "expected from nobody": ["expect", "{}", "--return", "P", "--agency", "Nobody"],
    "pack for nobody": ["pack", "{}", "--agency", "Nobody", "--out", "{}.xlsx"],
    "report of no kind": ["report", "{}", "--kind", "no-such", "--out", "{}.pdf"],
    "report of no edition": ["report", "{}", "--kind", "challenges", "--out", "{}.pdf", "--edition", "secret"],
    "report for nobody": ["report", "{}", "--kind", "challenges", "--out", "{}.pdf", "--agency", "Nobody"],
    "report that is no PDF": ["report", "{}", "--kind", "challenges", "--out", "{}.txt"],
    "import not there": ["import", "{}", "nowhere.xlsx", "--profile", "Shares"],
    "import by no mapping": ["import", "{}", "{}", "--profile", "Nobody's"],
    "take out what is not there": ["imports", "{}", "--take-out", "99"],
    "take out beyond 64 bits": ["imports", "{}", "--take-out", str(10**30)],
    "send back without a file": ["imports", "{}", "--send-back", "1"],
    "mapping without a name": ["mappings", "{}", "--out", "{}.toml"],
    "mapping not there": ["mappings", "{}", "--take", "nowhere.toml"],
    "merge with nothing": ["merge", "{}", "nowhere.scrutiny"],
    "no casefile": ["check", "nowhere.scrutiny"],
    "new without a name": ["new", "{}.new", "--partnership", "\u200b"],
    "new without a letter": ["new", "{}.new", "--partnership", "***"],
    "new on no framework": ["new", "{}.new", "--partnership", "P P", "--framework", "no-such"],
    "new on what is there": ["new", "{}", "--partnership", "P P"],
}


@pytest.mark.parametrize("what", VERBS)
def test_a_bad_word_on_the_command_line_is_a_sentence(tmp_path, tmp_path_factory, monkeypatch, capsys, what):
    monkeypatch.setenv("SCRUTINEER_PASSPHRASE", PASSPHRASE)
    made = copied_testshire(tmp_path)
    tip = journal.tip(made.reader)
    made.close()
    before = {name for name in os.listdir(tmp_path) if "backup" not in name}
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    status, window = cli.run([word.format(made.path) for word in VERBS[what]], CLOCK)
    said = capsys.readouterr().err.strip()
    assert (status, window) == (2, None)
    assert said.endswith(".")
    assert "Traceback" not in said
    opened = casefiles.open_casefile(made.path, passphrase=PASSPHRASE, clock=CLOCK)
    assert journal.tip(opened.reader) == tip
    opened.close()
    assert {name for name in os.listdir(tmp_path) if "backup" not in name} == before


def written_by_an_older_program(casefile: Casefile, monkeypatch: pytest.MonkeyPatch, item: int, **columns: str) -> None:
    """These columns of an item, as a program without rules would have left them."""
    with monkeypatch.context() as older:
        older.setattr(validation, "require_written", lambda *_: None)
        with casefile.transact("Long ago"):
            tables.update_row(casefile, "evidence", item, columns)


def test_what_an_older_casefile_holds_that_breaks_a_rule_is_told_and_can_be_mended(filled, monkeypatch):
    """It is read, and told in words; what is wrong may stay while something else is mended, one after the other."""
    item = capture(title="Old")(filled).value
    written_by_an_older_program(filled, monkeypatch, item, title=" ", received="2026-05-01")
    result = casefiles.check_casefile(filled).value
    assert result.problems == ()
    assert [said for said in result.to_mend if "title of the item of evidence is blank" in said]
    old = tables.get(filled, Evidence, item)
    assert (old.title, old.received) == (" ", date(2026, 5, 1))
    with filled.transact("Something else"):
        tables.update(filled, replace(old, limits="Seen since."))
    with pytest.raises(UserError, match="in the future"), filled.transact("Worse"):
        tables.update(filled, replace(old, dated=TOMORROW))
    evidence.change_evidence(filled, item=replace(old, title="Mended", received=DAY))
    assert casefiles.check_casefile(filled).value.to_mend == ()


def body_on_line(casefile: Casefile) -> object:
    return weighing.body_on(casefile, [(LinkTarget.LINE, LINE)])


def test_a_row_that_cannot_be_read_is_a_sentence_wherever_it_is_met(filled, monkeypatch):
    item = capture(title="Damaged", links=[(LinkTarget.LINE, LINE, Bearing.SUPPORTS)])(filled).value
    written_by_an_older_program(filled, monkeypatch, item, kind="Rumour")
    try:
        with pytest.raises(UserError, match="“Damaged” cannot be read: its kind is “Rumour”"):
            tables.get(filled, Evidence, item)
        problems = casefiles.check_casefile(filled).value.problems
        assert any("the item of evidence “Damaged” cannot be read, its kind is “Rumour”" in said for said in problems)
        with pytest.raises(UserError, match="Rumour"):
            body_on_line(filled)
        with pytest.raises(UserError, match="cannot be read"):
            reports.export_report(filled, out=filled.path.with_name("r.pdf"))
    finally:
        filled.undo()
    assert casefiles.check_casefile(filled).value.problems == ()


# Random values in every parameter of every operation.

OPERATIONS = [
    act for module in (across, casefiles, challenges, evidence, expected, judgements, outcomes, partnership,
                       recommendations, voices, answer_returns, imports, issuing, ledgers, reports, several)
    for name, act in vars(module).items()
    if inspect.isfunction(act) and act.__module__ == module.__name__ and not name.startswith("_")
    and next(iter(inspect.signature(act).parameters), "") == "casefile"
    and str(inspect.signature(act).return_annotation).startswith("Outcome")
]  # fmt: skip
NEEDS_A_FILE = {
    "export_profile", "back_up", "change_passphrase", "check_casefile", "undo", "redo", "commit",
    "attach_files", "export_report", "issue_report", "write_again", "write_chasers",
}  # fmt: skip
"""What takes a file, or a workbook as it was previewed, or changes no record."""
TRIED = [act for act in OPERATIONS if act.__name__ not in NEEDS_A_FILE]
ODD = [
    "",
    "\u200b",
    "a\0b",
    "\ud800",
    "x" * 6_000,
    "***",
    "***\n",
    LINE,
    STEP,
    "limited",
    "1",
    "99",
    "police",
    "Роlісе",
    "\u202e",
    "ﷺ",
]
FAIR = ["Words of some sort", "Words", "More words", LINE, STEP, "assurance", "limited", "TSCP", "TSCP-26-001"]


def mostly(fair: st.SearchStrategy[Any], odd: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A fair value nineteen times in twenty, so that some rows are recorded though each has many fields."""
    return st.integers(0, 19).flatmap(lambda turn: odd if turn == 7 else fair)


texts = mostly(st.sampled_from(FAIR), st.sampled_from(ODD) | st.text(st.characters(), max_size=12))
numbers = mostly(st.integers(1, 2), st.integers() | st.sampled_from([0, -1, 99, 2**63, -(2**63) - 1, 10**30]))
days = mostly(st.sampled_from([DAY, date(2026, 7, 1)]), st.sampled_from([TOMORROW, YEAR_1, FAR]) | st.dates())
targets = mostly(st.sampled_from([LINE, STEP]), st.sampled_from(ODD))


def values_of(hint: Any) -> st.SearchStrategy[Any]:
    """Random values of a type: any that its annotation allows."""
    hint = getattr(hint, "__supertype__", hint)
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return st.one_of([st.none() if part is type(None) else values_of(part) for part in parts])
    if origin is tuple and parts[-1] is not Ellipsis:
        return st.tuples(*map(values_of, parts))
    if origin in (tuple, collections.abc.Sequence):
        return st.lists(values_of(parts[0]), max_size=3).map(tuple)
    if origin is collections.abc.Mapping:
        return st.dictionaries(*map(values_of, parts), max_size=3)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(hint)
    if is_dataclass(hint):
        named = typing.get_type_hints(hint)
        return st.builds(hint, **{field.name: values_of(named[field.name]) for field in fields(hint)})
    simple = {
        str: texts,
        int: numbers,
        float: st.floats(),
        date: days,
        bool: st.booleans(),
        Path: st.just(Path("/no/where")),
    }
    return simple[hint]


def arguments_of(act: Callable[..., Any]) -> st.SearchStrategy[dict[str, Any]]:
    hints = typing.get_type_hints(act)
    names = [name for name in inspect.signature(act).parameters if name not in {"casefile", "progress"}]
    return st.fixed_dictionaries({name: targets if name == "target" else values_of(hints[name]) for name in names})


def test_every_operation_is_tried_or_takes_a_file() -> None:
    assert {act.__name__ for act in OPERATIONS} >= NEEDS_A_FILE
    assert len(TRIED) > 30


@settings(max_examples=examples(500), deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), act=st.sampled_from(TRIED))
def test_whatever_is_given_is_recorded_by_the_rules_or_refused_in_words(tossed, data, act):
    arguments = data.draw(arguments_of(act))
    tip, refusals = journal.tip(tossed.reader), []
    try:
        assert isinstance(act(tossed, **arguments), Outcome)
    except UserError as error:
        refusals.append(error)
    event_of_hypothesis(f"{act.__name__}: {'refused' if refusals else 'done'}")
    assert all(refused.message and refused.advice for refused in refusals)
    assert not refusals or journal.tip(tossed.reader) == tip
    if journal.tip(tossed.reader) != tip:
        for table, row, _, after in journal.changes_of(tossed.reader, journal.entries(tossed.reader, 1)[0].seq):
            if after is not None:
                read = validation.typed(table, json.loads(after))
                assert list(validation.breaches(tossed, {type(read): {row: read}})) == []
                assert to_row(read, keyed=False) == json.loads(after)

"""Who is in the partnership, from the command line; and a mapping drafted so that nobody types one from nothing."""

from __future__ import annotations

import pytest

from scrutineer.domain.mapping import Role
from scrutineer.operations import mappings
from tests.cli.conftest import POLICE


def test_an_agency_is_added_with_its_kind_and_other_names_and_listed(testshire, done):
    said = done("agency", testshire, "add", "Probation", "NPS", "--kind", "safeguarding partner").out
    assert said.startswith("Probation added\n")
    assert "Probation, safeguarding partner, also NPS" in said
    assert done("agency", testshire, "alias", "Probation", "Probation Service").out.endswith(
        "also NPS, also Probation Service\n"
    )
    listed = done("agency", testshire, "--json").data["agencies"]
    assert {"name": "Probation", "kind": "safeguarding partner", "also_called": ["NPS", "Probation Service"]} in listed


@pytest.mark.parametrize("words", [("add",), ("alias", "Police"), ("alias",)])
def test_an_agency_without_what_it_needs_is_refused(testshire, refused, words):
    assert "Say wh" in refused("agency", testshire, *words)


def test_a_seat_is_added_to_an_agency_and_listed(testshire, done, refused):
    done("seat", testshire, "add", "Chief constable", "--agency", "Police", "--role", "lead safeguarding partner")
    assert done("seat", testshire).out == "Chief constable, Police, lead safeguarding partner\n"
    assert "Say which seat, and whose." in refused("seat", testshire, "add", "Chief constable")


def test_a_seat_has_days_that_are_listed_and_changed(testshire, done, refused):
    whose = ("--agency", "Police")
    done("seat", testshire, "add", "Chief constable", *whose, "--starts", "2025-04-01")
    assert done("seat", testshire).out == "Chief constable, Police, member, from 1 April 2025\n"
    said = done("seat", testshire, "days", "chief constable", *whose, "--starts", "2025-04-01", "--ends", "2026-03-31")
    assert "Chief constable, Police, member, from 1 April 2025 to 31 March 2026" in said.out
    (listed,) = done("seat", testshire, "--json").data["seats"]
    assert (listed["starts"], listed["ends"]) == ("2025-04-01", "2026-03-31")
    wrong = refused(
        "seat", testshire, "days", "Chief constable", *whose, "--starts", "2026-04-01", "--ends", "2026-03-31"
    )
    assert "The seat ended before it began" in wrong
    assert "is no seat of Police" in refused("seat", testshire, "days", "Nobody", *whose)


def test_what_is_put_to_a_seat_that_ended_is_asked_about(testshire, done, refused):
    done("seat", testshire, "add", "Chief constable", "--agency", "Police", "--ends", "2026-03-31")
    put = ("raise", testshire, "--question", "Who attends?", "--put-to", "Chief constable", "--agency", "Police")
    assert "The seat “Chief constable” ended on 31 March 2026" in refused(*put)
    assert "raised" in done(*put, "--yes-it-is-so").out


def test_the_next_cycle_is_started_and_the_ones_before_listed(testshire, done, refused):
    assert done("cycle", testshire).out == "Cycle 1: 1 March 2026 to 31 March 2027, in use\n"
    assert "when it starts and ends" in refused("cycle", testshire, "start", "Cycle 2")
    begun = ("cycle", testshire, "start", "Cycle 2", "--starts", "2027-04-01", "--ends", "2028-03-31")
    assert "lies 132 days ahead" in refused(*begun)
    said = done(*begun, "--yes-it-is-so").out
    assert said.splitlines()[0] == "Cycle 2 started"
    assert [one["in_use"] for one in done("cycle", testshire, "--json").data["cycles"]] == [False, True]
    assert "There are: Cycle 1; Cycle 2." in refused("cycle", testshire, "use", "Cycle 3")
    assert done("cycle", testshire, "use", "cycle 1").out.splitlines()[0] == "Cycle 1 is the current cycle"
    assert [one["in_use"] for one in done("cycle", testshire, "--json").data["cycles"]] == [True, False]


def test_a_drafted_mapping_waits_for_its_scale_and_then_reads_the_workbook(testshire, done, run, tmp_path):
    out = tmp_path / "drafted.toml"
    said = done("import", testshire, POLICE, "--draft-mapping", out).out
    assert "Needs: The scale: its direction" in said
    text = out.read_text()
    assert "#   0-3: 20 of 46 cells, 0 lowest, 3 highest" in text
    assert "Organisation completing this template" in text
    assert "scale" in run("import", testshire, POLICE, "--mapping", out, "--dry-run").err
    out.write_text(text.replace('# scale = ""', 'scale = "0-3"'))
    assert Role.SELF in mappings.profile_from_file(out).headings.values()
    assert (
        done("import", testshire, POLICE, "--mapping", out, "--dry-run", "--json").data["workbooks"][0]["stored"] == 20
    )


def test_what_an_import_asks_is_answered_by_an_option(testshire, done, tmp_path, run):
    import openpyxl

    book = openpyxl.Workbook()
    for row in (("Ref", "Standard", "Score", "Score"), ("1.1", "A lead", 1, 3)):
        book.active.append(row)
    book.save(tmp_path / "two.xlsx")
    mapping = tmp_path / "m.toml"
    mapping.write_text('name="m"\nlayout="standards down"\nscale="0-3"\n[headings]\n"Ref"="standard number"\n'
                       '"Standard"="standard"\n"Score"="self-assessment"\n')  # fmt: skip
    asked = ("import", testshire, tmp_path / "two.xlsx", "--mapping", mapping, "--agency", "Police")
    (question,) = run(*asked, "--dry-run", "--json").data["workbooks"][0]["questions"]
    assert question["choices"] == ["C", "D"]
    chosen = done(*asked, "--choose", f"{question['kind']}=D", "--dry-run", "--json").data["workbooks"][0]
    assert [(answer["cell"][-2:], answer["level"]) for answer in chosen["answers"]] == [("D2", "3")]

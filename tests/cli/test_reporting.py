"""Reports from the command line: the kinds there are, one written in each format, and what cannot be written."""

from __future__ import annotations

import pytest

from scrutineer.operations import reports
from scrutineer.reports import read_back
from scrutineer.reports.furniture import Format


def test_the_kinds_are_listed_with_their_editions_formats_and_limits(done):
    kinds = {kind["id"]: kind for kind in done("report", "--kinds", "--json").data["kinds"]}
    assert list(kinds) == [kind.id for kind in reports.KINDS]
    assert kinds["statement"]["most_words"] == 600
    assert kinds["plan"]["most_pages"] == 1
    assert kinds["log"]["formats"] == ["pdf", "docx", "html", "xlsx"]
    assert kinds["challenges"]["editions"] == ["private", "partner", "public"]
    assert [name for name, kind in kinds.items() if kind["by_period"]] == ["quarterly", "days"]
    said = done("report", "--kinds").out
    for kind in reports.KINDS:
        assert f"{kind.id}: {kind.title}. {kind.about}" in said
    assert "at most 600 words" in said
    assert "at most 1 page\n" in said


@pytest.mark.parametrize(("kind", "ending"), [("annual", "docx"), ("briefing", "html"), ("returns", "xlsx")])
def test_a_report_is_written_in_the_format_that_its_name_asks_for(done, northmoor, tmp_path, kind, ending):
    out = tmp_path / f"report.{ending}"
    said = done("report", northmoor, "--kind", kind, "--out", out).out
    assert said.startswith(f"{reports.kind_named(kind).title} written to {out}\n")
    assert reports.kind_named(kind).title in read_back.read_text(out.read_bytes(), Format(ending))


def test_what_to_look_at_is_said_and_a_file_that_is_there_stays_unless_it_may_be_replaced(
    done, refused, northmoor, tmp_path
):
    out = tmp_path / "report.html"
    words = ("report", northmoor, "--kind", "challenges", "--out", out)
    said = done(*words).out
    assert "or say --replace" in refused(*words)
    written = done(*words, "--replace", "--json").data
    assert written["report"] == str(out)
    assert said.splitlines()[1:] == written["look_at"]
    assert any("A sentence loses its source" in sentence for sentence in written["look_at"])


def test_a_report_can_be_private_or_of_one_agency_or_of_some_days(done, northmoor, tmp_path):
    out = tmp_path / "report.html"

    def text(*words: str) -> str:
        done("report", northmoor, "--out", out, "--replace", *words)
        return "\n".join(read_back.read_text(out.read_bytes(), Format.PAGE))

    assert "Dip sample, 20 strategy discussions" in text("--kind", "register", "--edition", "private")
    assert "Dip sample, 20 strategy discussions" not in text("--kind", "register")
    police = text("--kind", "log", "--agency", "Police")
    assert "NSCP-26-003" in police
    assert "NSCP-26-004" not in police
    quarter = text("--kind", "quarterly", "--from", "1 June 2026", "--to", "2026-08-31")
    assert "Findings, 1 June 2026 to 31 August 2026" in quarter


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        (("--kind", "poem", "--out", "x.pdf"), "Choose one of: challenges, annual,"),
        (("--kind", "annual", "--out", "x.xlsx"), "Give a name that ends in .pdf or .docx or .html."),
        (("--kind", "challenges", "--out", "x.pdf", "--edition", "secret"), "Choose private, partner or public."),
        (("--kind", "annual", "--out", "x.html", "--agency", "Police"), "Leave the agency out."),
        (("--kind", "annual", "--out", "x.html", "--from", "2026-06-01"), "Leave the days out."),
        (("--kind", "quarterly", "--out", "x.html", "--from", "3/4/26"), "Write it as 2026-09-30."),
        (
            ("--kind", "quarterly", "--out", "x.html", "--from", "2026-06-02", "--to", "2026-06-01"),
            "Give the earlier day",
        ),
        (("--kind", "annual"), "report --kinds lists the kinds."),
        (("--out", "x.pdf"), "report --kinds lists the kinds."),
    ],
)
def test_what_cannot_be_written_is_said_and_nothing_is(words, advice, northmoor, tmp_path, refused, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    assert advice in refused("report", northmoor, *words)
    assert sorted(tmp_path.iterdir()) == before


def test_without_a_casefile_there_is_nothing_to_report_on(refused):
    assert "A report needs a casefile, a kind and a file to write." in refused("report")

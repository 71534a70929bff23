"""What is typed leads to the window or to a verb."""

from __future__ import annotations

import socket
import sys

import pytest

from scrutineer import __main__, app, cli, paths, self_test
from scrutineer.exchange import documents
from tests.conftest import CLOCK


@pytest.fixture
def went(monkeypatch) -> list[tuple[str, object]]:
    """Where it went, and with what."""
    seen: list[tuple[str, object]] = []
    monkeypatch.setattr(app, "run", lambda casefile, **_: seen.append(("window", casefile)) or 0)
    monkeypatch.setattr(cli, "run", lambda words, _clock: (seen.append(("verb", words)) or 3, None))
    return seen


@pytest.mark.parametrize(
    ("words", "where"),
    [
        ([], ("window", None)),
        (["a.scrutiny"], ("window", "a.scrutiny")),
        (["some file"], ("window", "some file")),
        (["check"], ("verb", ["check"])),
        (["--help"], ("verb", ["--help"])),
        (["check", "a.scrutiny"], ("verb", ["check", "a.scrutiny"])),
    ],
)
def test_a_file_opens_the_window_and_a_verb_is_run(went, words, where):
    status = __main__.main(words)
    assert went == [where]
    assert status == (3 if where[0] == "verb" else 0)


def test_the_self_test_is_neither_a_verb_nor_the_window(went, monkeypatch):
    monkeypatch.setattr(self_test, "run", lambda _clock: 7)
    assert __main__.main(["--self-test"]) == 7
    assert went == []


def test_a_step_of_the_self_test_that_fails_is_told_and_is_the_status(capsys, monkeypatch):
    def broken(_trial: object) -> str:
        raise OSError("no library")

    monkeypatch.setattr(self_test, "STEPS", (("reads", lambda _trial: ""), ("writes", broken)))
    assert self_test.run(CLOCK) == 1
    said = capsys.readouterr().out.splitlines()
    assert said == ["works: reads", "failed: writes (OSError: no library)", "Scrutineer does not work here: writes."]


def test_the_self_test_reads_a_letter_of_every_kind_that_is_read():
    samples = dict(self_test.samples())
    assert set(samples) | {"docx", "pdf"} == set(documents.READERS)  # those two are the reports that it wrote
    for ending, content in samples.items():
        read = documents.document_text(f"sample.{ending}", content)
        assert (ending, read.text.endswith(self_test.SAMPLE_WORDS), read.note) == (ending, True, "")


def step(words: str) -> tuple[str, object]:
    (found,) = [step for step in self_test.STEPS if step[0].startswith(words)]
    return found


def test_a_letter_that_is_read_otherwise_fails_the_self_test(capsys, monkeypatch):
    def spoil(trial) -> str:
        for name in ("log.pdf", "log.docx"):
            (trial.folder / name).write_bytes(b"no report")
        return ""

    monkeypatch.setattr(self_test, "STEPS", (("writes", spoil), step("reads letters")))
    assert self_test.run(CLOCK) == 1
    told = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("failed: reads letters"))
    assert "log.pdf: " in told
    assert "log.docx: " in told
    assert "sample" not in told


def test_the_self_test_finds_words_in_every_page_of_the_guide_and_asks_a_built_program_for_more(
    capsys, monkeypatch, qapp
):
    monkeypatch.setattr(self_test, "STEPS", (step("finds words"),))
    assert self_test.run(CLOCK) == 0
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(paths, "guide_pages", lambda: None)
    assert self_test.run(CLOCK) == 1
    assert "its pages for a browser" in capsys.readouterr().out


def test_a_connection_that_a_step_opens_is_told(capsys, monkeypatch):
    monkeypatch.setattr(
        self_test, "STEPS", (("asks", lambda _trial: str(socket.socket().close() or "")), step("opened no network"))
    )
    assert self_test.run(CLOCK) == 1
    assert "failed: opened no network connection (socket.__new__)" in capsys.readouterr().out

"""What is typed leads to the window or to a verb."""

from __future__ import annotations

import pytest

from scrutineer import __main__, app, cli


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

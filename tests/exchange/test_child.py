"""The reading process: what it says on the way out, and which reader gets which kind of file."""

from __future__ import annotations

import io
import json
import sys

import pytest

from scrutineer.exchange import child, csv_text, fast, full, ods_looks, old_xls
from tests.conftest import RETURNS
from tests.exchange.made import xlsx


@pytest.fixture
def run(monkeypatch):
    """The process's main, without a process: its limits are the process's own, and would bind this one."""
    monkeypatch.setattr(child, "_limit_memory", lambda: None)
    monkeypatch.setattr(child.gc, "disable", lambda: None)

    def _run(kind: str, content: bytes) -> tuple[int, str]:
        out = io.BytesIO()
        asked = json.dumps(["workbook", kind]).encode() + b"\n"
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(asked + content)))
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out))
        return child.main(), out.getvalue().decode()

    return _run


def test_a_workbook_comes_out_as_json(run):
    code, out = run("csv", "No,Café\n1.10,x\n".encode())
    assert code == 0
    assert json.loads(out)["sheets"][0]["rows"] == [[1, ["No", "Café"]], [2, ["1.10", "x"]]]


def test_bytes_that_look_like_the_first_line_are_content(run):
    """Only the first line is the kind: what follows may hold line breaks of its own."""
    assert json.loads(run("csv", b"xlsx\nb\n")[1])["sheets"][0]["rows"] == [[1, ["xlsx"]], [2, ["b"]]]


@pytest.mark.parametrize(("raised", "code"), [
    (ValueError("Workbook is encrypted with a PASSWORD"), 3), (KeyError("xl/workbook.xml"), 4), (MemoryError(), 5),
    (SystemExit(0), 4), (type("PanicException", (BaseException,), {})("index out of range"), 4),
    (type("PasswordNeeded", (Exception,), {})(), 3),
])  # fmt: skip
def test_whatever_a_reader_raises_is_one_of_four_endings(run, monkeypatch, raised, code):
    def fails(_content: bytes) -> dict:
        raise raised

    monkeypatch.setattr(csv_text, "read", fails)
    assert run("csv", b"a\n") == (code, "")


def test_more_cells_than_a_return_needs_are_refused(run, monkeypatch):
    monkeypatch.setattr(child, "MAX_CELLS", 4)
    assert run("csv", b"a,b\nc,d\n")[0] == 0
    assert run("csv", b"a,b\nc,d\ne\n") == (5, "")


@pytest.mark.parametrize(("kind", "reader"), [
    ("csv", csv_text), ("xls", old_xls), ("xlsb", fast), ("ods", ods_looks), ("xlsx", fast), ("xlsx", full),
])  # fmt: skip
def test_each_kind_has_its_reader(monkeypatch, kind, reader):
    monkeypatch.setattr(child, "_is_plain", lambda _content: reader is fast)
    for module in (csv_text, old_xls, ods_looks, fast, full):
        monkeypatch.setattr(module, "read", lambda content, name=module.__name__: {"by": name, "content": content})
    assert child.read(kind, b"x") == {"by": reader.__name__, "content": b"x"}


def test_what_the_fast_way_cannot_open_is_still_read_in_full(monkeypatch):
    def panic(content: bytes) -> dict:
        raise BaseException("a reader that panics")

    monkeypatch.setattr(fast, "read", panic)
    assert child.read("xlsx", xlsx(("v1",)))["sheets"][0]["rows"][0] == (1, ["v1"])


def test_a_kind_that_only_the_fast_reader_knows_has_no_second_chance(monkeypatch):
    def panic(content: bytes) -> dict:
        raise ValueError("spoiled")

    monkeypatch.setattr(fast, "read", panic)
    with pytest.raises(ValueError, match="spoiled"):
        child.read("ods", (RETURNS / "vcs-forum-self-assessment.ods").read_bytes())

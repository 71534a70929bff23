"""A stranger's file name is made safe without hiding what it is; what may run something is never opened."""

from __future__ import annotations

import unicodedata
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.file_names import OPENED, ending, safe_name, shown_name, why_only_saved


@given(st.text(max_size=300), st.sampled_from(["", ".pdf", ".DOCX", ".tar.gz", ".exe "]))
def test_any_name_can_be_written_in_its_folder_and_keeps_its_ending(stem, last):
    name = safe_name(stem + last)
    assert name
    assert name not in {".", ".."}
    assert not set(name) & set('/\\:*?"<>|\x00\n')
    assert all(character.isprintable() or character.isspace() for character in name)
    assert len(name.encode()) <= 130
    assert safe_name(name) == name
    assert PureWindowsPath(name).name == name
    if last.strip() in {".pdf", ".DOCX"} and any(map(str.isalnum, stem)):
        assert ending(name) == last.strip().lower()[1:]


def test_any_name_at_all_can_be_written(tmp_path):
    for name in (
        "ä" * 300 + ".pdf",
        "../../etc/passwd",
        "\u202efdp.exe",
        "CON.txt",
        "a\x00b.txt",
        ".bashrc",
        "…",
        "x" * 400,
    ):
        (tmp_path / safe_name(name)).write_bytes(b"x")
    assert len(list(tmp_path.iterdir())) == 8
    assert all(Path(file).parent == tmp_path for file in tmp_path.iterdir())


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../minutes.pdf", "_.._minutes.pdf"), ("C:\\Users\\x.docx", "C__Users_x.docx"), ("CON.txt", "_CON.txt"),
        ("invoice\u202efdp.exe", "invoice_fdp.exe"), ("a/b.pdf", "a_b.pdf"), ("nul", "_nul"), (" . ", "_"),
        ("Minutes of May.pdf", "Minutes of May.pdf"),
    ],
)  # fmt: skip
def test_names(name, safe):
    assert safe_name(name) == safe


@pytest.mark.parametrize(
    "name",
    ["a.exe", "a.bat", "a.cmd", "a.ps1", "a.vbs", "a.js", "a.html", "a.svg", "a.lnk", "a.desktop", "a.sh", "a.jar",
     "a.scr", "a.msi", "a.docm", "a.xlsm", "a.url", "a.hta", "noending", "a.pdf.exe", "letter\u202efdp.exe"],
)  # fmt: skip
def test_what_may_run_something_is_only_saved(name):
    assert why_only_saved(name, b"anything")


@pytest.mark.parametrize("content", [b"MZ\x90\x00", b"\x7fELF\x02", b"#!/bin/sh\n"])
def test_a_program_that_is_called_a_letter_is_only_saved(content):
    assert "begins as a program does" in why_only_saved("letter.pdf", content)


@pytest.mark.parametrize("kind", sorted(OPENED))
def test_what_is_shown_may_be_opened(kind):
    assert why_only_saved(f"Letter.{kind.upper()}", b"%PDF-1.7") == ""


@given(st.text(max_size=40), st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zp"]), st.text(max_size=40))
def test_a_name_is_shown_without_what_cannot_be_seen_or_turns_its_letters_round(before, control, after):
    shown = shown_name(f"{before}{control}{after}")
    assert not any(unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for sign in shown)
    assert "\ufffd" in shown


def test_an_ordinary_name_is_shown_as_it_is():
    for name in ("Minutes 2026-03-12.docx", "Bericht – Zürich (2).pdf", "דוח.pdf", "写真.jpg"):
        assert shown_name(name) == name

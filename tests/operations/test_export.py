"""Everything in a casefile, taken out in open formats."""

from __future__ import annotations

import pytest

from scrutineer.errors import UserError
from scrutineer.operations import casefiles, export


def test_everything_can_be_taken_out_in_open_formats(example, tmp_path):
    folder = tmp_path / "export"
    export.export_everything(example, into=folder)
    names = {path.name for path in folder.iterdir()}
    assert {"evidence.csv", "evidence.json", "journal.json", "challenge.csv", "attachments"} <= names
    assert len(list((folder / "attachments").iterdir())) == casefiles.check_casefile(example).value.attachments
    with pytest.raises(UserError, match="not empty"):
        export.export_everything(example, into=folder)
    assert export.neutral("=cmd|' /C calc'!A0").startswith("'=")
    assert export.neutral("-2+3").startswith("'")
    assert export.neutral(-2) == -2


def test_a_file_is_no_folder_to_write_into(casefile, tmp_path):
    (tmp_path / "letter.txt").write_text("kept")
    with pytest.raises(UserError, match="is a file, not a folder"):
        export.export_everything(casefile, into=tmp_path / "letter.txt")
    assert (tmp_path / "letter.txt").read_text() == "kept"

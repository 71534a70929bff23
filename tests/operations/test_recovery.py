"""A recovery sheet is written like every output, says where the casefile lies, and never holds the passphrase."""

from __future__ import annotations

import pypdfium2
import pytest

from scrutineer.casefile import identity, journal
from scrutineer.errors import UserError
from scrutineer.operations import recovery
from tests.conftest import PASSPHRASE


def words_of(path) -> str:
    document = pypdfium2.PdfDocument(path)
    words = " ".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return "".join(words.split())


def test_it_says_where_the_casefile_and_its_backups_lie_and_not_the_passphrase(casefile):
    backup = casefile.back_up()
    out = recovery.suggested_name(casefile)
    tip = journal.tip(casefile.reader)
    outcome = recovery.write_recovery_sheet(casefile, out=out)
    assert (out.name, outcome.value) == ("Test recovery sheet.pdf", out)
    words = words_of(out)
    for said in (casefile.path.name, str(casefile.path.parent), str(backup.parent), "20November2026", "verified"):
        assert "".join(said.split()) in words
    assert identity.read(casefile.reader).casefile in words
    assert "".join(PASSPHRASE.split()) not in words
    assert PASSPHRASE.encode() not in out.read_bytes()
    assert journal.tip(casefile.reader) == tip


def test_it_lands_on_nothing(casefile, tmp_path):
    for out, said in ((casefile.path, r"does not end in \.pdf"), (tmp_path / "sheet.txt", r"does not end in \.pdf")):
        with pytest.raises(UserError, match=said):
            recovery.write_recovery_sheet(casefile, out=out, replace=True)
    mine = tmp_path / "mine.pdf"
    mine.write_bytes(b"mine")
    with pytest.raises(UserError, match="left as it is"):
        recovery.write_recovery_sheet(casefile, out=mine)
    recovery.write_recovery_sheet(casefile, out=mine, replace=True)
    assert mine.read_bytes().startswith(b"%PDF")

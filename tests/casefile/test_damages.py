"""Bytes and pages spoiled anywhere: noticed in a sentence with a way back that works, or harmless; never a traceback."""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from scrutineer.casefile import companions, keys
from scrutineer.casefile.keys import PAGE
from scrutineer.errors import UserError
from scrutineer.operations import casefiles
from tests.casefile import acts
from tests.casefile.acts import Ground
from tests.casefile.contents import rows_in
from tests.casefile.kills import write_and_die
from tests.conftest import CLOCK, PASSPHRASE, examples, tally

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are killed as Unix kills them")
WAY_BACK = re.compile(r"[Rr]estore|backup|kept as|[Mm]erge|record again")
Rows = dict[str, list[tuple]]


def flip_a_byte(content: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(chance.choice([min(64, len(content)), len(content)]))  # the beginning is read otherwise
    return content[:place] + bytes([content[place] ^ chance.randrange(1, 256)]) + content[place + 1 :]


def put_a_page(content: bytes, chance: random.Random, page: bytes) -> bytes:
    place = chance.randrange(-(-len(content) // PAGE)) * PAGE
    return content[:place] + page[: len(content) - place] + content[place + PAGE :]


def empty_a_page(content: bytes, chance: random.Random) -> bytes:
    return put_a_page(content, chance, bytes(PAGE))


def fill_a_page(content: bytes, chance: random.Random) -> bytes:
    return put_a_page(content, chance, chance.randbytes(PAGE))


def repeat_a_page(content: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(-(-len(content) // PAGE)) * PAGE
    return put_a_page(content, chance, content[place : place + PAGE])


def cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def cut_pages(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(-(-len(content) // PAGE)) * PAGE]


def add(content: bytes, chance: random.Random) -> bytes:
    return content + chance.randbytes(chance.choice([1, 100, PAGE, 3 * PAGE]))


SPOILT = (flip_a_byte, flip_a_byte, flip_a_byte, empty_a_page, fill_a_page, repeat_a_page, cut, cut_pages, add)


def memories(_: Ground) -> list[Path]:
    return list((Path(os.environ["SCRUTINEER_HOME"]) / "state" / "casefiles").iterdir())


FILES: dict[str, Callable[[Ground], list[Path]]] = {
    "casefile": lambda ground: [ground.path],
    "wal": lambda ground: [companions.beside(ground.path, "-wal")],
    "backup": lambda ground: list(ground.path.parent.glob("* backups/*.scrutiny")),
    "stored attachment": lambda ground: list(ground.path.parent.glob("* backups/attachments */*")),
    "list of backups": lambda ground: [ground.backup.with_name("backups.json")],
    "memory of this machine": memories,
}


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    monkeypatch.setattr(keys, "ROUNDS", 2)
    monkeypatch.setenv("SCRUTINEER_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def ground(home, tmp_path) -> Ground:
    """A casefile whose process was killed, so that its newest entry stands in the `-wal` alone."""
    folder = tmp_path / "place"
    folder.mkdir()
    made = acts.made_ground(folder)
    write_and_die(made.path, f"{acts.PLAIN} in the crash", carried=False)
    return made


@dataclass
class Looked:
    """What a person is told who opens it and runs a check, and what it holds where it opens."""

    told: list[str]
    rows: Rows | None


def looked_at(path: Path) -> Looked:
    try:
        opened = casefiles.open_casefile(path, passphrase=PASSPHRASE, clock=CLOCK)
    except UserError as refusal:
        return Looked([str(refusal)], None)
    try:
        told = [f"{remark.message} {remark.advice}" for remark in opened.remarks]
        try:
            told += [f"{problem} Restore a backup." for problem in casefiles.check_casefile(opened).value.problems]
            return Looked(told, rows_in(opened.reader))
        except UserError as refusal:
            return Looked([*told, str(refusal)], None)
    finally:
        opened.discard()


def restored(source: Path, into: Path) -> Looked:
    try:
        casefiles.restore_backup(source, passphrase=PASSPHRASE, into=into, clock=CLOCK)
    except UserError as refusal:
        return Looked([str(refusal)], None)
    return looked_at(into)


def require_a_way_back(ground: Ground, looked: Looked, whole: Rows, backed_up: Rows) -> None:
    """What is not as it was is said, and a backup that is found by the casefile's name puts it right."""
    if looked.rows == whole:
        return
    assert looked.told, "it holds something else, and nothing is said"
    assert any(WAY_BACK.search(sentence) for sentence in looked.told), looked.told
    known = casefiles.backups_of(ground.path)
    assert known, "no backup is offered"
    assert restored(known[0].path, ground.path).rows == backed_up
    assert looked_at(ground.path).rows == backed_up


def require_another_backup(ground: Ground, source: Path, backed_up: Rows, whole: Rows) -> bool:
    """A backup comes back as it was, or that is said and the casefile gives another; whether it was said."""
    shown = restored(source, source.parent.parent / "Back.scrutiny")
    if shown.rows == backed_up:
        return False
    assert shown.told
    assert any(WAY_BACK.search(sentence) for sentence in shown.told), shown.told
    opened = casefiles.open_casefile(ground.path, passphrase=PASSPHRASE, clock=CLOCK)
    another = casefiles.back_up(opened, folder=ground.elsewhere).value
    opened.discard()
    assert restored(another, ground.elsewhere / "Again.scrutiny").rows == whole
    return True


@pytest.mark.parametrize("kind", FILES)
def test_what_is_spoilt_is_noticed_or_harmless(kind, ground, home, tmp_path):
    for folder in (ground.path.parent, home):
        shutil.copytree(folder, tmp_path / "as it was" / folder.name)
    whole = looked_at(ground.copied(tmp_path / "whole").path).rows
    backed_up = restored(ground.backup, tmp_path / "Backed up.scrutiny").rows
    assert whole is not None
    assert backed_up is not None
    for _ in range(examples(4)):
        for folder in (ground.path.parent, home):  # where it always was: this machine knows the casefile by its place
            shutil.rmtree(folder)
            shutil.copytree(tmp_path / "as it was" / folder.name, folder)
        chance = random.Random(random.getrandbits(64))
        file = chance.choice(FILES[kind](ground))
        spoil = chance.choice(SPOILT)
        file.write_bytes(spoil(file.read_bytes(), chance))
        looked = looked_at(ground.path)
        if kind in {"casefile", "wal"}:
            require_a_way_back(ground, looked, whole, backed_up)
            said = bool(looked.told)
        else:
            assert looked.rows == whole
            said = require_another_backup(ground, ground.backup, backed_up, whole)
        tally(f"damages {'told' if said else 'that harmed nothing'}", kind)
        assert said or looked.rows == whole, f"{spoil.__name__} of {file.name}"

"""Any workbook is previewed or refused in words, in time and in bounds, whatever was done to it.

By default a sample is made by spoiling the example's workbooks in the ways that mail, disks and fuzzers do. With
`--workbooks FOLDER` every twelfth file of a folder is tried as well, with `--all-workbooks` every one.
"""

from __future__ import annotations

import io
import random
import re
import time
import zipfile
from pathlib import Path

import pytest

from scrutineer.errors import UserError
from scrutineer.exchange import apart, reader, suggest
from tests.conftest import RETURNS

EXAMPLES = sorted(RETURNS.glob("*.xlsx")) + sorted(RETURNS.glob("*.xls")) + sorted(RETURNS.glob("*.ods"))
LONGEST = 20  # seconds


def cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(1, len(content))]


def flipped(content: bytes, chance: random.Random) -> bytes:
    spoiled = bytearray(content)
    for _ in range(chance.randrange(1, 60)):
        spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
    return bytes(spoiled)


def rezipped(content: bytes, chance: random.Random, change) -> bytes:
    if not content.startswith(b"PK"):
        return flipped(content, chance)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        names = made.namelist()
        chosen = chance.choice(names)
        for name in names:
            part = made.read(name)
            for new_name, new_part in change(name, part) if name == chosen else [(name, part)]:
                file.writestr(new_name, new_part)
    return out.getvalue()


def without_a_part(content: bytes, chance: random.Random) -> bytes:
    return rezipped(content, chance, lambda name, part: [])


def with_a_part_of_noise(content: bytes, chance: random.Random) -> bytes:
    return rezipped(content, chance, lambda name, part: [(name, chance.randbytes(len(part)))])


def with_broken_xml(content: bytes, chance: random.Random) -> bytes:
    return rezipped(content, chance, lambda name, part: [(name, part.replace(b"</", b"<", 3))])


def with_wild_numbers(content: bytes, chance: random.Random) -> bytes:
    def change(name: str, part: bytes) -> list[tuple[str, bytes]]:
        return [(name, re.sub(rb'(?<=")\d+(?=")', lambda _: str(chance.choice([0, 7, 2**31, 10**9])).encode(), part))]

    return rezipped(content, chance, change)


def with_a_far_cell(content: bytes, chance: random.Random) -> bytes:
    def change(name: str, part: bytes) -> list[tuple[str, bytes]]:
        far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        return [(name, part.replace(b"</sheetData>", far))]

    return rezipped(content, chance, change)


SPOILED = [cut, flipped, without_a_part, with_a_part_of_noise, with_broken_xml, with_wild_numbers, with_a_far_cell]


def previewed_or_refused(name: str, content: bytes) -> str:
    """What became of a workbook; anything but a preview or a sentence fails."""
    start = time.monotonic()
    refusal = None
    said = ""
    try:
        said = f"{len(suggest.suggest(reader.read_workbook(name, content)).sheets)} sheets"
    except UserError as error:
        refusal = error
    assert time.monotonic() - start < LONGEST + 2
    if refusal is not None:
        assert "Nothing was changed." in refusal.message
        assert refusal.advice
    return said or str(refusal)


@pytest.mark.parametrize("spoil", SPOILED, ids=lambda one: one.__name__)
def test_a_spoiled_workbook_is_previewed_or_refused_in_words(spoil):
    chance = random.Random(spoil.__name__)
    for path in EXAMPLES:
        previewed_or_refused(path.name, spoil(path.read_bytes(), chance))


def test_the_reading_process_cannot_take_more_than_its_share():
    from scrutineer.exchange import child

    assert child.MEMORY <= 600 * 1024**2
    assert apart.TIME_LIMIT <= LONGEST


def strangers(config: pytest.Config) -> list[Path]:
    folder = config.getoption("--workbooks")
    if not folder:
        return []
    files = sorted(path for path in Path(folder).iterdir() if path.suffix.lower() in {
        ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv"})  # fmt: skip
    return files if config.getoption("--all-workbooks") else files[::12]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "stranger" in metafunc.fixturenames:
        found = strangers(metafunc.config)
        given = found or [pytest.param(None, marks=pytest.mark.skip(reason="no --workbooks FOLDER was given"))]
        metafunc.parametrize("stranger", given, ids=[path.name for path in found] or ["none"])


def test_a_strangers_workbook_is_previewed_or_refused_in_words(stranger):
    previewed_or_refused(stranger.name, stranger.read_bytes())

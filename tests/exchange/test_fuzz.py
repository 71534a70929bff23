"""Whatever is done to a file, each reader of it ends with a result or a sentence: never with another exception.

What is spoiled are the files of the worked example and of these tests, by flipping, cutting, and putting parts of one zip
into another. A seed that failed is named by the test; it can be tried alone.
"""

from __future__ import annotations

import io
import json
import random
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrutineer import settings as own_settings
from scrutineer.domain.corrections import Correction
from scrutineer.errors import UserError
from scrutineer.exchange import doctor, pages, reader, suggest
from scrutineer.exchange.documents import document_text
from scrutineer.frameworks import loader
from scrutineer.operations import (
    across,
    answer_returns,
    casefiles,
    frameworks,
    imports,
    mappings,
    merging,
    packs,
    send_back,
)
from tests.conftest import CLOCK, PASSPHRASE, RETURNS, examples, new_testshire

DATA = Path(__file__).parent.parent / "data"
ROUNDS = 4  # of each file and reader, in an ordinary run; each costs a process
WORKBOOKS = sorted(
    path
    for folder in (RETURNS, DATA, DATA / "bad")
    for path in folder.iterdir()
    if path.suffix in {".xlsx", ".xls", ".ods"}
)
DOCUMENTS = sorted((RETURNS / "documents").iterdir())


def flipped(content: bytes, chance: random.Random) -> bytes:
    spoiled = bytearray(content)
    for _ in range(chance.randrange(1, 40) if spoiled else 0):
        spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
    return bytes(spoiled)


def cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def twice(content: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(content) + 1)
    return content[:place] + content[chance.randrange(len(content) + 1) :] + content[place:]


def packed_wrong(content: bytes, chance: random.Random) -> bytes:
    """A zip whose packed bytes are spoiled, while its list of parts stays whole: zlib raises errors of its own."""
    spoiled = bytearray(content)
    with suppress(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(content)) as archive:
        info = chance.choice(archive.infolist())
        begins = info.header_offset + 30 + len(info.filename)
        for _ in range(8):
            spoiled[min(len(spoiled) - 1, begins + chance.randrange(max(1, info.compress_size)))] ^= (
                1 + chance.randrange(255)
            )
    return bytes(spoiled)


def spliced(content: bytes, chance: random.Random) -> bytes:
    """One part of a zip in place of another, of the same file or of another one."""
    other = chance.choice(
        [path for path in (*WORKBOOKS, *DOCUMENTS) if path.suffix in {".xlsx", ".docx", ".ods"}]
    ).read_bytes()
    out = io.BytesIO()
    try:
        with (
            zipfile.ZipFile(io.BytesIO(content)) as made,
            zipfile.ZipFile(io.BytesIO(other)) as given_part,
            zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file,
        ):
            chosen, instead = chance.choice(made.namelist()), chance.choice(given_part.namelist())
            for name in made.namelist():
                file.writestr(name, given_part.read(instead) if name == chosen else made.read(name))
    except zipfile.BadZipFile:
        return flipped(content, chance)
    return out.getvalue()


SPOILED = [flipped, cut, twice, packed_wrong, spliced]


def spoilt(path: Path, seed: str) -> bytes:
    chance = random.Random(seed)
    return chance.choice(SPOILED)(path.read_bytes(), chance)


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.name)
def test_a_spoiled_workbook_is_read_or_refused_in_words(path):
    for number in range(ROUNDS):
        content = spoilt(path, f"{path.name} {number}")
        with suppress(UserError):
            workbook = reader.read_workbook(path.name, content)
            suggest.suggest(workbook)
            doctor.hazards(workbook)
            imports.is_pack(workbook)


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.name)
def test_a_spoiled_workbook_is_marked_or_listed_alone(path, tmp_path):
    for number in range(2):
        content = spoilt(path, f"marked {path.name} {number}")
        wrong = [Correction("Section 11!F13", "x", "No level.", "Please give one.")]
        with suppress(UserError):
            send_back.write_copy(path.name, content, wrong, out=tmp_path / f"{number}.xlsx")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_spoiled_document_is_kept_with_its_text_or_a_note(path):
    for number in range(ROUNDS * 2):
        content = spoilt(path, f"{path.name} {number}")
        result = document_text(path.name, content)
        assert isinstance(result.text, str)
        if path.suffix == ".pdf":
            with suppress(UserError):
                pages.page_image(content, 1, 1.0)


def test_a_letter_whose_packed_bytes_are_spoiled_is_kept_with_a_note():
    """It raised a bare zlib.error."""
    path = next(path for path in DOCUMENTS if path.suffix == ".docx")
    results = [document_text(path.name, packed_wrong(path.read_bytes(), random.Random(seed))) for seed in range(12)]
    assert any(result.note for result in results)


@pytest.fixture(scope="module")
def a_pack(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("pack")
    made = new_testshire(folder)
    out = packs.make_pack(made, agency="Police", out=folder / "pack.xlsx").value
    made.close()
    return out


def test_a_spoiled_pack_is_previewed_or_refused_in_words(a_pack, casefile, tmp_path):
    for number in range(ROUNDS * 2):
        spoiled = tmp_path / f"{number}.xlsx"
        spoiled.write_bytes(spoilt(a_pack, f"pack {number}"))
        with suppress(UserError):
            workbook, _ = answer_returns.read_file(spoiled)
            if imports.is_pack(workbook):
                imports.propose(casefile, workbook=workbook)


TEXTS = sorted(RETURNS.glob("profiles/*.toml"))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3), max_leaves=6,
)  # fmt: skip
QUIET = settings(max_examples=examples(120), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def toml_of(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {toml_of(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml_of, value)) + "]"
    return json.dumps(value if value is not None else "")


@st.composite
def spoiled_text(draw, texts: list[str]) -> bytes:
    """A text with a line gone, doubled, given another value, or its bytes flipped."""
    lines = draw(st.sampled_from(texts)).splitlines()
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, max(0, len(lines) - 1)))
        what = draw(st.sampled_from(["gone", "doubled", "value", "key", "cut"]))
        key = lines[place].split("=")[0]
        lines[place : place + 1] = {
            "gone": [], "doubled": [lines[place], lines[place]], "value": [f"{key} = {toml_of(draw(VALUES))}"],
            "key": [f"{draw(st.text('abc_', min_size=1, max_size=5))} = {toml_of(draw(VALUES))}"],
            "cut": [lines[place][: draw(st.integers(0, 30))]],
        }[what]  # fmt: skip
        lines = lines or [""]
    return (
        flipped("\n".join(lines).encode(), random.Random(draw(st.integers())))
        if draw(st.booleans()) and draw(st.booleans())
        else "\n".join(lines).encode()
    )


@QUIET
@given(content=spoiled_text([path.read_text(encoding="utf-8") for path in TEXTS]))
def test_a_spoiled_mapping_is_read_or_refused_in_words(content, tmp_path):
    file = tmp_path / "mapping.toml"
    file.write_bytes(content)
    with suppress(UserError):
        mappings.profile_from_file(file)


@QUIET
@given(content=spoiled_text(list(loader.framework_texts().values())))
def test_a_spoiled_framework_is_read_or_refused_in_words(content, tmp_path):
    file = tmp_path / "framework.toml"
    file.write_bytes(content)
    with suppress(UserError):
        frameworks.read_framework_file(file)


@QUIET
@given(value=VALUES, content=st.binary(max_size=60))
def test_a_spoiled_area_profile_is_read_or_refused_in_words(value, content, tmp_path):
    for number, written in enumerate((json.dumps(value).encode(), content)):
        file = tmp_path / f"{number}.json"
        file.write_bytes(written)
        with suppress(UserError):
            across.read_profiles([file])


@QUIET
@given(
    raw=st.dictionaries(
        st.sampled_from(["version", "palette", "zoom", "idle_minutes", "recent", "window", "else"]), VALUES
    )
)
def test_spoiled_settings_are_read_or_moved_aside(raw):
    own_settings.settings_file().write_text(json.dumps(raw))
    loaded, _ = own_settings.load()
    assert 100 <= loaded.zoom <= 200


@pytest.fixture(scope="module")
def a_casefile(tmp_path_factory) -> Path:
    made = new_testshire(tmp_path_factory.mktemp("a casefile"))
    made.close()
    return made.path


@pytest.mark.parametrize("way", ["open", "merge", "restore"])
def test_a_spoiled_casefile_is_opened_merged_or_restored_or_refused_in_words(way, a_casefile, casefile, tmp_path):
    for number in range(8):
        chance = random.Random(f"{way} {number}")
        spoiled = tmp_path / f"spoiled {number}.scrutiny"
        content = a_casefile.read_bytes()
        spoiled.write_bytes(chance.choice([flipped, cut, twice])(content, chance))
        if chance.random() < 0.5:
            spoiled.with_name(spoiled.name + "-wal").write_bytes(chance.randbytes(5_000))
        before = spoiled.read_bytes()
        with suppress(UserError):
            if way == "open":
                opened = casefiles.open_casefile(spoiled, passphrase=PASSPHRASE, clock=CLOCK)
                try:
                    with suppress(UserError), opened.in_words():
                        casefiles.check_casefile(opened)
                finally:
                    opened.discard()
            elif way == "merge":
                merging.preview_merge(casefile, path=spoiled, passphrase=PASSPHRASE)
            else:
                into = tmp_path / f"Back {number}.scrutiny"
                casefiles.restore_backup(spoiled, passphrase=PASSPHRASE, into=into, clock=CLOCK)
        assert way == "open" or spoiled.read_bytes() == before

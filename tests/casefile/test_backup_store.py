"""The attachments that backups share: each once, under a name that tells nothing, whole or not there."""

from __future__ import annotations

import hashlib
import os

import pytest

from scrutineer.casefile import driver
from scrutineer.casefile.backup_store import Store, clear_parts, drop_stores, mark_of, part_of
from scrutineer.errors import UserError

KEY, OTHER = bytes(range(48)).hex(), bytes(range(1, 49)).hex()
LETTER = b"a letter of the director" * 400
DIGEST = hashlib.sha256(LETTER).hexdigest()


@pytest.fixture
def store(tmp_path) -> Store:
    made = Store(tmp_path, KEY)
    made.put(DIGEST, LETTER)
    return made


def test_what_is_put_is_read_again_by_its_hash_and_by_its_key_alone(store, tmp_path):
    assert store.read(DIGEST) == LETTER == store.require(DIGEST, tmp_path / "b.scrutiny")
    (file,) = store.folder.iterdir()
    assert LETTER[:24] not in file.read_bytes()
    db = driver.connect(file, OTHER)
    with pytest.raises(driver.DatabaseError):
        db.execute("SELECT * FROM blob").fetchone()
    db.close()


def test_no_name_tells_the_hash_or_the_key(store):
    for name in (store.folder.name, *(file.name for file in store.folder.iterdir())):
        assert not any(secret[:8] in name for secret in (DIGEST, hashlib.sha256(DIGEST.encode()).hexdigest(), KEY))
    assert mark_of(KEY) != mark_of(OTHER)
    assert Store(store.folder.parent, OTHER).file_of(DIGEST).name != store.file_of(DIGEST).name


@pytest.mark.parametrize("spoil", ["flip", "cut", "empty", "gone", "other"])
def test_one_that_is_damaged_is_never_handed_out(store, tmp_path, spoil):
    file = store.file_of(DIGEST)
    content = bytearray(file.read_bytes())
    content[9000] ^= 1
    if spoil == "gone":
        file.unlink()
    elif spoil == "other":
        other = hashlib.sha256(b"other").hexdigest()
        store.put(other, b"other")
        os.replace(store.file_of(other), file)
    else:
        file.write_bytes({"flip": bytes(content), "cut": bytes(content[:4096]), "empty": b""}[spoil])
    assert store.read(DIGEST) is None
    with pytest.raises(UserError, match="missing from the folder"):
        store.require(DIGEST, tmp_path / "b.scrutiny")
    assert any(store.lacks(DIGEST, turn) for turn in range(16))


def test_bytes_that_are_not_those_of_the_hash_are_not_kept(tmp_path):
    store = Store(tmp_path, KEY)
    with pytest.raises(OSError, match="could not be read again"):
        store.put(DIGEST, b"something else")
    assert list(store.folder.iterdir()) == []


def test_it_lacks_what_is_not_there_and_nothing_that_is_whole(store):
    assert not any(store.lacks(DIGEST, turn) for turn in range(16))
    assert all(store.lacks(hashlib.sha256(b"x").hexdigest(), turn) for turn in range(16))


def test_what_no_backup_names_goes_and_the_stores_of_other_keys_by_their_marks(store, tmp_path):
    second = hashlib.sha256(b"x").hexdigest()
    store.put(second, b"x")
    store.prune({second})
    assert [file.name for file in store.folder.iterdir()] == [store.file_of(second).name]
    Store(tmp_path, OTHER).put(second, b"x")
    (tmp_path / "attachments of mine").mkdir()
    drop_stores(tmp_path, {mark_of(OTHER)})
    assert {folder.name for folder in tmp_path.iterdir()} == {"attachments of mine", Store(tmp_path, OTHER).folder.name}


def test_what_was_cut_off_is_cleared_by_its_name_and_nothing_else(tmp_path):
    parts = [
        part_of(tmp_path / "North 1.scrutiny"),
        tmp_path / ".North 1.scrutiny.part-journal",
        tmp_path / ".list.ab.part",
    ]
    others = [tmp_path / "North.part", tmp_path / ".hidden", part_of(tmp_path / "South.scrutiny")]
    for file in (*parts, *others):
        file.write_bytes(b"x")
    clear_parts(tmp_path, "North ")
    assert sorted(tmp_path.iterdir()) == sorted((parts[2], *others))
    clear_parts(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted(others[:2])
    clear_parts(tmp_path / "not there")

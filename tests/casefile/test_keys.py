"""Keys: what SQLCipher derives itself, and a check that tells a wrong passphrase without giving the right one away."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scrutineer.casefile import keys
from scrutineer.errors import UserError

SALT = bytes(range(16))


def test_the_key_is_that_of_sqlcipher_4():
    """PBKDF2 with HMAC-SHA-512, 256,000 rounds, 32 bytes: another figure and no other tool opens the file."""
    expected = hashlib.pbkdf2_hmac("sha512", b"four unrelated words", SALT, 256_000, 32)
    assert keys.derive("four unrelated words", SALT) == expected.hex() + SALT.hex()
    assert len(keys.derive("é", SALT)) == 96
    assert keys.derive("a", SALT) != keys.derive("b", SALT)
    assert keys.derive("a", SALT)[:64] != keys.derive("a", SALT[::-1])[:64]


def test_the_check_tells_whether_a_passphrase_fits(tmp_path):
    path = tmp_path / "c.scrutiny"
    assert keys.passphrase_fits(path, "right words") is None
    keys.write_check(path, keys.derive("right words", SALT))
    assert keys.passphrase_fits(path, "right words") is True
    assert keys.passphrase_fits(path, "wrong words") is False


@pytest.mark.parametrize("content", ["", "{}", "[]", "7", '{"salt": "zz", "check": "x"}', '{"salt": 3, "check": "x"}'])
def test_a_check_that_cannot_be_read_says_nothing_either_way(tmp_path, content):
    path = tmp_path / "c.scrutiny"
    path.with_name(path.name + ".check").write_text(content)
    assert keys.passphrase_fits(path, "right words") is None


def test_the_check_holds_neither_key_nor_passphrase(tmp_path):
    path, key = tmp_path / "c.scrutiny", keys.derive("right words", SALT)
    keys.write_check(path, key)
    written = path.with_name(path.name + ".check").read_text()
    assert key[:64] not in written
    assert set(json.loads(written)) == {"salt", "check"}


@given(st.text(max_size=14))
@example("x" * 9)
@example("x" * 10)
@settings(max_examples=40)
def test_ten_characters_are_enough_and_nine_are_not(passphrase):
    if len(passphrase) < 10:
        with pytest.raises(UserError, match="too short"):
            keys.require_passphrase(passphrase)
    else:
        assert keys.require_passphrase(passphrase) == passphrase

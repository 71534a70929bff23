"""Passphrases in any spelling open what they opened before; what is told about them is true."""

from __future__ import annotations

import hashlib
import unicodedata

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from scrutineer.casefile import driver, keys
from scrutineer.domain.rules import is_blank
from scrutineer.errors import UserError, WrongPassphrase
from scrutineer.operations import casefiles
from tests.conftest import CLOCK, PASSPHRASE

SHIPPED_ROUNDS = keys.ROUNDS
ACCENTED = "vier wörter für später"
FORMS = [unicodedata.normalize(form, ACCENTED) for form in ("NFC", "NFD")]


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch):
    monkeypatch.setattr(keys, "ROUNDS", 2)


@pytest.mark.parametrize("made_with", FORMS)
@pytest.mark.parametrize("opened_with", FORMS)
def test_composed_or_apart_it_is_the_same_passphrase(casefile, made_with, opened_with):
    casefiles.change_passphrase(casefile, current=PASSPHRASE, new=made_with)
    casefiles.change_passphrase(casefile, current=opened_with, new=made_with)
    casefile.close()
    casefiles.open_casefile(casefile.path, passphrase=opened_with, clock=CLOCK).close()


@pytest.mark.parametrize("made_with", FORMS)
@pytest.mark.parametrize("opened_with", FORMS)
def test_a_file_of_an_older_version_opens_by_either(casefile, made_with, opened_with):
    """It took the passphrase as it was typed."""
    casefile.close()
    old = keys.derive(made_with, b"0123456789abcdef")
    copy = casefile.path.with_name("old.scrutiny")
    source, target = driver.connect(casefile.path, keys.key_for(casefile.path, PASSPHRASE)), driver.connect(copy, old)
    driver.connection_of(source).backup(driver.connection_of(target))
    source.close()
    target.close()
    casefiles.open_casefile(copy, passphrase=opened_with, clock=CLOCK).close()


def test_a_space_at_an_end_is_refused_when_it_is_made_and_told_when_it_is_tried(casefile):
    with pytest.raises(UserError, match="begins or ends with a space"):
        casefiles.change_passphrase(casefile, current=PASSPHRASE, new=" another four words")
    casefile.close()
    with pytest.raises(WrongPassphrase) as refused:
        casefiles.open_casefile(casefile.path, passphrase="not the passphrase ", clock=CLOCK)
    assert "without" in refused.value.advice


def test_an_older_version_left_a_check_that_is_still_read(casefile, tmp_path, monkeypatch):
    casefile.close()
    key = keys.key_for(casefile.path, PASSPHRASE)
    mac = keys.seal(key, b"scrutineer casefile key check")
    keys.old_check_of(casefile.path).write_text(f'{{"salt": "{key[64:]}", "check": "{mac}"}}')
    monkeypatch.setenv("SCRUTINEER_HOME", str(tmp_path / "another computer"))
    with pytest.raises(WrongPassphrase, match="unharmed"):
        casefiles.open_casefile(casefile.path, passphrase="not the passphrase", clock=CLOCK)
    casefile.path.write_bytes(casefile.path.read_bytes()[:16] + bytes(20_000))
    with pytest.raises(UserError, match="damaged"):
        casefiles.open_casefile(casefile.path, passphrase=PASSPHRASE, clock=CLOCK)


def test_of_a_copy_of_a_casefile_that_this_machine_knows_a_wrong_passphrase_is_told_from_damage(casefile, tmp_path):
    casefile.close()
    copy = tmp_path / "copy.scrutiny"
    copy.write_bytes(casefile.path.read_bytes())
    with pytest.raises(WrongPassphrase, match="unharmed"):
        casefiles.open_casefile(copy, passphrase="not the passphrase", clock=CLOCK)


def test_the_key_is_that_of_sqlcipher_4(monkeypatch):
    """PBKDF2 with HMAC-SHA-512, 256,000 rounds, 32 bytes: another figure and no other tool opens the file."""
    monkeypatch.setattr(keys, "ROUNDS", SHIPPED_ROUNDS)
    salt = bytes(range(16))
    expected = hashlib.pbkdf2_hmac("sha512", b"four unrelated words", salt, 256_000, 32)
    assert keys.derive("four unrelated words", salt) == expected.hex() + salt.hex()
    assert keys.derive("a", salt) != keys.derive("b", salt)
    assert keys.derive("a", salt)[:64] != keys.derive("a", salt[::-1])[:64]


@pytest.mark.parametrize("content", ["", "{}", "[]", "7", '{"salt": "zz", "check": "x"}', '{"salt": 3, "check": "x"}'])
def test_an_old_check_that_cannot_be_read_says_nothing_either_way(tmp_path, content):
    path = tmp_path / "c.scrutiny"
    keys.old_check_of(path).write_text(content)
    assert keys.fits_old_check(path, "right words") is None


@given(st.text(max_size=14))
@example("x" * 9)
@example("x" * 10)
@example("\u200b" * 12)  # nothing of it can be seen, and nobody could type it again
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_ten_characters_are_enough_and_nine_are_not(passphrase):
    if passphrase != passphrase.strip():
        with pytest.raises(UserError, match="space"):
            keys.require_passphrase(passphrase)
    elif len(passphrase) < 10 or is_blank(passphrase):
        with pytest.raises(UserError, match="too short"):
            keys.require_passphrase(passphrase)
    else:
        assert keys.require_passphrase(passphrase) == passphrase


@pytest.mark.parametrize("place", [3, 100, 9000])
def test_any_whole_page_shows_that_the_passphrase_is_right(casefile, place):
    casefile.close()
    key = keys.key_for(casefile.path, PASSPHRASE)
    content = bytearray(casefile.path.read_bytes())
    content[place] ^= 1
    casefile.path.write_bytes(content)
    assert keys.authenticates(casefile.path, key)
    assert not keys.authenticates(casefile.path, keys.derive("another", keys.salt_of(casefile.path)))

"""Files within the casefile: the same bytes once, found by their hash, missed in words."""

from __future__ import annotations

import hashlib

import pytest

from scrutineer.casefile import files
from scrutineer.errors import UserError


@pytest.mark.parametrize("content", [b"", b"\x00\xff", b"x" * 100_000])
def test_bytes_come_back_as_they_went_in_and_are_kept_once(casefile, content):
    with casefile.transact("Store"):
        digest = files.store(casefile, content)
        assert files.store(casefile, content) == digest
    assert digest == hashlib.sha256(content).hexdigest()
    assert files.load(casefile, digest) == content
    assert files.digests(casefile) == [digest]


def test_a_file_that_is_gone_is_a_sentence(casefile):
    with pytest.raises(UserError, match="no longer in the casefile"):
        files.load(casefile, "0" * 64)

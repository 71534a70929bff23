"""The worked example, open once for all the tests of the kinds: they only look at it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from scrutineer.operations import casefiles
from scrutineer.operations.casefiles import Casefile
from tests.conftest import CLOCK, PASSPHRASE


def opened(example_folder: Path, folder: Path) -> Casefile:
    """A copy of the worked example, open."""
    copy = folder / "Northmoor.scrutiny"
    shutil.copyfile(example_folder / "Northmoor.scrutiny", copy)
    return casefiles.open_casefile(copy, passphrase=PASSPHRASE, clock=CLOCK)


@pytest.fixture(scope="session")
def example(example_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casefile]:
    """The worked example that nobody changes."""
    casefile = opened(example_folder, tmp_path_factory.mktemp("looked at"))
    yield casefile
    casefile.close()


@pytest.fixture
def changed_example(example_folder: Path, tmp_path: Path) -> Iterator[Casefile]:
    """The worked example of one test, to be changed."""
    casefile = opened(example_folder, tmp_path)
    yield casefile
    casefile.close()

"""Drafts: kept with every field as it was typed, across closing and kills; no part of journal, undo, export or merge."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrutineer.casefile import drafts, journal
from scrutineer.domain.drafts import Draft
from scrutineer.operations import casefiles, export
from tests.conftest import CLOCK, PASSPHRASE

REPLY = Draft("event:12", "What happened next, NSCP-26-002", {"text": "They wrote: “not yet”\n\n", "day": "1 Sept"})


def test_a_draft_comes_back_as_it_was_typed(casefile):
    kept = drafts.keep(casefile, REPLY)
    casefile.close()
    opened = casefiles.open_casefile(casefile.path, passphrase=PASSPHRASE, clock=CLOCK)
    assert drafts.every(opened) == (kept,)
    assert (kept.form, kept.title, kept.fields) == (REPLY.form, REPLY.title, REPLY.fields)
    assert kept.kept.startswith(f"{CLOCK.now():%Y-%m-%d}")
    opened.close()


def test_there_is_one_draft_of_a_form_and_it_can_go(casefile):
    drafts.keep(casefile, REPLY)
    later = drafts.keep(casefile, Draft(REPLY.form, REPLY.title, {"text": "More"}))
    other = drafts.keep(casefile, Draft("capture", "Evidence", {"title": "Seen"}))
    assert {draft.form for draft in drafts.every(casefile)} == {"event:12", "capture"}
    assert later in drafts.every(casefile)
    drafts.drop(casefile, REPLY.form)
    drafts.drop(casefile, REPLY.form)
    assert drafts.every(casefile) == (other,)


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.text(min_size=1, max_size=8), st.text(max_size=60), max_size=6))
def test_no_text_is_kept_changed(shared_casefile, fields):
    try:
        for name, text in fields.items():
            (name + text).encode()
    except UnicodeEncodeError:
        return
    drafts.keep(shared_casefile, Draft("any", "Any", fields))
    assert drafts.every(shared_casefile)[0].fields == fields


@pytest.fixture(scope="module")
def shared_casefile(tmp_path_factory):
    made = casefiles.new_casefile(
        tmp_path_factory.mktemp("drafts") / "One", passphrase=PASSPHRASE, partnership="Testshire", clock=CLOCK
    )
    yield made
    made.discard()


def test_a_draft_is_nothing_to_undo_to_export_or_to_merge(casefile, tmp_path):
    tip, labels = journal.tip(casefile.reader), casefile.labels()
    drafts.keep(casefile, Draft("capture", "Evidence", {"title": "Markerword"}))
    assert (journal.tip(casefile.reader), casefile.labels()) == (tip, labels)
    assert casefiles.check_casefile(casefile).value.problems == ()
    export.export_everything(casefile, into=tmp_path / "out")
    assert not [file for file in tmp_path.rglob("*") if file.is_file() and b"Markerword" in file.read_bytes()]


KILLED = """
import os, signal, sys
from pathlib import Path
from scrutineer.casefile import drafts
from scrutineer.domain.drafts import Draft
from scrutineer.operations import casefiles
from tests.conftest import CLOCK, PASSPHRASE
opened = casefiles.open_casefile(Path(sys.argv[1]), passphrase=PASSPHRASE, clock=CLOCK)
drafts.keep(opened, Draft("capture", "Evidence", {"title": "An hour of words"}))
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_draft_outlives_the_process(casefile):
    casefile.close()
    subprocess.run([sys.executable, "-c", KILLED, str(casefile.path)], check=False, timeout=60)
    opened = casefiles.open_casefile(casefile.path, passphrase=PASSPHRASE, clock=CLOCK)
    assert [draft.fields for draft in drafts.every(opened)] == [{"title": "An hour of words"}]
    opened.close()

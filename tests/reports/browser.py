"""A page in a real browser without a window, looked over by axe-core: both are found on this machine or the test skips."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "microsoft-edge")
RUN = """
<script>axe.run(document, {resultTypes: ["violations"]}).then(
  done => { document.body.textContent = "axe:" + JSON.stringify({passed: done.passes.length, version: axe.version,
    violations: done.violations.map(rule => [rule.id, rule.help, rule.nodes.map(node => node.html.slice(0, 200))])})
    + ":axe"; },
  error => { document.body.textContent = "axe:" + JSON.stringify({error: String(error)}) + ":axe"; });</script>
"""


def browser() -> str:
    """The first browser of this machine that runs without a window."""
    name = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not name:
        pytest.skip("no headless browser is installed: Debian has one in chromium-headless-shell")
    return name


def engine() -> str:
    """The accessibility engine's own script."""
    named = os.environ.get("SCRUTINEER_AXE", "")
    places = (Path(named), ROOT / "node_modules" / "axe-core" / "axe.min.js", Path("/usr/lib/node_modules/axe-core/axe.min.js"),
              Path("/usr/local/lib/node_modules/axe-core/axe.min.js"))  # fmt: skip
    file = next((place for place in places if place.is_file()), None)
    if not file:
        pytest.skip("axe-core is not installed: npm install -g axe-core, or name its axe.min.js in SCRUTINEER_AXE")
    return file.read_text(encoding="utf-8")


def shown(page: Path, *flags: str) -> str:
    """What the browser makes of a page, as markup."""
    command = [browser(), "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=20000", *flags,
               "--dump-dom", page.as_uri()]  # fmt: skip
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout


def examined(page: bytes, folder: Path, *flags: str) -> dict[str, object]:
    """What axe says of a page: how many rules passed, and each that is broken with where."""
    markup = page.decode()
    start = markup.index('<meta http-equiv="Content-Security-Policy"')
    policy = markup[start : markup.index(">", start) + 1]
    copy = markup.replace(policy, "").replace("</body>", f"<script>{engine()}</script>{RUN}</body>")
    file = folder / "page.html"
    file.write_text(copy, encoding="utf-8")
    seen = shown(file, *flags)
    answer = unescape(seen.rpartition("axe:")[2].partition(":axe")[0])
    return json.loads(answer)

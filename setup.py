"""What a wheel carries beside the modules: resources and the pages of the guide. All else is in pyproject.toml."""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithShipped(build_py):
    """Puts what `scrutineer.paths` reads from into the package; in place it is read from where it stands."""

    def run(self) -> None:
        """Build as ever, then copy."""
        super().run()
        if self.editable_mode:
            return
        shipped = Path(self.build_lib, "scrutineer", "shipped")
        shutil.copytree("resources", shipped / "resources", dirs_exist_ok=True)
        (shipped / "docs").mkdir(exist_ok=True)
        for page in Path("docs").glob("*.md"):
            shutil.copy2(page, shipped / "docs")
        if Path("build", "guide", "index.html").exists():  # set before by `dev.py guide`
            # what Sphinx keeps for its next run lies there too: it names folders, and no two runs write the same bytes
            kept_by_sphinx = shutil.ignore_patterns(".*")
            shutil.copytree(Path("build", "guide"), shipped / "guide", dirs_exist_ok=True, ignore=kept_by_sphinx)


setup(cmdclass={"build_py": BuildWithShipped})

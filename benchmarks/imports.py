"""Imports in one run: ours beside bare python-calamine, pandas and django-import-export on the same workbooks.

python3 dev.py bench, or .venv/bin/python benchmarks/imports.py [--quick]. The others are only compared where they are installed (pip install -e ".[bench]").
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.common import PASSPHRASE, ROOT, line, timed
from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.clock import MachineClock
from scrutineer.domain.ids import AnswerId, ReturnId
from scrutineer.domain.returns import ReturnFile, SelfAssessment

COLUMNS = ["No", "Standard", "Score", "Evidence", "To improve", "Deadline", *[f"Column {n}" for n in range(8)]]
MAPPING = """
name = "Bench"
layout = "standards down"
scale = "0-3"
[headings]
No = "standard number"
Standard = "standard"
Score = "self-assessment"
Evidence = "evidence"
"To improve" = "improvement"
Deadline = "deadline"
"""


def made(folder: Path, rows: int) -> Path:
    """The generated workbook: a heading row and rows by 14 columns of numbers and words."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Return")
    sheet.append(COLUMNS)
    for n in range(rows):
        words = [f"Note {n * 8 + c}" for c in range(8)]
        sheet.append(
            [f"{n // 9 + 1}.{n % 9 + 1}", f"Standard {n}", n % 4, f"Minutes {n}", "More audit", "31/03/2027", *words]
        )
    path = folder / f"police {rows}.xlsx"
    book.save(path)
    return path


def bare(path: Path, times: int = 3) -> float:
    from python_calamine import CalamineWorkbook

    return timed(lambda: CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python(), times)


def _computing(work: Callable[[], object]) -> float:
    """What a piece of work takes of the processor, its child processes counted: whatever else the machine does."""
    import resource

    def spent() -> float:
        both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        return sum(usage.ru_utime + usage.ru_stime for usage in both)

    start = spent()
    work()
    return spent() - start


def pandas_read(path: Path) -> None:
    try:
        import pandas
    except ImportError:
        print("pandas is not installed: left out")
        return
    line("pandas.read_excel, openpyxl", timed(lambda: pandas.read_excel(path, engine="openpyxl")))
    line("pandas.read_excel, calamine", timed(lambda: pandas.read_excel(path, engine="calamine")))


def ours(folder: Path, path: Path, rows: int, base: float) -> dict[str, float]:
    """Preview, dry run, commit beside a bare insert of the same rows, the same again, taking out and undoing that."""
    from scrutineer.exchange import profile_file, reader, suggest
    from scrutineer.operations import answer_returns, casefiles, imports, imports_made, mappings, partnership

    casefile = casefiles.new_casefile(
        folder / f"bench {rows}", passphrase=PASSPHRASE, partnership="Bench", clock=MachineClock()
    )
    partnership.add_agency(casefile, name="Police")
    profile = profile_file.parse(MAPPING, mappings.scales())
    preview = timed(lambda: suggest.suggest(reader.read_workbook(*reader.load(path))), 3)
    line(f"preview without a mapping, {rows} rows", preview, f"{preview / base:.1f} times bare calamine")

    def dry_run() -> object:
        return imports.propose(casefile, workbook=answer_returns.read_file(path)[0], profile=profile)

    dry = timed(dry_run, 3)
    line(f"read and dry-run diff, {rows} rows", dry, f"{dry / base:.1f} times bare calamine; aim 5")
    least, worked = min(_computing(lambda: bare(path, 1)) for _ in range(5)), min(_computing(dry_run) for _ in range(5))
    line("the same in computing time, the reading process too", worked, f"{worked / least:.1f} times bare calamine")
    workbook, content = answer_returns.read_file(path)
    shown = imports.propose(casefile, workbook=workbook, profile=profile)
    commit = timed(lambda: imports.commit(casefile, proposal=shown, content=content))
    (file,) = imports_made.standing_imports(casefile)
    inserted = bulk_insert(casefile, file)
    line(f"the same rows inserted, journalled, {rows} rows", inserted, f"{inserted / rows * 1e6:.0f} us a row")
    line(f"commit, journalled and encrypted, {rows} rows", commit, f"{commit / inserted:.1f} times the insert; aim 3")
    line(f"the same file again, {rows} rows", timed(dry_run, 3))
    out = timed(lambda: imports_made.take_out_import(casefile, return_id=file.id))
    line(f"take that import out, {rows} rows", out)
    undo = timed(casefile.undo)
    line(f"undo that, {rows} rows", undo, f"together {(out + undo) / commit:.1f} times the commit; aim 3")
    casefile.close()
    return {"dry": dry, "commit": dry + commit}


def bulk_insert(casefile: Casefile, file: ReturnFile) -> float:
    """The least that storing these rows can cost: one entry that adds all of them at once; undone again."""
    rows = tables.rows(casefile, SelfAssessment, return_id=file.id)

    def insert() -> None:
        with casefile.transact("Insert the same rows"):
            new = ReturnId(tables.insert(casefile, replace(file, id=ReturnId(0), profile="again")))
            tables.insert_all(casefile, [replace(row, id=AnswerId(0), return_id=new, profile="again") for row in rows])

    seconds = timed(insert)
    casefile.undo()
    return seconds


def django_import_export(folder: Path, path: Path, mine: dict[str, float]) -> None:
    """The usual way of a web application: tablib reads the file, each row is compared and saved by the ORM."""
    try:
        import django
        import import_export  # noqa: F401
        from django.conf import settings
    except ImportError:
        print("django-import-export is not installed: left out")
        return
    import types

    module = types.ModuleType("bench")
    module.__file__, module.__path__ = str(folder / "bench" / "__init__.py"), [str(folder)]
    sys.modules["bench"] = module
    if not settings.configured:
        settings.configure(
            DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "django.sqlite")}},
            INSTALLED_APPS=["import_export", "bench"], DEFAULT_AUTO_FIELD="django.db.models.AutoField", USE_TZ=True,
        )  # fmt: skip
        django.setup()
    from django.db import connection, models
    from import_export import resources
    from tablib import Dataset

    class Answer(models.Model):
        number = models.CharField(max_length=40)
        standard = models.TextField()

        class Meta:
            app_label = "bench"

    for n in range(12):
        Answer.add_to_class(f"field{n}", models.TextField(null=True))
    with connection.schema_editor() as editor:
        editor.create_model(Answer)
    wanted = ["number", "standard", *[f"field{n}" for n in range(12)]]

    class AnswerResource(resources.ModelResource):
        class Meta:
            model = Answer
            import_id_fields = ("number", "standard")
            fields = tuple(wanted)

    def load() -> Dataset:
        data = Dataset().load(path.read_bytes(), format="xlsx")
        data.headers = wanted
        return data

    dry = timed(lambda: AnswerResource().import_data(load(), dry_run=True, raise_errors=True))
    line("django-import-export, read and dry run", dry, f"{dry / mine['dry']:.1f} times ours")
    commit = timed(lambda: AnswerResource().import_data(load(), dry_run=False, raise_errors=True))
    line("django-import-export, read and commit", commit, f"{commit / mine['commit']:.1f} times ours")


MEMORY = """
import resource, sys
from pathlib import Path
from scrutineer.exchange import apply, profile_file, reader
from scrutineer.frameworks.loader import scales
book = reader.read_workbook(*reader.load(Path(sys.argv[1])))
apply.read_with(book, profile_file.parse(sys.argv[2], scales()))
own = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))  # since this program began
print(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def memory(path: Path, rows: int) -> None:
    """The most memory of the program and of the reading process, each in a process of its own."""
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", MEMORY, str(path), MAPPING], capture_output=True, text=True, check=True, env=env
    )
    own, child = (int(number) // 1024 for number in done.stdout.split())
    print(f"{f'most memory, {rows} rows: program, reading process':<62}{own:6d}, {child} MB", flush=True)


def last_row() -> None:
    """A workbook whose used range claims 1,048,576 rows."""
    from scrutineer.exchange import reader, suggest

    path = ROOT / "tests" / "data" / "formatted-to-the-last-row.xlsx"
    line(
        "preview of a workbook formatted to the last row",
        timed(lambda: suggest.suggest(reader.read_workbook(*reader.load(path))), 3),
    )


def main() -> None:
    """Everything, in one run."""
    sizes = (5_000,) if "--quick" in sys.argv else (5_000, 50_000)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["SCRUTINEER_HOME"] = name
        last_row()
        for rows in sizes:
            path = made(folder, rows)
            base = bare(path)
            line(f"bare python-calamine, {rows} rows by 14", base)
            mine = ours(folder, path, rows, base)
            memory(path, rows)
            if rows == sizes[0]:
                pandas_read(path)
                django_import_export(folder, path, mine)


if __name__ == "__main__":
    main()

"""How long ``archivist show`` takes from the start of the process, beside importing SQLAlchemy alone."""

import subprocess
import sys
import tempfile
from pathlib import Path

from archivist.app.wiring import open_services
from archivist.resources import resource
from archivist.store.archive import Archive
from tests.benchmarks.measuring import median, report, seconds


def run() -> None:
    with tempfile.TemporaryDirectory() as name:
        archive = Path(name) / "a.archivist"
        Archive.create(archive).close()
        with open_services(archive) as services:
            (seed,) = resource("sample").rglob("keqiao*.txt")
            (outcome,) = services.importing.import_paths([seed])
        show = [sys.executable, "-m", "archivist", "show", str(archive), str(outcome.report)]
        imports = [sys.executable, "-c", "import sqlalchemy"]
        pairs = [(_run(show), _run(imports)) for _ in range(11)]
    ours, baseline = median([pair[0] for pair in pairs]), median([pair[1] for pair in pairs])
    report(
        "archivist show, whole process",
        f"{ours * 1000:.0f} ms",
        f"python -c 'import sqlalchemy': {baseline * 1000:.0f} ms",
        ours / baseline,
        "at most 3",
    )


def _run(command: list[str]) -> float:
    return seconds(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL))[0]

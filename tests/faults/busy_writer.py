"""Changes an archive without end, for a test that kills it: ``python busy_writer.py PATH SEED``.

Tells of each commit only after it was made, as a line with its number and token."""

import random
import sys
from pathlib import Path

from builders import TEXT, a_draft, an_annotation, an_original

from archivist.store import annotations, reports
from archivist.store.archive import Archive


def main(path: Path, chance: random.Random) -> None:
    with Archive.open(path) as archive:
        while True:
            change(archive, chance)
            stamp = archive.stamp()
            sys.stdout.write(f"{stamp.seq} {stamp.token}\n")
            sys.stdout.flush()


def change(archive: Archive, chance: random.Random) -> None:
    what = chance.choice(["import", "import", "annotate", "annotate", "undo", "redo"])
    with archive.read() as reader:
        known = reports.list_reports(reader)
    if what == "undo":
        archive.undo()
    elif what == "redo":
        archive.redo()
    elif what == "import" or not known:
        batch = [
            (a_draft(), an_original(chance.randbytes(20_000) + TEXT.encode())) for _ in range(chance.randint(1, 3))
        ]
        with archive.write("Import") as tx:
            reports.add_reports(tx, batch)
    else:
        with archive.write("Annotate") as tx:
            annotations.add_annotation(tx, an_annotation(chance.choice(known).id, note=TEXT, tags=("x", "y")))


if __name__ == "__main__":
    main(Path(sys.argv[1]), random.Random(int(sys.argv[2])))

"""Changes an archive and lets its index follow, without end, for a test that kills it: ``python busy_keeper.py PATH SEED``.

Tells when it has begun, and after each time that the index caught up."""

import random
import sys
from pathlib import Path

from builders import a_draft, an_annotation, an_original

from archivist.app.keeper import IndexKeeper
from archivist.store import annotations, reports
from archivist.store.archive import Archive

_WORDS = ("会议", "紡織", "产业", "發展", "规定", "條例", "上海", "国务院")


def main(path: Path, chance: random.Random) -> None:
    with Archive.open(path) as archive:
        keeper = IndexKeeper(archive)
        while True:
            change(archive, chance)
            if chance.random() < 0.1:
                keeper.rebuild()
            else:
                keeper.catch_up()
            if chance.random() < 0.3:
                keeper.tidy(lambda: chance.random() < 0.95)
            sys.stdout.write("\n")
            sys.stdout.flush()


def change(archive: Archive, chance: random.Random) -> None:
    with archive.read() as reader:
        known = reports.report_ids(reader)
    if known and chance.random() < 0.3:
        with archive.write("Annotate") as tx:
            text = reports.reading_text(tx, mark := chance.choice(known))
            annotation = an_annotation(mark, text=text, quote=text[:2], note=chance.choice(_WORDS))
            annotations.add_annotation(tx, annotation)
        return
    if known and chance.random() < 0.3:
        with archive.write("Trash") as tx:
            reports.trash(tx, chance.sample(known, min(len(known), 3)))
        return
    batch = []
    for _ in range(chance.randint(1, 12)):
        text = "。\n".join("".join(chance.choices(_WORDS, k=5)) for _ in range(chance.randint(1, 60)))
        batch.append((a_draft(title=chance.choice(_WORDS), text=text), an_original(chance.randbytes(40))))
    with archive.write("Import") as tx:
        reports.add_reports(tx, batch)


if __name__ == "__main__":
    main(Path(sys.argv[1]), random.Random(int(sys.argv[2])))

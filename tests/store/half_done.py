"""An archive as it is found after its writer died."""

from pathlib import Path

from archivist.store import connection


def leave_half_done(path: Path) -> None:
    """What a writer leaves that dies in the middle of a change, without a log."""
    journal = path.with_name(f"{path.name}-journal")
    writer = connection.open_raw(path, writing=True)
    writer.execute("PRAGMA cache_size=1")
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("DELETE FROM report")
    for number in range(300):
        writer.execute("INSERT INTO meta VALUES (?, ?)", (f"{number}", "x" * 10_000))
    left = {each: each.read_bytes() for each in (path, journal)}
    writer.execute("ROLLBACK")
    writer.close()
    for each, content in left.items():
        each.write_bytes(content)

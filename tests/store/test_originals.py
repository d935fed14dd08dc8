import random
from hashlib import sha256
from pathlib import Path

import pytest
from builders import a_draft, an_original

from archivist.domain import ReportId, new_id
from archivist.domain.errors import ArchiveDamaged, WrongUse
from archivist.store import reports, schema
from archivist.store.archive import Archive
from archivist.store.codec import PART_SIZE
from archivist.store.originals import describe_original, original_bytes

LARGE = {
    "incompressible": random.Random(1).randbytes(PART_SIZE + 5),
    "compressible": b"0123456789" * (2 * PART_SIZE // 10) + b"end",
}


def a_report_of(archive: Archive, content: bytes) -> ReportId:
    with archive.write("Import") as tx:
        return reports.add_report(tx, a_draft(), an_original(content))


@pytest.mark.parametrize("kind", LARGE)
def test_a_large_original_comes_back_byte_for_byte(tmp_path: Path, kind: str):
    content = LARGE[kind]
    with Archive.create(tmp_path / "a.archivist") as archive:
        report = a_report_of(archive, content)
    with Archive.open(tmp_path / "a.archivist", read_only=True) as archive, archive.read() as reader:
        assert original_bytes(reader, report) == content
        parts = reader.execute(schema.original_part.select()).all()
        facts = describe_original(reader, report)
    assert len(parts) == len(content) // PART_SIZE + 1
    assert facts is not None
    assert (facts.size, facts.sha256) == (len(content), sha256(content).hexdigest())


@pytest.mark.parametrize("content", [b"", b"\x00", bytes(range(256)), b"\xff\xfe\x00\xd8"])
def test_any_bytes_come_back(archive: Archive, content: bytes):
    report = a_report_of(archive, content)
    with archive.read() as reader:
        assert original_bytes(reader, report) == content


def test_what_does_not_shrink_is_kept_as_it_is():
    content = random.Random(2).randbytes(10_000)
    original = an_original(content)
    assert (original.codec, original.parts) == ("raw", (content,))
    assert an_original(b"0" * 10_000).codec == "zstd"


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE original_part SET data = zeroblob(length(data))",
        "UPDATE original_part SET data = 'text'",
        "DELETE FROM original_part",
        "UPDATE original SET size = size + 1",
        "UPDATE original SET parts = 0",
        "UPDATE original SET parts = 1000000000",
        "UPDATE original SET codec = 'other'",
    ],
)
def test_bytes_that_are_not_those_that_came_in_are_never_given_out(archive: Archive, damage: str):
    report = a_report_of(archive, b"precious " * 1000)
    with archive.write("Damage") as tx:
        tx._connection.exec_driver_sql(damage)
        reports.set_metadata(tx, report, title="so that it is committed")
    with pytest.raises(ArchiveDamaged, match=r"a\.archivist"), archive.read() as reader:
        original_bytes(reader, report)


def test_an_unknown_report_has_no_original(archive: Archive):
    with archive.read() as reader:
        assert describe_original(reader, ReportId(new_id())) is None
        with pytest.raises(WrongUse):
            original_bytes(reader, ReportId(new_id()))

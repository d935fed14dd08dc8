"""Whatever happens to the files of an index: it is what it was, or what it was to be, or empty, and says so."""

import os
import random
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from search.indexing import a_document, a_query, a_stamp

from archivist.domain.errors import ArchivistError, DiskFull, UnwritableTarget
from archivist.search import manifest as manifest_module
from archivist.search.context import LineSort
from archivist.search.index import SearchIndex
from archivist.search.trend import By
from archivist.search.values import FACETS, SORTS, IndexDamaged, IndexDocument

LAW = next(iter(sorted((Path(__file__).parents[1] / "data" / "reports" / "cn-law-md").glob("*.md"))))

OLD = [a_document(f"旧文第{number}号", title="") for number in range(5)]
NEW = [a_document("新文", title="", report=OLD[0].id), a_document("又一新文", title="")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index of one segment with three documents, two with one each: the next commit is followed by a merge."""
    with SearchIndex.open(tmp_path / "index") as index:
        index.update(OLD[:3], (), a_stamp(1))
        for document in OLD[3:]:
            index.update([document], (), a_stamp(1))
    return tmp_path / "index"


def update(folder: Path) -> None:
    with SearchIndex.open(folder) as index:
        index.update(NEW, [OLD[1].id], a_stamp(2))


def clear(folder: Path) -> None:
    with SearchIndex.open(folder) as index:
        index.clear()


def replace(folder: Path) -> None:
    with SearchIndex.open(folder, memory=400) as index:
        index.replace(ANEW, a_stamp(3))


def state(index: SearchIndex) -> tuple[int, int, int, int]:
    """Sequence number, reports, reports with the old text, reports with the new one."""
    old, new = (index.search(a_query(text), limit=0).count for text in ("旧文", "新文"))
    return (index.stamp.seq if index.stamp else 0, index.count, old, new)


ANEW = [a_document(f"新文第{number}号", title="") for number in range(4)]
REPLACED = (3, 4, 0, 4)

BEFORE, AFTER, EMPTY = (1, 5, 5, 0), (2, 5, 3, 2), (0, 0, 0, 0)


def flipped(folder: Path, copy: Path, chance: random.Random) -> Path:
    """A copy of an index in which one bit of one file is another."""
    shutil.copytree(folder, copy)
    path = chance.choice(sorted(path for path in copy.iterdir() if path.is_file() and path.stat().st_size))
    data = bytearray(path.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)
    return copy


def contents(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.iterdir()}


def dies_at(step: int, folder: Path, work: Callable[[Path], None]) -> bool:
    """Do ``work`` in a process that is gone at its ``step``-th touch of a file, as by kill -9; False where it ended before."""
    child = os.fork()
    if not child:
        touched = 0

        def watch(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal touched
            if event in ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir") and str(folder) in str(arguments[0]):
                touched += 1
                if touched == step:
                    os._exit(9)

        sys.addaudithook(watch)
        work(folder)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


class TestKilled:
    def test_an_update_counts_whole_or_not_at_all(self, folder: Path, tmp_path: Path) -> None:
        seen = []
        for step in range(1, 1000, 3):
            copy = tmp_path / "copy"
            shutil.copytree(folder, copy)
            died = dies_at(step, copy, update)
            with SearchIndex.open(copy) as index:
                seen.append(state(index))
                assert index.check()
            shutil.rmtree(copy)
            if not died:
                break
        assert not died
        assert seen == [BEFORE] * seen.count(BEFORE) + [AFTER] * seen.count(AFTER)
        assert seen.count(BEFORE) > 5
        assert seen.count(AFTER) > 5

    def test_an_index_that_was_being_replaced_is_the_one_or_the_other(self, folder: Path, tmp_path: Path) -> None:
        seen = []
        step, died = 0, True
        while died:
            step += 7
            copy = tmp_path / "copy"
            shutil.copytree(folder, copy)
            died = dies_at(step, copy, replace)
            with SearchIndex.open(copy) as index:
                seen.append(state(index))
                assert index.check()
            shutil.rmtree(copy)
        assert seen == [BEFORE] * seen.count(BEFORE) + [REPLACED] * seen.count(REPLACED)
        assert seen.count(BEFORE) > 5
        assert seen.count(REPLACED) > 1

    def test_an_index_that_was_being_cleared_is_whole_or_empty(self, folder: Path, tmp_path: Path) -> None:
        step, died = 0, True
        while died:
            step += 5
            copy = tmp_path / "copy"
            shutil.copytree(folder, copy)
            died = dies_at(step, copy, clear)
            with SearchIndex.open(copy) as index:
                assert state(index) in (BEFORE, EMPTY)
            shutil.rmtree(copy)

    def test_what_a_killed_update_left_is_swept(self, folder: Path) -> None:
        files = {path.name for path in folder.iterdir()}

        def until_the_manifest(folder: Path) -> None:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr("archivist.search.index.write_manifest", lambda *_: os._exit(9))
                update(folder)

        assert dies_at(10_000, folder, until_the_manifest)
        assert {path.name for path in folder.iterdir()} > files
        SearchIndex.open(folder).close()
        assert {path.name for path in folder.iterdir()} == files


class TestFailing:
    def test_a_full_disk_leaves_the_index_as_it_was(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(path: Path) -> object:
            raise OSError(28, "No space left on device")

        with SearchIndex.open(folder) as index:
            files = contents(folder).keys()
            with monkeypatch.context() as patch:
                patch.setattr("archivist.search.index.record_file", full)
                with pytest.raises(DiskFull):
                    index.update(NEW, [OLD[1].id], a_stamp(2))
            assert state(index) == BEFORE
            assert contents(folder).keys() == files
            index.update(NEW, [OLD[1].id], a_stamp(2))
            assert state(index) == AFTER

    def test_files_are_on_the_disk_before_the_manifest_names_them(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        synced: set[int] = set()
        fsync = os.fsync

        def noted(descriptor: int) -> None:
            synced.add(os.fstat(descriptor).st_ino)
            fsync(descriptor)

        monkeypatch.setattr(os, "fsync", noted)
        known = set(contents(folder))
        update(folder)
        named = manifest_module.read_manifest(folder)
        assert named
        new = set(named.files) - known
        assert new
        assert {(folder / name).stat().st_ino for name in new} <= synced
        assert (folder / "manifest.json").stat().st_ino in synced
        assert folder.stat().st_ino in synced

    def test_a_commit_that_no_manifest_names_does_not_count(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fails(*_: object) -> None:
            raise OSError(5, "Input/output error")

        with monkeypatch.context() as patch:
            patch.setattr("archivist.search.index.write_manifest", fails)
            patch.setattr("archivist.search.index.sweep", lambda *_: None)
            with pytest.raises(DiskFull):
                update(folder)
        assert len(list(folder.glob("*.toc"))) > 1
        with SearchIndex.open(folder, read_only=True) as reader:
            assert state(reader) == BEFORE
        update(folder)
        with SearchIndex.open(folder, read_only=True) as reader:
            assert state(reader) == AFTER


class TestDamage:
    @pytest.mark.parametrize("pattern", ["manifest.json", "*.toc", "*.body.col", "*.trm", "*.key.col"])
    @pytest.mark.parametrize("damage", ["gone", "short", "empty"])
    def test_missing_and_cut_files_empty_the_index(self, folder: Path, pattern: str, damage: str) -> None:
        path = next(iter(folder.glob(pattern)))
        if damage == "gone":
            path.unlink()
        else:
            path.write_bytes(path.read_bytes()[: -1 if damage == "short" else 0])
        with SearchIndex.open(folder, read_only=True) as reader:
            assert state(reader) == EMPTY
        with SearchIndex.open(folder) as index:
            assert state(index) == EMPTY
            index.update(OLD, (), a_stamp(1))
            assert state(index) == BEFORE

    @pytest.mark.parametrize("flips", [40, pytest.param(500, marks=pytest.mark.soak)])
    def test_no_flipped_byte_gives_a_wrong_answer_unnoticed(self, folder: Path, tmp_path: Path, flips: int) -> None:
        chance = random.Random(flips)
        for _ in range(flips):
            copy = flipped(folder, tmp_path / "copy", chance)
            with SearchIndex.open(copy, read_only=True) as reader:
                with suppress(IndexDamaged):
                    state(reader)
                is_sound = reader.stamp is not None and reader.check()
                assert not is_sound
                assert state(reader) == EMPTY
            with SearchIndex.open(copy) as index:
                assert index.stamp is None or not index.check()
                assert state(index) == EMPTY
            shutil.rmtree(copy)

    @pytest.mark.parametrize("flips", [40, pytest.param(500, marks=pytest.mark.soak)])
    def test_damage_that_a_query_meets_is_told(self, tmp_path: Path, flips: int) -> None:
        with SearchIndex.open(tmp_path / "index") as index:
            index.update(
                [a_document(LAW.read_text(encoding="utf-8")), a_document(), a_document("會議")], (), a_stamp(1)
            )
        chance = random.Random(flips)
        for _ in range(flips):
            copy = flipped(tmp_path / "index", tmp_path / "copy", chance)
            with SearchIndex.open(copy, read_only=True) as reader:
                for text in (
                    "规定",
                    "的",
                    "规?",
                    "委*会",
                    "near:3(委员 会)",
                    "py:guiding",
                    "exact:會議",
                    "script:x -会",
                ):
                    for sort in SORTS:
                        with suppress(IndexDamaged):
                            reader.search(a_query(text), sort=sort, facets=FACETS)
                    with suppress(IndexDamaged):
                        reader.lines(a_query(text), 20, LineSort.LEFT).page(0, 20)
                    with suppress(IndexDamaged):
                        reader.trend([a_query(text)], By.MONTH)
                assert reader.stamp is None or not reader.check()
            shutil.rmtree(copy)

    def test_damage_that_a_merge_meets_empties_the_index(self, folder: Path) -> None:
        with SearchIndex.open(folder) as index:
            for path in folder.glob("*.body.col"):
                with path.open("r+b") as file:
                    file.seek(12)
                    file.write(b"\xff\xff\xff\xff")
            index.update([a_document("再一次来到", title="")], (), a_stamp(2))
            assert state(index) == EMPTY

    def test_a_sound_index_passes_its_check(self, folder: Path) -> None:
        with SearchIndex.open(folder) as index, SearchIndex.open(folder, read_only=True) as reader:
            assert index.check()
            assert reader.check()
            assert state(index) == BEFORE

    def test_an_index_of_another_kind_is_not_read(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(manifest_module, "SCHEMA_VERSION", 0)
        with SearchIndex.open(folder) as index:
            assert state(index) == EMPTY

    def test_an_index_of_another_fold_answers_until_it_is_replaced(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("archivist.search.index.present_fold", lambda: 7)
        with SearchIndex.open(folder) as index, SearchIndex.open(folder, read_only=True) as reader:
            for each in (index, reader):
                assert each.is_outdated
                assert state(each) == (0, *BEFORE[1:])

            def some() -> Iterator[IndexDocument]:
                for document in ANEW:
                    yield document
                    reader.refresh()
                    assert state(reader) == (0, *BEFORE[1:])

            index.replace(some(), a_stamp(3))
            reader.refresh()
            for each in (index, reader):
                assert not each.is_outdated
                assert state(each) == REPLACED
        assert len(list(folder.glob("*.body.col"))) == 1

    def test_files_of_others_are_left_alone(self, folder: Path) -> None:
        (folder / "letter.txt").write_text("dear")
        clear(folder)
        update(folder)
        assert (folder / "letter.txt").read_text() == "dear"


class TestFolder:
    def test_it_is_closed_to_others(self, folder: Path) -> None:
        assert folder.stat().st_mode & 0o777 == 0o700

    def test_a_reader_writes_nothing(self, folder: Path, tmp_path: Path) -> None:
        before = contents(folder)
        with SearchIndex.open(folder, read_only=True) as reader:
            state(reader)
            reader.refresh()
            reader.check()
        assert contents(folder) == before
        with SearchIndex.open(tmp_path / "none", read_only=True) as reader:
            assert state(reader) == EMPTY
        assert not (tmp_path / "none").exists()

    def test_a_reader_leaves_damage_where_it_is(self, folder: Path) -> None:
        path = next(iter(folder.glob("*.body.col")))
        path.write_bytes(bytes(path.stat().st_size))
        before = contents(folder)
        with SearchIndex.open(folder, read_only=True) as reader:
            assert state(reader) == EMPTY
            reader.check()
        assert contents(folder) == before

    @pytest.mark.parametrize("read_only", [True, False])
    @pytest.mark.parametrize("mode", [0o777, 0o750, 0o707])
    def test_one_that_is_open_to_others_is_refused(self, folder: Path, mode: int, read_only: bool) -> None:
        folder.chmod(mode)
        with pytest.raises(UnwritableTarget, match="not used"):
            SearchIndex.open(folder, read_only=read_only)

    @pytest.mark.parametrize("read_only", [True, False])
    def test_one_of_somebody_else_is_refused(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, read_only: bool
    ) -> None:
        monkeypatch.setattr(os, "geteuid", lambda: folder.stat().st_uid + 1)
        with pytest.raises(UnwritableTarget):
            SearchIndex.open(folder, read_only=read_only)

    @pytest.mark.parametrize("read_only", [True, False])
    def test_a_link_is_refused(self, folder: Path, tmp_path: Path, read_only: bool) -> None:
        (tmp_path / "link").symlink_to(folder)
        with pytest.raises(UnwritableTarget):
            SearchIndex.open(tmp_path / "link", read_only=read_only)

    @pytest.mark.parametrize("read_only", [True, False])
    def test_a_file_in_its_place_is_told(self, tmp_path: Path, read_only: bool) -> None:
        (tmp_path / "file").write_text("x")
        with pytest.raises(ArchivistError):
            SearchIndex.open(tmp_path / "file", read_only=read_only)

    def test_two_writers_do_not_work_at_once(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("archivist.search.index._PATIENCE_SECONDS", 0.05)
        with SearchIndex.open(folder), pytest.raises(ArchivistError, match="already"):
            SearchIndex.open(folder)
        SearchIndex.open(folder).close()

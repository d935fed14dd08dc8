"""The index follows the archive, whatever happened in between."""

import errno
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from archivist.app import keeper as keeper_module
from archivist.app.services.marking import NewMark
from archivist.app.wiring import Services, open_services
from archivist.domain import ReportId, Silent
from archivist.domain.errors import ArchiveBusy, ArchiveDamaged, UnwritableTarget
from archivist.search.index import SearchIndex
from archivist.search.values import FACETS, IndexDamaged


def bring_in(services: Services, folder: Path, *texts: str) -> list[ReportId]:
    folder.mkdir(exist_ok=True)
    count = len(list(folder.iterdir()))
    files = [folder / f"{count + number}.txt" for number in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, encoding="utf-8")
    return [each.report for each in services.importing.import_paths(files) if each.report is not None]


def count(services: Services, query: str) -> int:
    return services.finding.search(query).count


def test_search_sees_every_change_before_it(services: Services, tmp_path: Path) -> None:
    first, _ = bring_in(services, tmp_path / "in", "今天開會。", "昨天開會。")
    assert count(services, "开会") == 2
    services.library.trash([str(first)])
    assert count(services, "开会") == 1
    services.library.undo()
    assert count(services, "开会") == 2
    bring_in(services, tmp_path / "in", "明天開會。")
    assert count(services, "开会") == 3


def test_index_of_a_moved_archive_is_still_its_own(services: Services, path: Path, tmp_path: Path) -> None:
    bring_in(services, tmp_path / "in", "今天開會。")
    assert count(services, "開會") == 1
    services.close()
    path.rename(tmp_path / "moved.archivist")
    with open_services(tmp_path / "moved.archivist", read_only=True) as moved:
        assert count(moved, "開會") == 1


def test_a_copy_that_went_its_own_way_is_searched_as_it_is(services: Services, path: Path, tmp_path: Path) -> None:
    bring_in(services, tmp_path / "in", "今天開會。")
    services.close()
    shutil.copy(path, tmp_path / "copy.archivist")
    with open_services(path) as original, open_services(tmp_path / "copy.archivist") as copy:
        bring_in(original, tmp_path / "in", "明天開會。", "後天開會。")
        bring_in(copy, tmp_path / "other", "從來不開會。")
        assert (count(original, "開會"), count(copy, "開會")) == (3, 2)


def test_a_file_put_back_by_hand_is_indexed_afresh(services: Services, path: Path, tmp_path: Path) -> None:
    bring_in(services, tmp_path / "in", "今天開會。")
    services.close()
    before = path.read_bytes()
    with open_services(path) as later:
        bring_in(later, tmp_path / "in", "明天開會。")
        assert count(later, "開會") == 2
    path.write_bytes(before)
    with open_services(path) as again:
        assert count(again, "開會") == 1
        bring_in(again, tmp_path / "other", "後天開會。")
        assert count(again, "後天") == 1
        assert count(again, "明天") == 0


def test_a_damaged_index_is_built_again(services: Services, tmp_path: Path, cache: Path) -> None:
    bring_in(services, tmp_path / "in", "今天開會。")
    assert count(services, "開會") == 1
    for file in [file for file in cache.rglob("*") if file.is_file()]:
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    services.finding.reindex()
    assert count(services, "開會") == 1


def test_damage_that_a_search_meets_is_mended_before_it_answers(
    services: Services, path: Path, tmp_path: Path, cache: Path
) -> None:
    bring_in(services, tmp_path / "in", "今天開會。", "明天開會。")
    assert count(services, "開會") == 2
    services.close()
    for file in cache.rglob("*.body.col"):
        data = file.read_bytes()
        directory = data.rindex(b'{"lengths"')
        file.write_bytes(b"\xff" * directory + data[directory:])
    with open_services(path, read_only=True) as again:
        assert count(again, "開會") == 2
        assert len(again.finding.matching_reports("明天")) == 1


def test_a_sound_index_is_not_built_anew_when_a_search_stumbles(
    services: Services, tmp_path: Path, cache: Path
) -> None:
    bring_in(services, tmp_path / "in", "今天開會。")
    assert count(services, "開會") == 1
    files = {path.name for path in cache.rglob("*.col")}

    def stumble(index: SearchIndex) -> None:
        raise IndexDamaged("No")

    with pytest.raises(IndexDamaged):
        services.finding.ask(stumble, catches_up=True)
    assert {path.name for path in cache.rglob("*.col")} == files
    assert count(services, "開會") == 1


def test_an_index_of_another_fold_answers_until_there_is_a_new_one(
    services: Services, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_in(services, tmp_path / "in", *(f"第{number}次開會。" for number in range(30)))
    assert count(services, "开会") == 30
    services.close()
    monkeypatch.setattr("archivist.search.index.present_fold", lambda: 7)
    monkeypatch.setattr(keeper_module, "_BATCH", 10)
    counts: list[int] = []

    class Watch(Silent):
        def step(self, done: str, count: int = 1) -> None:
            counts.append(again.finding.search("开会", catches_up=False).count)

    with open_services(path) as again:
        bring_in(again, tmp_path / "in", "明天開會。")
        assert again.finding.search("开会", catches_up=False).count == 30
        assert again.finding.catch_up(Watch()) == 0
        assert set(counts) == {30}
        assert again.finding.search("开会", catches_up=False).count == 31


def test_the_index_answers_while_it_is_built_afresh(services: Services, tmp_path: Path) -> None:
    first, *_ = bring_in(services, tmp_path / "in", "今天開會。", "昨天開會。")
    services.marking.mark_quote(first, "今天", NewMark(note="再看"))
    assert count(services, "开会") == 2
    counts: list[int] = []

    class Watch(Silent):
        def step(self, done: str, count: int = 1) -> None:
            counts.append(services.finding.search("开会", catches_up=False).count)
            if len(counts) == 1:
                services.library.trash([str(first)])
                bring_in(services, tmp_path / "in", "明天開會。", "後天開會。")

    assert services.finding.reindex(Watch())[0] == 3
    assert counts[0] == 2
    assert count(services, "开会") == 3
    assert count(services, "note:再看") == 0
    services.library.untrash([str(first)])
    assert count(services, "note:再看") == 1


def test_a_deleted_index_is_built_again(services: Services, tmp_path: Path, cache: Path) -> None:
    bring_in(services, tmp_path / "in", "今天開會。")
    assert count(services, "開會") == 1
    shutil.rmtree(cache)
    assert count(services, "開會") == 1


def test_beside_a_writer_the_index_stands_and_says_how_far_it_is_behind(
    services: Services, path: Path, tmp_path: Path
) -> None:
    bring_in(services, tmp_path / "in", "今天開會。")
    services.finding.catch_up()
    bring_in(services, tmp_path / "in", "明天開會。")
    with open_services(path, read_only=True) as reader:
        found = reader.finding.search("開會")
        assert (found.count, found.index_behind) == (1, 1)


def test_reindex_is_refused_beside_a_writer(services: Services, path: Path) -> None:
    with open_services(path, read_only=True) as reader, pytest.raises(ArchiveBusy):
        reader.finding.reindex()


def test_killed_in_the_middle_of_indexing_the_next_search_is_right(
    services: Services, path: Path, tmp_path: Path
) -> None:
    bring_in(services, tmp_path / "in", *(f"第{number}次開會。" for number in range(60)))
    services.close()
    script = (
        "import os, sys; from pathlib import Path; from archivist.app import keeper; from archivist.app.wiring import *\n"
        "from archivist.search.index import SearchIndex\n"
        "keeper._BATCH = 20; update = SearchIndex.update; calls = []\n"
        "def killed(self, *words):\n"
        "    calls.append(update(self, *words))\n"
        "    if len(calls) == 2: os._exit(9)\n"
        "SearchIndex.update = killed\n"
        "with open_services(Path(sys.argv[1])) as services: services.finding.catch_up()"
    )
    assert subprocess.run([sys.executable, "-c", script, str(path)]).returncode == 9
    with open_services(path) as again:
        assert count(again, "开会") == 60


def test_where_the_index_cannot_be_written_what_there_is_answers(
    services: Services, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_in(services, tmp_path / "in", "今天開會。")
    services.finding.catch_up()
    bring_in(services, tmp_path / "in", "明天開會。")
    services.close()

    def refuse(*_: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr("archivist.search.index.write_manifest", refuse)
    with open_services(path, read_only=True) as reader:
        found = reader.finding.search("開會")
        assert (found.count, found.index_behind) == (1, 1)
        assert reader.context.find("開會").index_behind == 1
        assert reader.trend.count(["開會"]).index_behind == 1


def test_where_no_index_can_be_made_it_is_told(services: Services, path: Path, tmp_path: Path, cache: Path) -> None:
    bring_in(services, tmp_path / "in", "今天開會。")
    services.close()
    shutil.rmtree(cache, ignore_errors=True)
    cache.parent.mkdir(parents=True, exist_ok=True)
    cache.write_text("a file")
    with open_services(path, read_only=True) as reader, pytest.raises(UnwritableTarget):
        reader.finding.search("開會")


def test_folders_that_are_made_for_the_index_are_closed_to_others(
    services: Services, tmp_path: Path, cache: Path
) -> None:
    bring_in(services, tmp_path / "in", "今天開會。")
    services.finding.catch_up()
    for folder in (cache.parent, cache, *(each for each in cache.rglob("*") if each.is_dir())):
        assert folder.stat().st_mode & 0o777 == 0o700, folder


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE report SET added = 'yesterday'",
        "UPDATE report SET earliest = 1000000000000",
        "UPDATE report SET latest = 'never'",
        "UPDATE report SET author = X'FF'",
        "UPDATE annotation SET note = X'FF'",
        "UPDATE annotation SET modified = 'lately'",
        "UPDATE tag SET name = X'FF'",
    ],
)
def test_values_that_cannot_be_are_told_as_damage(services: Services, path: Path, tmp_path: Path, damage: str) -> None:
    first, *_ = bring_in(services, tmp_path / "in", "今天開會。")
    services.marking.mark_quote(first, "今天", NewMark(note="再看", tags=("重要",)))
    services.close()
    with closing(sqlite3.connect(path)) as file:
        file.execute(damage)
        file.commit()
    with open_services(path, read_only=True) as reader, pytest.raises(ArchiveDamaged):
        reader.finding.search("開會", sort="annotated", facets=FACETS)

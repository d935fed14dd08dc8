"""The walk over files and folders."""

import os
from pathlib import Path

import pytest

from archivist.domain.errors import UnreadableFile, UnsupportedFormat
from archivist.importing import sources
from archivist.importing.sources import find_files, read_file


def walk(*paths: Path) -> list[str]:
    return [found.path.name for found in find_files(paths)]


def test_folders_are_walked_by_name_and_hidden_files_passed_over(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.md", "a.txt", ".git/x.txt", "b/.y.txt", "b/c/3.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    assert walk(tmp_path) == ["a.txt", "1.md", "2.txt", "3.html"]


def test_a_file_that_is_named_twice_is_met_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "same.txt").symlink_to(tmp_path / "a.txt")
    assert walk(tmp_path / "a.txt", tmp_path, tmp_path / "a.txt") == ["a.txt"]


def test_unknown_formats_are_left_out_of_folders_but_tried_when_named(tmp_path: Path) -> None:
    (tmp_path / "a.xyz").write_text("x")
    (in_folder,) = find_files([tmp_path])
    assert isinstance(in_folder.problem, UnsupportedFormat)
    (named,) = find_files([tmp_path / "a.xyz"])
    assert named.problem is None


def test_a_link_that_leads_back_is_not_followed_forever(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "up").symlink_to(tmp_path / "a")
    (tmp_path / "a" / "b" / "x.txt").write_text("x")
    assert walk(tmp_path) == ["x.txt"]


def test_a_link_to_nothing_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.txt").symlink_to(tmp_path / "gone")
    (found,) = find_files([tmp_path])
    assert isinstance(found.problem, UnreadableFile)
    assert "x.txt" in str(found.problem)


def test_a_pipe_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (found,) = find_files([tmp_path])
    assert isinstance(found.problem, UnreadableFile)


def test_a_folder_that_may_not_be_read_is_named_and_the_others_are_walked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.txt").write_text("x")
    listed = Path.iterdir

    def iterdir(path: Path):
        if path.name == "b":
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    found = list(find_files([tmp_path]))
    assert [each.path.name for each in found] == ["a.txt", "b", "c.txt"]
    assert "Permission denied" in str(found[1].problem)


@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied"), OSError(5, "Input/output error")])
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError) -> None:
    def open_(*_: object) -> None:
        raise error

    monkeypatch.setattr(Path, "open", open_)
    with pytest.raises(UnreadableFile, match=rf"a\.txt: {error.strerror}"):
        read_file(tmp_path / "a.txt")


def test_a_file_that_vanished_since_the_walk_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"gone\.txt"):
        read_file(tmp_path / "gone.txt")


def test_a_file_that_is_too_large_is_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "LARGEST_FILE", 1 << 20)
    (tmp_path / "x.txt").write_bytes(bytes((1 << 20) + 1))
    with pytest.raises(UnreadableFile, match="more than 1 MB"):
        read_file(tmp_path / "x.txt")
    (tmp_path / "x.txt").write_bytes(bytes(1 << 20))
    assert len(read_file(tmp_path / "x.txt")) == 1 << 20

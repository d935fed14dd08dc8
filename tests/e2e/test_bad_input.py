"""What the world does wrong: each time one clear line that names the file, the right exit status, and nothing changed."""

import sqlite3
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest


def only_line(ran) -> str:
    (line,) = ran.err.strip().splitlines()
    return line


def test_empty_and_binary_files_are_named(terminal, archive, tmp_path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    ran = terminal("import", archive, "empty.txt", "picture.txt")
    assert ran.status == 1
    empty, picture, _ = ran.out.splitlines()
    assert "empty.txt" in empty and "picture.txt" in picture
    assert "failed" in empty and "failed" in picture
    assert terminal("list", archive, "--json").json == []


def test_file_cut_in_the_middle_of_a_character_comes_in_with_a_word_about_it(terminal, archive, tmp_path) -> None:
    (tmp_path / "cut.txt").write_bytes("今天開會，討論了三件事情，決定如下".encode()[:-1])
    row, _ = terminal("import", archive, "cut.txt", "--json").rows
    assert row["status"] == "imported"
    assert "middle of a character" in row["reason"]


def test_a_line_of_many_megabytes_comes_in(terminal, archive, tmp_path) -> None:
    (tmp_path / "long.txt").write_text("今天開會，討論了三件事情。" * 400_000, encoding="utf-8")
    row, _ = terminal("import", archive, "long.txt", "--json").rows
    assert row["status"] == "imported"


def test_missing_path_among_others_is_a_part_and_alone_is_nothing(terminal, archive, tmp_path) -> None:
    (tmp_path / "there.txt").write_text("今天開會。", encoding="utf-8")
    assert terminal("import", archive, "there.txt", "gone.txt").status == 1
    ran = terminal("import", archive, "gone.txt")
    assert ran.status == 3
    assert "gone.txt" in ran.out


def test_links_in_a_circle_are_walked_once(terminal, archive, tmp_path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.txt").write_text("今天開會。", encoding="utf-8")
    (folder / "again").symlink_to(folder)
    (folder / "self").symlink_to(folder / "self")
    *rows, _ = terminal("import", archive, folder, "--json").rows
    assert [(Path(row["path"]).name, row["status"]) for row in rows] == [("a.txt", "imported"), ("self", "failed")]


@pytest.mark.parametrize("command", ["list", "stats", "verify", "undo", "show x", "search x", "import x", "reindex"])
def test_a_file_that_is_no_archive_is_not_touched(terminal, tmp_path, command) -> None:
    path = tmp_path / "letter.archivist"
    path.write_text("Dear archive", encoding="utf-8")
    name, *rest = command.split()
    ran = terminal(name, path, *rest)
    assert ran.status == 3
    assert "letter.archivist" in only_line(ran)
    assert path.read_text(encoding="utf-8") == "Dear archive"
    assert {each.name for each in tmp_path.glob("letter*")} == {"letter.archivist"}


def test_archive_of_a_newer_program_is_not_touched(terminal, archive) -> None:
    database = sqlite3.connect(archive)
    database.execute("PRAGMA user_version = 9999")
    database.close()
    before = sha256(archive.read_bytes()).digest()
    ran = terminal("list", archive)
    assert ran.status == 3
    assert "newer" in only_line(ran)
    assert sha256(archive.read_bytes()).digest() == before


def test_archive_with_a_foreign_trigger_is_refused(terminal, seeded) -> None:
    archive, report = seeded
    database = sqlite3.connect(archive)
    database.execute("CREATE TRIGGER t AFTER UPDATE ON report BEGIN DELETE FROM annotation; END")
    database.close()
    ran = terminal("trash", archive, report)
    assert ran.status == 3
    assert "a.archivist" in only_line(ran)


def test_create_does_not_overwrite(terminal, seeded) -> None:
    archive, _ = seeded
    ran = terminal("create", archive)
    assert ran.status == 3
    assert len(terminal("list", archive, "--json").json) == 1


@pytest.mark.parametrize(("quote", "says"), [("沒有這句話", "does not occur"), ("会议", "occurs"), ("柯桥", "occurs")])
def test_a_quote_that_is_not_one_place_is_refused(terminal, seeded, quote, says) -> None:
    archive, report = seeded
    ran = terminal("annotate", archive, report, "--quote", quote)
    assert ran.status == 2
    assert says in only_line(ran)
    assert terminal("annotations", archive, "--json").json == []


def test_occurrence_chooses_among_places(terminal, seeded) -> None:
    archive, report = seeded
    text = terminal("show", archive, report, "--json").json["text"]
    second = text.index("會議", text.index("會議") + 1)
    mark = terminal("annotate", archive, report, "--quote", "会议", "--occurrence", 2, "--json").json
    assert mark["start"] == second
    assert terminal("annotate", archive, report, "--quote", "会议", "--occurrence", 999).status == 2


@pytest.mark.parametrize("id_text", ["0199", "ffffffff-ffff-7fff-bfff-ffffffffffff", "會議"])
def test_an_id_that_does_not_exist_is_wrong_use(terminal, seeded, id_text) -> None:
    archive, _ = seeded
    for command in ("show", "trash", "untrash"):
        ran = terminal(command, archive, id_text)
        assert ran.status == 2
        assert id_text in only_line(ran)


def test_full_disk_at_export_keeps_what_was_there(terminal, seeded, tmp_path, environment) -> None:
    archive, _ = seeded
    terminal("search", archive, "会议")
    (tmp_path / "r.html").write_text("before", encoding="utf-8")
    script = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "from archivist.cli.main import main; sys.exit(main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", script, "export", str(archive), "--format", "html", "--out", "r.html", "--all"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 1
    assert "no room" in done.stderr and "r.html" in done.stderr
    assert (tmp_path / "r.html").read_text(encoding="utf-8") == "before"
    assert not list(tmp_path.glob(".archivist-*"))


def test_wrong_words_are_one_line_and_status_two(terminal, archive) -> None:
    for words in (["nonsense"], ["show"], ["list", archive, "--limit", "-1"], ["convert", "--to", "klingon"]):
        ran = terminal(*words)
        assert ran.status == 2
        assert ran.err.count("\n") == 1
    ran = terminal("export", archive, "--format", "papyrus", "--out", "x", "--all")
    assert ran.status == 2
    assert "docx" in only_line(ran)

"""What the world does wrong: each time one clear line that names the file, the right exit status, and nothing changed."""

import ctypes
import json
import os
import shutil
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
    assert empty.count("empty.txt") == 1
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


def without_privileges() -> None:
    """From the next program on, permissions hold for this process even if it is root's."""
    libc, drop_from_bounding_set = ctypes.CDLL(None), 24
    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        libc.prctl(drop_from_bounding_set, capability, 0, 0, 0)


def test_what_may_not_be_read_is_named(terminal, archive, tmp_path, environment) -> None:
    (tmp_path / "secret.txt").write_text("今天開會。", encoding="utf-8")
    (tmp_path / "secret.txt").chmod(0)
    command = [sys.executable, "-m", "archivist", "import", str(archive), "secret.txt"]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, preexec_fn=without_privileges
    )
    assert done.returncode == 3
    assert "secret.txt" in done.stdout and "Permission denied" in done.stdout


def test_a_folder_that_vanishes_costs_only_its_files(terminal, archive, tmp_path, environment) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for number in range(300):
        (folder / f"{number}.txt").write_text(f"第{number}號報告。" + "今天開會。" * 400, encoding="utf-8")
    command = [sys.executable, "-m", "archivist", "import", str(archive), str(folder), "--json"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as running:
        assert running.stdout is not None
        first = running.stdout.readline()
        shutil.rmtree(folder)
        *rows, summary = [json.loads(line) for line in (first, *running.stdout)]
    assert running.returncode == 1
    assert {row["status"] for row in rows} == {"imported", "failed"}
    assert summary["summary"]["imported"] == len(terminal("list", archive, "--json").json)
    assert terminal("verify", archive).status == 0


def test_an_encoding_that_does_not_exist_is_wrong_use(terminal, archive, tmp_path) -> None:
    (tmp_path / "there.txt").write_text("今天開會。", encoding="utf-8")
    for _ in range(2):  # also where nothing would be read, because it is there already
        ran = terminal("import", archive, "there.txt", "--encoding", "klingon")
        assert ran.status == 2
        assert "klingon" in only_line(ran)
        assert terminal("import", archive, "there.txt").status == 0


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


def test_an_export_replaces_neither_an_archive_nor_a_device(terminal, seeded, tmp_path) -> None:
    archive, report = seeded
    os.mkfifo(tmp_path / "pipe")
    before = sha256(archive.read_bytes()).digest()
    for target in (archive, tmp_path / "pipe"):
        ran = terminal("export", archive, "--format", "html", "--out", target, "--report", report)
        assert ran.status == 1
        assert str(target) in only_line(ran)
    assert sha256(archive.read_bytes()).digest() == before
    assert (tmp_path / "pipe").is_fifo()


def test_an_export_of_nothing_says_so_and_makes_nothing(terminal, seeded, tmp_path) -> None:
    archive, _ = seeded
    ran = terminal("export", archive, "--format", "html", "--out", "pages", "--query", "沒有這句話", "--json")
    assert (ran.status, ran.json["files"], ran.json["reports"]) == (0, [], 0)
    assert "nothing was exported" in only_line(ran)
    assert not (tmp_path / "pages").exists()


def test_occurrence_is_for_quotes_and_counts_from_one(terminal, seeded) -> None:
    archive, report = seeded
    for place in (["--span", 0, 5, "--occurrence", 1], ["--quote", "会议", "--occurrence", 0]):
        ran = terminal("annotate", archive, report, *place)
        assert ran.status == 2
        assert "occurrence" in only_line(ran)


def test_a_query_that_is_understood_in_part_names_the_place(terminal, seeded) -> None:
    archive, _ = seeded
    ran = terminal("search", archive, "会议 (紡織", "--json")
    assert (ran.status, ran.json["count"]) == (0, 1)
    assert "Character 4" in only_line(ran)


def test_output_that_cannot_be_written_is_one_line(seeded, environment) -> None:
    archive, report = seeded
    command = [sys.executable, "-m", "archivist", "show", str(archive), report]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, env=environment, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("archivist: The output cannot be written")
    assert done.stderr.count("\n") == 1


def test_wrong_words_are_one_line_and_status_two(terminal, archive) -> None:
    for words in (["nonsense"], ["show"], ["list", archive, "--limit", "-1"], ["convert", "--to", "klingon"]):
        ran = terminal(*words)
        assert ran.status == 2
        assert ran.err.count("\n") == 1
    ran = terminal("export", archive, "--format", "papyrus", "--out", "x", "--all")
    assert ran.status == 2
    assert "docx" in only_line(ran)

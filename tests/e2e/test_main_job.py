"""The main job, as a person types it."""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from unicodedata import east_asian_width


def test_a_damaged_report_is_read_marked_found_and_taken_out(terminal, archive, seed, tmp_path) -> None:
    row, summary = terminal("import", archive, seed, "--json").rows
    assert (row["status"], summary["summary"]["imported"]) == ("imported", 1)
    assert row["repairs"] == 196 + 47
    report = row["report"]

    source = terminal("show", archive, report, "--layer", "source", "--json").json["text"]
    assert source == seed.read_text(encoding="utf-8").rstrip("\n") or source == seed.read_text(encoding="utf-8")
    reading = terminal("show", archive, report, "--json").json
    assert "區(qū)" in source
    assert "區(qū)" not in reading["text"]
    assert "(館、站)" in reading["text"]
    simplified = terminal("show", archive, report, "--script", "simplified", "--json").json["text"]
    assert "会议" in simplified and "會議" not in simplified

    mark = terminal(
        *("annotate", archive, report, "--quote", "勇当高质量发展排头兵", "--note", "提法", "--tag", "口號", "--json")
    ).json
    assert reading["text"][mark["start"] : mark["end"]] == mark["exact"] == "勇當高質量發展排頭兵"

    for query in ("会议", "會議", "會(huì)議", "note:提法", "tag:口号"):
        assert terminal("search", archive, query, "--json").json["count"] == 1, query

    assert terminal("undo", archive, "--json").json == {"label": "Annotate"}
    assert terminal("annotations", archive, "--json").json == []
    assert terminal("redo", archive, "--json").json == {"label": "Annotate"}
    assert [found["exact"] for found in terminal("annotations", archive, "--json").json] == [mark["exact"]]

    for key, name in (("html", "r.html"), ("docx", "r.docx"), ("w3c", "r.jsonld")):
        done = terminal("export", archive, "--format", key, "--out", name, "--report", report, "--json").json
        assert (done["files"], done["reports"], done["annotations"]) == ([name], 1, 1)
    page = json.loads((tmp_path / "r.jsonld").read_text(encoding="utf-8"))
    assert [item["type"] for item in page["items"]] == ["Annotation"]

    assert terminal("verify", archive, "--json").json == {"ok": True, "problems": []}


def test_every_file_that_is_met_has_a_line(terminal, archive, tmp_path, seed) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_bytes(seed.read_bytes())
    (folder / "b.txt").write_bytes(seed.read_bytes() + b"\n")
    (folder / "c.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    (folder / "d.xyz").write_bytes(b"?")
    (folder / "e.txt").write_bytes(b"")
    (folder / ".hidden").write_text("no")
    ran = terminal("import", archive, folder, "--json")
    *rows, summary = ran.rows
    assert [(Path(row["path"]).name, row["status"]) for row in rows] == [
        ("a.txt", "imported"),
        ("b.txt", "duplicate"),
        ("c.txt", "failed"),
        ("d.xyz", "skipped"),
        ("e.txt", "failed"),
    ]
    del summary["summary"]["seconds"]
    assert summary["summary"] == {"imported": 1, "unchanged": 0, "duplicate": 1, "skipped": 1, "failed": 2}
    assert ran.status == 1
    again = terminal("import", archive, folder / "a.txt", "--json")
    assert [row["status"] for row in again.rows[:-1]] == ["unchanged"]
    assert again.status == 0


def test_only_what_the_display_rule_changes_is_aligned_otherwise_than_one_to_one(terminal, seeded) -> None:
    archive, report = seeded
    page = terminal("show", archive, report, "--script", "traditional-tw", "--json").json
    reading = terminal("show", archive, report, "--json").json
    shift = 0
    for start, end, shown_start, shown_end in page["alignment"]:
        assert shown_start == start + shift
        shift = shown_end - end
    assert len(page["text"]) == len(reading["text"]) + shift
    assert reading["alignment"] == []


def test_no_repair_leaves_the_text_as_it_came_in(terminal, archive, seed) -> None:
    row, _ = terminal("import", archive, seed, "--no-repair", "--json").rows
    page = terminal("show", archive, row["report"], "--json").json
    assert row["repairs"] == 0
    assert "區(qū)" in page["text"]
    assert {repair["state"] for repair in page["repairs"]} == {"proposed"}


def test_collection_is_exported_into_a_folder(terminal, archive, tmp_path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(f"報告{name}\n今天的會議。", encoding="utf-8")
    terminal("import", archive, "one.txt", "two.txt", "--collection", "柯橋")
    done = terminal("export", archive, "--format", "html", "--out", "out", "--collection", "柯橋", "--json").json
    assert len(done["files"]) == 2
    assert all((tmp_path / file).read_text(encoding="utf-8").count("<html") == 1 for file in done["files"])


def test_trash_takes_out_of_lists_and_searches_until_it_is_undone(terminal, seeded) -> None:
    archive, report = seeded
    assert terminal("trash", archive, report).status == 0
    assert terminal("list", archive, "--json").json == []
    assert terminal("search", archive, "會議", "--json").json["count"] == 0
    assert terminal("untrash", archive, report).status == 0
    assert [row["id"] for row in terminal("list", archive, "--query", "会议", "--json").json] == [report]


def test_restored_backup_is_searched_as_it_was_then(terminal, seeded, tmp_path) -> None:
    archive, report = seeded
    made = terminal("backup", archive, "b.archivist", "--json").json
    assert (tmp_path / "b.archivist").stat().st_size == made["bytes"]
    terminal("trash", archive, report)
    assert terminal("search", archive, "会议", "--json").json["count"] == 0
    assert terminal("restore", "b.archivist", archive).status == 0
    found = terminal("search", archive, "会议", "--json").json
    assert (found["count"], found["index_behind"]) == (1, 0)


def test_an_import_is_one_step_for_undo(terminal, archive, tmp_path) -> None:
    for number in range(20):
        (tmp_path / f"{number}.txt").write_text(f"第{number}號報告。", encoding="utf-8")
    terminal("import", archive, *(f"{number}.txt" for number in range(20)))
    assert len(terminal("list", archive, "--json").json) == 20
    assert terminal("undo", archive, "--json").json == {"label": "Import"}
    assert terminal("list", archive, "--json").json == []
    terminal("redo", archive)
    assert len(terminal("list", archive, "--json").json) == 20


def test_ctrl_c_leaves_whole_reports_and_a_second_import_finds_the_rest(
    terminal, archive, tmp_path, environment
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(400):
        (folder / f"{number:03}.txt").write_text(f"第{number}號報告。" + "今天開會。" * 400, encoding="utf-8")
    command = [sys.executable, "-m", "archivist", "import", str(archive), str(folder), "--json"]
    running = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert running.stdout is not None
    for _ in range(20):
        running.stdout.readline()
    running.send_signal(signal.SIGINT)
    rest, _ = running.communicate(timeout=60)
    assert running.returncode == 130
    stored = {row["id"] for row in terminal("list", archive, "--json").json}
    told = 20 + len(rest.splitlines())
    assert 20 <= told <= len(stored) < 400
    assert terminal("verify", archive, "--json").json["ok"]
    summary = terminal("import", archive, folder, "--json").rows[-1]["summary"]
    assert (summary["unchanged"], summary["imported"]) == (len(stored), 400 - len(stored))


def read_all(screen: int) -> bytes:
    """What was written to a terminal whose programs have ended; one read gives a part of it only."""
    seen = b""
    with suppress(OSError):  # Linux's word for the end
        while more := os.read(screen, 1 << 16):
            seen += more
    return seen


def test_rows_go_where_they_were_sent_while_a_person_watches(terminal, archive, seed, environment) -> None:
    screen, ours = os.openpty()
    command = [sys.executable, "-m", "archivist", "import", str(archive), str(seed), "missing.txt", "--json"]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=ours, timeout=60)
    os.close(ours)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row.get("status") for row in rows] == ["imported", "failed", None]
    seen = read_all(screen)
    os.close(screen)
    assert b"missing.txt" in seen and b'"status"' not in seen


def test_an_import_goes_on_when_nobody_reads_its_rows(terminal, archive, tmp_path, environment) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(60):
        (folder / f"{number}.txt").write_text(f"第{number}號報告。", encoding="utf-8")
    command = [sys.executable, "-m", "archivist", "import", str(archive), str(folder)]
    running = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert running.stdout is not None
    running.stdout.close()
    _, said = running.communicate(timeout=60)
    assert (running.returncode, said) == (0, b"")
    assert len(terminal("list", archive, "--json").json) == 60


def test_what_lies_in_the_trash_is_named_at_import_so_that_it_can_be_brought_back(terminal, seeded, seed) -> None:
    archive, report = seeded
    terminal("trash", archive, report)
    row, _ = terminal("import", archive, seed, "--json").rows
    assert row["status"] == "unchanged"
    assert report in row["reason"]
    assert terminal("untrash", archive, report).status == 0


def test_tour_does_the_job_and_its_lines_fit(terminal, tmp_path) -> None:
    ran = terminal("tour", "--out", "tour")
    assert (ran.status, ran.err) == (0, "")
    made = {path.name for path in (tmp_path / "tour").iterdir()}
    assert made == {"sample.archivist", "backup.archivist", "report.html", "report.docx", "annotations.jsonld"}
    told = [line for line in ran.out.splitlines() if line.startswith("    ")]
    assert max(sum(2 if east_asian_width(char) in "WF" else 1 for char in line) for line in told) <= 96
    again = terminal("tour", "--out", "tour")
    assert again.status == 1
    assert "sample.archivist" in again.err


def test_commands_that_read_work_while_another_process_writes(terminal, seeded, environment) -> None:
    archive, report = seeded
    terminal("search", archive, "会议")
    holder = subprocess.Popen(
        [
            *(sys.executable, "-c"),
            "import sys; from pathlib import Path; from archivist.store.archive import Archive\n"
            "with Archive.open(Path(sys.argv[1])): print('open', flush=True); sys.stdin.read()",
            str(archive),
        ],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout is not None
    holder.stdout.readline()
    try:
        assert terminal("show", archive, report).status == 0
        assert terminal("search", archive, "会议", "--json").json["count"] == 1
        assert terminal("export", archive, "--format", "html", "--out", "r.html", "--all").status == 0
        assert terminal("backup", archive, "b.archivist").status == 0
        refused = terminal("annotate", archive, report, "--span", "0", "5")
        assert refused.status == 4
        assert str(holder.pid) in refused.err
        assert terminal("trash", archive, report).status == 4
        assert terminal("import", archive, "b.archivist").status == 4
    finally:
        holder.communicate(b"", timeout=30)
    assert terminal("annotate", archive, report, "--span", "0", "5").status == 0


def test_convert_and_repair_read_standard_input(terminal) -> None:
    assert terminal("convert", "--config", "s2t", given="后来".encode()).out == "後來"
    repaired = terminal("repair", "--level", "proposed", "--json", given="會(huì)議".encode()).json
    assert repaired["text"] == "會議"
    assert repaired["ruby"] == [[0, 1, "huì"]]


def test_opencc_configurations_keep_the_text_as_it_is_in_the_file(terminal, tmp_path) -> None:
    (tmp_path / "windows.txt").write_bytes("\ufeff软件\r\n后来\r".encode())
    assert terminal("convert", "--config", "s2twp", "--json", "windows.txt").json["text"] == "\ufeff軟體\r\n後來\r"


def test_a_control_character_in_a_file_is_taken_out_by_repair(terminal, archive, tmp_path) -> None:
    (tmp_path / "nul.txt").write_bytes("软件\0鼠标，这里是一个文件。".encode())
    assert terminal("repair", "nul.txt").out == "软件鼠标，这里是一个文件。"
    assert "\0" in terminal("convert", "--to", "traditional", "nul.txt").out
    row, _ = terminal("import", archive, "nul.txt", "--json").rows
    assert (row["status"], row["repairs"]) == ("imported", 1)


def test_advice_about_an_encoding_fits_the_command(terminal, archive, tmp_path) -> None:
    (tmp_path / "russian.txt").write_bytes("Широкая электрификация".encode("koi8-r"))
    assert "Save it in UTF-8" in terminal("repair", "russian.txt").err
    assert "--encoding" not in terminal("convert", "--to", "traditional", "russian.txt").err
    assert "--encoding" in terminal("import", archive, "russian.txt").out

"""The keeper is killed anywhere; the index is sound at once, and right as soon as it has caught up."""

import contextlib
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from faults import busy_keeper

from archivist.app.wiring import open_services
from archivist.domain import ReportId
from archivist.store import reports
from archivist.store.archive import Archive
from archivist.text.fold import fold

_SOUGHT = ("会议", "纺织", "产业发展", "條例上海", "院", "规定。")


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    path = tmp_path / "a.archivist"
    Archive.create(path).close()
    return path


def kill_a_keeper(path: Path, chance: random.Random) -> None:
    command = [sys.executable, busy_keeper.__file__, path, str(chance.randrange(1000))]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as keeper:
        assert keeper.stdout is not None
        for _ in range(chance.randint(1, 6)):
            keeper.stdout.readline()
        # Catching up takes some hundredths of a second: the blow falls anywhere in one of the next.
        with contextlib.suppress(subprocess.TimeoutExpired):
            keeper.wait(chance.uniform(0, 0.2))
        keeper.kill()
    assert keeper.returncode == -signal.SIGKILL, "the keeper ended by itself"


def check_after_death(path: Path) -> None:
    with open_services(path) as services:
        with services.keeper.open() as indexes:
            # What is there counts whole: nothing has to be thrown away.
            assert indexes.reports.stamp is not None
            assert all(index.check() for index in indexes)
        services.keeper.catch_up()
        with services.archive.read() as reader:
            ids = reports.report_ids(reader)
            texts = reports.reading_texts(reader, ids)
            titles = {each.id: each.title for each in reports.list_reports(reader, ids=ids)}
        for piece in _SOUGHT:
            assert set(services.finding.matching_reports(f"title:{piece} OR body:{piece}")) == reading(
                piece, titles, texts
            )
        noted = {each.report for each in services.marking.list_annotations() if fold("会议") in fold(each.note)}
        assert set(services.finding.matching_reports("note:会议")) == noted
        assert services.keeper.tidy(lambda: True)
        assert set(services.finding.matching_reports("title:院 OR body:院")) == reading("院", titles, texts)


def reading(piece: str, titles: dict[ReportId, str], texts: dict[ReportId, str]) -> set[ReportId]:
    """The reports in whose title or text the piece is."""
    return {each for each in titles if fold(piece) in fold(titles[each]) or fold(piece) in fold(texts[each])}


def test_the_index_of_a_killed_keeper_is_sound(path: Path) -> None:
    chance = random.Random()
    for _ in range(3):
        kill_a_keeper(path, chance)
        check_after_death(path)


@pytest.mark.soak
def test_the_index_of_a_keeper_killed_a_hundred_times_is_sound(path: Path) -> None:
    chance = random.Random()
    for _ in range(100):
        kill_a_keeper(path, chance)
        check_after_death(path)

"""The index follows while a person works: it says how far it is, and tidies up when there is time."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from app.test_keeper import bring_in, count

from archivist.app import keeper as keeper_module
from archivist.app.following import IndexFollower, IndexState
from archivist.app.wiring import Services
from archivist.domain import Progress


class Watched:
    """A follower, and everything that it says."""

    def __init__(self, services: Services) -> None:
        self.states: list[IndexState] = []
        self._is_current = threading.Event()
        self.follower = IndexFollower(services.archive, services.keeper, self._take)

    def _take(self, state: IndexState) -> None:
        self.states.append(state)
        if state.is_current:
            self._is_current.set()

    def wait(self) -> None:
        assert self._is_current.wait(30)
        self._is_current.clear()


@pytest.fixture
def watched(services: Services) -> Iterator[Watched]:
    found = Watched(services)
    yield found
    found.follower.close()


def test_a_long_way_is_told_in_shares_with_the_time_left(
    services: Services, watched: Watched, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper_module, "_BATCH", 20)
    bring_in(services, tmp_path / "in", *(f"第{number}次開會。" for number in range(60)))
    watched.follower.begin()
    watched.wait()
    told = [state for state in watched.states if state.share is not None]
    assert [state.share for state in told] == sorted(state.share for state in told if state.share is not None)
    assert told[0].behind > 0 and told[-1].behind == 0
    assert all(state.seconds_left is not None and state.seconds_left >= 0 for state in told)
    assert services.finding.search("开会", catches_up=False).count == 60


def test_changes_are_followed(services: Services, watched: Watched, tmp_path: Path) -> None:
    watched.follower.begin()
    watched.wait()
    first, _ = bring_in(services, tmp_path / "in", "今天開會。", "昨天開會。")
    watched.wait()
    assert services.finding.search("开会", catches_up=False).count == 2
    services.library.trash([str(first)])
    watched.wait()
    assert services.finding.search("开会", catches_up=False).count == 1


def test_the_index_is_not_called_current_while_a_commit_waits(
    services: Services, watched: Watched, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catch_up = services.keeper.catch_up
    is_first = iter([True])

    def catch_up_and_be_late(progress: Progress | None = None) -> int:
        behind = catch_up(progress)
        if next(is_first, False):
            bring_in(services, tmp_path / "in", "今天開會。")
        return behind

    monkeypatch.setattr(services.keeper, "catch_up", catch_up_and_be_late)
    watched.follower.begin()
    watched.wait()
    assert watched.follower.is_current
    assert services.finding.search("开会", catches_up=False).count == 1


def test_damage_is_found_when_there_is_time_and_the_index_built_again(
    services: Services, tmp_path: Path, cache: Path
) -> None:
    bring_in(services, tmp_path / "in", "今天開會。")
    assert count(services, "开会") == 1
    services.keeper.close()
    (body,) = cache.rglob("*.body.col")
    data = bytearray(body.read_bytes())
    data[len(data) // 2] ^= 1
    body.write_bytes(data)
    watched = Watched(services)
    watched.follower.begin()
    until = time.monotonic() + 30
    while (body.exists() or not found_anew(services)) and time.monotonic() < until:
        time.sleep(0.02)
    watched.follower.close()
    assert not body.exists()
    assert found_anew(services)
    assert services.keeper.tidy(lambda: True)


def found_anew(services: Services) -> bool:
    return services.finding.search("开会", catches_up=False).count == 1

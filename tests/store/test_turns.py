import threading

import pytest

from archivist.store.turns import WriterTurns


def test_a_person_goes_before_a_job_that_waited_longer():
    turns = WriterTurns()
    order: list[str] = []
    threads: list[threading.Thread] = []

    def work(name: str, *, is_job: bool) -> None:
        with turns.take(is_job=is_job):
            order.append(name)

    with turns.take():
        for name, is_job in (("job 1", True), ("job 2", True), ("person 1", False), ("person 2", False)):
            thread = threading.Thread(target=work, args=(name,), kwargs={"is_job": is_job})
            thread.start()
            threads.append(thread)
            _wait_until_waiting(turns, len(threads))
    for thread in threads:
        thread.join()

    assert order == ["person 1", "person 2", "job 1", "job 2"]


def test_a_turn_is_given_back_after_a_failure():
    turns = WriterTurns()
    with pytest.raises(ValueError, match="no"), turns.take():
        raise ValueError("no")
    with turns.take():
        pass


def test_a_second_turn_in_the_same_thread_is_a_mistake():
    turns = WriterTurns()
    with turns.take(), pytest.raises(RuntimeError), turns.take():
        pass


def _wait_until_waiting(turns: WriterTurns, count: int) -> None:
    with turns._changed:
        turns._changed.wait_for(lambda: False, timeout=0.001)
    while len(turns._persons) + len(turns._jobs) < count:
        threading.Event().wait(0.001)

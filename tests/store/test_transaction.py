"""Changing rows: many at once, and back again."""

from builders import a_draft, a_repair, an_original
from sqlalchemy import select
from store.states import state_of

from archivist.domain import ReportId
from archivist.store import reports
from archivist.store.archive import Archive
from archivist.store.schema import repair
from archivist.store.transaction import Transaction, inverse

DAMAGED = "區(qū)委召開\n會(huì)議"
REPAIRS = (a_repair(0, 5, "區", reading="qū"), a_repair(9, 15, "會", reading="huì"))


def two_reports(archive: Archive) -> list[ReportId]:
    with archive.write("Import") as tx:
        return [
            reports.add_report(tx, a_draft(title=title, text=DAMAGED, repairs=REPAIRS), an_original(title.encode()))
            for title in "ab"
        ]


def key(report: ReportId, position: int) -> dict[str, object]:
    return {"report": report.bytes, "version": 1, "position": position}


def states(tx: Transaction, report: ReportId) -> list[str]:
    found = tx.execute(select(repair.c.state).where(repair.c.report == report.bytes).order_by(repair.c.position))
    return list(found.scalars())


def test_many_rows_get_values_of_their_own_and_those_that_are_not_there_are_left_out(archive: Archive) -> None:
    one, other = two_reports(archive)
    with archive.write("Decide") as tx:
        count = tx.update_rows(
            repair,
            [
                (key(one, 1), {"state": "refused", "reading": None}),
                (key(other, 0), {"state": "confirmed"}),
                (key(other, 7), {"state": "confirmed"}),
                (key(one, 0), {"state": "automatic"}),
            ],
        )
        assert count == 3
        assert (states(tx, one), states(tx, other)) == (["automatic", "refused"], ["confirmed", "automatic"])
        assert len(tx.images) == 2  # what is as it was, is no change


def test_a_row_that_was_changed_twice_is_as_before_when_all_is_taken_back(archive: Archive) -> None:
    one, other = two_reports(archive)
    before = state_of(archive.path)
    with archive.write("Decide") as tx:
        for state in ("refused", "confirmed"):
            tx.update_rows(repair, [(key(each, 0), {"state": state}) for each in (one, other)])
        assert states(tx, one) == ["confirmed", "automatic"]
        tx.apply(inverse(tx.images))
        assert states(tx, one) == states(tx, other) == ["automatic", "automatic"]
    assert state_of(archive.path) == before

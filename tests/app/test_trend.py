"""Trends of an archive: phrases beside all reports and their characters."""

import pytest
from builders import a_draft, add_all

from archivist.app.services.trend import Bucket, By, PhraseTrend
from archivist.app.wiring import Services
from archivist.app.within import Within


def test_phrases_are_counted_in_either_script_beside_all_reports(services: Services) -> None:
    add_all(
        services.archive,
        a_draft(date="2022-05", text="會議和会议。"),
        a_draft(date="2022", text="產業。"),
        a_draft(date="2024", text="会议，产业。"),
        a_draft(date=None, text="無關。"),
    )
    trend = services.trend.count(["会议", "產業", "没有"])
    assert trend.buckets == (Bucket("2022", 2, 9), Bucket("2023", 0, 0), Bucket("2024", 1, 6), Bucket("", 1, 3))
    assert trend.phrases == (
        PhraseTrend("会议", (2, 0, 1, 0), (1, 0, 1, 0)),
        PhraseTrend("產業", (1, 0, 1, 0), (1, 0, 1, 0)),
        PhraseTrend("没有", (0, 0, 0, 0), (0, 0, 0, 0)),
    )
    assert trend.per_million(0, 0) == pytest.approx(2 / 9 * 1_000_000)
    assert trend.per_million(0, 1) == 0


def test_only_reports_within_what_was_chosen_are_counted(services: Services) -> None:
    add_all(services.archive, a_draft(source="甲", date="2020"), a_draft(source="乙", date="2024"))
    trend = services.trend.count(["会议"], by=By.SOURCE, within=Within(years=(2024, 2024)))
    assert [(bucket.name, bucket.reports) for bucket in trend.buckets] == [("乙", 1)]
    assert trend.phrases[0].hits == (2,)


def test_words_side_by_side_are_one_sequence(services: Services) -> None:
    add_all(services.archive, a_draft(date="2024", text="依照 GB/T 7714 编写。编号 7714。"))
    counts = services.trend.count(
        ["GB/T 7714", "gb/t  7714", "GB/T AND 7714", "編號 OR 编写", "單(dān)獨(dú) 编(biān)写"]
    )
    assert [phrase.hits for phrase in counts.phrases] == [(1,), (1,), (3,), (2,), (0,)]


@pytest.mark.parametrize("phrase", ["", "((", '"', "\ud800", "\0", "title:会议", "-会议", "tag:x", "会议" * 5_000])
def test_whatever_is_typed_has_an_answer(services: Services, phrase: str) -> None:
    add_all(services.archive, a_draft())
    for by in By:
        trend = services.trend.count([phrase, "会议"], by=by)
        assert [each.hits for each in trend.phrases] == [(0,), (2,)]

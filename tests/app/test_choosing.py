"""What a person chose that conversions show: for a place, a report or the archive, undone, redone and found again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archivist.app.wiring import Services, create_archive, open_services
from archivist.cli.main import main
from archivist.domain import Changed, Choice, Kind, Reach, RepairState, ReportId, Script, Span
from archivist.domain.errors import WrongUse

FIRST = "这个后字和那个后字，皇后说的是平面坐标。\n"
SECOND = "另一个后字，在一个平面坐标里。\n"
TRADITIONAL, TAIWAN = Script.TRADITIONAL, Script.TRADITIONAL_TW


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with two reports in simplified script, and the seed."""
    folder = tmp_path_factory.mktemp("choosing")
    for number, text in enumerate((FIRST, SECOND)):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    create_archive(folder / "a.archivist")
    with open_services(folder / "a.archivist") as services:
        seed = Path(__file__).parents[1] / "data" / "keqiao-2024-02-01.txt"
        outcomes = services.importing.import_paths([folder / "0.txt", folder / "1.txt", seed])
        assert [each.status for each in outcomes] == ["imported"] * 3
    return folder / "a.archivist"


def ids(services: Services) -> list[ReportId]:
    return [each.id for each in services.library.list_reports()]


def shown(services: Services, report: ReportId, script: Script = TRADITIONAL) -> str:
    return services.reading.read(report, script).rendering.text


def choose(services: Services, report: ReportId, wording: str, chosen: str, reach: Reach, script: Script = TRADITIONAL):
    start = services.reading.text(report).reading_text.index(wording)
    services.choosing.choose(report, start, start + len(wording), script, chosen, reach=reach)


@pytest.fixture
def services(path: Path) -> Iterator[Services]:
    with open_services(path) as opened:
        yield opened
    undo_all(path)


def undo_all(path: Path) -> None:
    with open_services(path) as services:
        while services.library.labels()[0] != "Import":
            services.library.undo()


def test_many_places_are_chosen_in_one_step_and_nearer_choices_give_way(services: Services) -> None:
    report, *_ = ids(services)
    text = services.reading.text(report).reading_text
    choose(services, report, "那个后字", "那個后字", Reach.PLACE)
    places = [Span(at, at + 1) for at, char in enumerate(text) if char == "后"]
    before = services.library.labels()
    services.choosing.choose_all(report, places, TRADITIONAL, "后")
    assert shown(services, report).startswith("這個后字和那個后字，皇后")
    assert [(each.span, each.chosen) for each in services.choosing.choices(report)] == [(each, "后") for each in places]
    services.choosing.choose_all(report, places[:2], TRADITIONAL, "後")
    assert shown(services, report).startswith("這個後字和那個後字，皇后")
    assert len(services.choosing.choices(report)) == len(places)
    for _ in range(2):
        services.library.undo()
    assert services.library.labels()[0] == before[0]
    assert shown(services, report).startswith("這個後字和那個后字，皇后")


def test_no_place_is_chosen_where_one_is_outside_of_the_text(services: Services) -> None:
    report, *_ = ids(services)
    with pytest.raises(WrongUse):
        services.choosing.choose_all(report, [Span(2, 3), Span(2, 10_000)], TRADITIONAL, "后")
    assert services.choosing.choices(report) == ()


def test_a_place_alone_is_shown_otherwise_and_is_no_doubt_any_more(services: Services) -> None:
    report, other, _ = ids(services)
    before = services.reading.read(report, TRADITIONAL)
    choose(services, report, "后", "后", Reach.PLACE)
    after = services.reading.read(report, TRADITIONAL)
    assert after.rendering.text == before.rendering.text.replace("個後字和", "個后字和")
    assert [each.span for each in after.doubts] == [each.span for each in before.doubts if each.span.start != 2]
    assert "後字" in shown(services, other)


def test_in_the_report_all_like_it_change_in_one_step_but_not_other_words(services: Services) -> None:
    report, other, _ = ids(services)
    choose(services, report, "后", "后", Reach.REPORT)
    assert shown(services, report).startswith("這個后字和那個后字，皇后")
    assert "後字" in shown(services, other)
    assert services.library.undo() == "Decide a conversion"
    assert shown(services, report).startswith("這個後字和那個後字，皇后")
    assert services.library.redo() == "Decide a conversion"
    assert shown(services, report).startswith("這個后字和那個后字，皇后")


def test_a_character_within_a_word_is_chosen_for_the_word(services: Services) -> None:
    report, other, _ = ids(services)
    assert "座標" in shown(services, other)
    choose(services, report, "坐", "坐", Reach.ARCHIVE)
    assert "平面坐標" in shown(services, report)
    assert "平面坐標" in shown(services, other)
    (kept,) = services.choosing.choices(other)
    assert (kept.reach, kept.original, kept.chosen) == (Reach.ARCHIVE, "坐标", "坐標")


def test_a_wider_choice_after_a_nearer_one_drops_no_character(tmp_path: Path) -> None:
    create_archive(tmp_path / "b.archivist")
    with open_services(tmp_path / "b.archivist") as services:
        list(services.importing.import_text("題", "會議認為這個關系到發展，關系很好。\n學生與國際關系。\n"))
        (report,) = ids(services)
        for reach in (Reach.REPORT, Reach.ARCHIVE, Reach.PLACE, Reach.ARCHIVE):
            choose(services, report, "系", "係", reach, TAIWAN)
            text = shown(services, report, TAIWAN)
            assert len(text) == len(services.reading.text(report).reading_text)
            assert "關係到發展" in text
            if reach is not Reach.PLACE:
                assert "關係很好" in text
                assert "國際關係" in text
                assert [(each.original, each.chosen) for each in services.choosing.choices(report)] == [
                    ("關系", "關係")
                ]


def test_what_was_chosen_counts_where_it_was_chosen_whatever_was_chosen_nearer(services: Services) -> None:
    report, other, _ = ids(services)
    choose(services, report, "后", "甲", Reach.PLACE)
    choose(services, report, "后", "乙", Reach.REPORT)
    assert shown(services, report).startswith("這個乙字和那個乙字")
    choose(services, report, "后", "丙", Reach.ARCHIVE)
    assert shown(services, report).startswith("這個丙字和那個丙字")
    assert "丙字" in shown(services, other)
    assert len(services.choosing.choices(report)) == 1
    services.library.undo()
    assert shown(services, report).startswith("這個乙字和那個乙字")


def test_choosing_again_replaces_what_was_chosen(services: Services) -> None:
    report, *_ = ids(services)
    for chosen in "甲乙乙":
        choose(services, report, "后", chosen, Reach.PLACE)
    assert [each.chosen for each in services.choosing.choices(report)] == ["乙"]


def test_another_script_keeps_its_own(services: Services) -> None:
    report, *_ = ids(services)
    choose(services, report, "后", "丁", Reach.REPORT, TAIWAN)
    assert "丁字" in shown(services, report, TAIWAN)
    assert "丁字" not in shown(services, report)


def test_a_choice_is_taken_back(services: Services) -> None:
    report, *_ = ids(services)
    before = shown(services, report)
    choose(services, report, "后", "甲", Reach.PLACE)
    choose(services, report, "坐", "乙", Reach.REPORT)
    services.choosing.take_back([each.id for each in services.choosing.choices(report)])
    assert shown(services, report) == before
    assert services.library.undo() == "Take back a decision"
    assert "甲字" in shown(services, report)
    assert "乙標" in shown(services, report)


def test_a_restart_and_the_terminal_find_it(path: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with open_services(path) as services:
        report, other, _ = ids(services)
        choose(services, report, "后", "甲", Reach.PLACE)
        choose(services, report, "坐", "乙", Reach.ARCHIVE)
    assert main(["show", str(path), str(report), "--script", "traditional"]) == 0
    assert "這個甲字和那個後字，皇后說的是平面乙標" in capsys.readouterr().out
    page = tmp_path / "page.html"
    assert main(["export", str(path), "--report", str(other), "--format", "html", "--out", str(page)]) == 0
    assert "平面乙標" in page.read_text(encoding="utf-8")
    with open_services(path) as services:
        assert services.library.undo() == "Decide a conversion"
        assert "座標" in shown(services, other)
    undo_all(path)


def test_views_are_told_that_conversions_show_something_else(services: Services) -> None:
    report, *_ = ids(services)
    told: list[Changed] = []
    services.archive.subscribe(told.append)
    for reach in (Reach.PLACE, Reach.REPORT, Reach.ARCHIVE):
        choose(services, report, "后", "甲", reach)
    services.library.undo()
    assert [each.kinds for each in told] == [{Kind.CHOICE}] * 4
    assert [report in each.ids for each in told] == [True, True, True, True]


def test_places_move_with_a_text_whose_repairs_are_decided(services: Services) -> None:
    *_, seed = ids(services)
    text = services.reading.text(seed)
    place = text.reading_text.index("筑")
    services.choosing.choose(seed, place, place + 1, TRADITIONAL, "築")
    wanted = shown(services, seed)
    readings = [each for each in text.repairs if each.kind == "inline-reading"]
    services.repairing.decide(seed, readings, RepairState.REFUSED)
    (moved,) = services.choosing.choices(seed)
    assert moved.span is not None and moved.span.start > place
    assert moved.span.of(services.reading.text(seed).reading_text) == "筑"
    services.library.undo()
    assert shown(services, seed) == wanted


@pytest.mark.parametrize(("start", "end"), [(-1, 1), (3, 3), (5, 4), (0, 10_000)])
def test_nothing_can_be_chosen_outside_of_the_text(services: Services, start: int, end: int) -> None:
    with pytest.raises(WrongUse):
        services.choosing.choose(ids(services)[0], start, end, TRADITIONAL, "甲")
    with pytest.raises(WrongUse):
        services.choosing.choose(ids(services)[0], 0, 1, Script.ORIGINAL, "甲")
    assert services.library.labels()[0] == "Import"


def test_what_was_chosen_last_shows_beside_a_wording_that_a_nearer_choice_covers(services: Services) -> None:
    report, *_ = ids(services)
    choose(services, report, "后字，", "甲", Reach.ARCHIVE)
    choose(services, report, "那个后", "乙", Reach.REPORT)
    choose(services, report, "字，", "丙", Reach.ARCHIVE)
    assert "乙丙皇后" in shown(services, report)


@settings(max_examples=15)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 15), st.integers(1, 3), st.sampled_from(["甲", "", "乙丙", "\ud800"]), st.sampled_from(Reach)
        ),
        max_size=5,
    )
)
def test_any_choices_and_their_undo_leave_everything_as_it_was(
    path: Path, made: list[tuple[int, int, str, Reach]]
) -> None:
    with open_services(path) as services:
        report, other, _ = ids(services)
        before = [shown(services, each) for each in (report, other)]
        states: list[tuple[Choice, ...]] = []
        for start, length, chosen, reach in made:
            states.append(services.choosing.choices(report))
            services.choosing.choose(report, start, start + length, TRADITIONAL, chosen, reach=reach)
            conversion = services.reading.read(report, TRADITIONAL).rendering
            assert conversion.text[slice(*conversion.alignment.span_to_target(start, start + length))].find(chosen) >= 0
        for state in reversed(states):
            services.library.undo()
            assert services.choosing.choices(report) == state
        assert [shown(services, each) for each in (report, other)] == before

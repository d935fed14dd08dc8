"""Reports by words of their titles: in any script, and by their sound."""

from pathlib import Path

import pytest

from archivist.app.wiring import Services

TITLES = ("高质量发展的意见", "關於發展紡織產業", "会计工作 WTO", "重庆市的法子", "Fazhan in Latin letters")


@pytest.fixture
def library(services: Services, tmp_path: Path) -> Services:
    for number, title in enumerate(TITLES):
        (tmp_path / f"{number}.txt").write_text(f"{title}\n\n本文没有别的内容，只为测试标题。\n", encoding="utf-8")
    assert len(list(services.importing.import_paths(sorted(tmp_path.glob("*.txt"))))) == len(TITLES)
    return services


def found(services: Services, words: str) -> list[str]:
    return [each.title for each in services.library.find_titles(words, 8)]


def test_words_are_found_in_either_script(library: Services) -> None:
    assert found(library, "发展") == [TITLES[0], TITLES[1]]
    assert found(library, "紡織 关于") == [TITLES[1]]


@pytest.mark.parametrize("typed", ["gzlfz", "gaozhiliang", "gao zhi liang", "gāo zhìliàng", "gao1zhi4"])
def test_a_title_is_found_by_its_sound_and_by_its_initials(library: Services, typed: str) -> None:
    assert found(library, typed) == [TITLES[0]]


def test_what_is_written_so_comes_before_what_sounds_so(library: Services) -> None:
    assert found(library, "fazhan") == [TITLES[4], TITLES[0], TITLES[1]]


def test_the_sound_is_that_of_the_word(library: Services) -> None:
    assert found(library, "chongqing") == [TITLES[3]]
    assert found(library, "kuaiji") == [TITLES[2]]


@pytest.mark.parametrize("typed", ["", " ", "g", "xyz", "'", "12345", "\ud800", "fa" * 200])
def test_what_nothing_sounds_like_finds_nothing(library: Services, typed: str) -> None:
    assert found(library, typed) == []

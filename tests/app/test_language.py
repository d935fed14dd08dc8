"""Which language, and what a catalogue says."""

from io import BytesIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from hypothesis import given
from hypothesis import strategies as st

from archivist.app.language import LANGUAGES, catalogue, nearest_language, read_texts, system_language, translator

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t"), min_size=1)


@pytest.mark.parametrize(
    ("names", "language"),
    [
        ("zh_CN.UTF-8", "zh_Hans"),
        ("zh_TW:zh:en", "zh_Hant"),
        ("zh-Hant-HK", "zh_Hant"),
        ("zh-Hans-HK", "zh_Hans"),
        ("zh", "zh_Hans"),
        ("Chinese (Traditional)_Taiwan", "zh_Hant"),
        ("Chinese (Simplified)_China.936", "zh_Hans"),
        ("en_GB:zh_CN", "en"),
        ("de_DE:zh_CN", "zh_Hans"),
        ("de_DE", "en"),
        ("C", "en"),
        ("", "en"),
    ],
)
def test_the_language_is_the_first_that_is_spoken_here(names: str, language: str) -> None:
    assert nearest_language(names.split(":")) == language


def test_the_environment_says_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "zh_TW.UTF-8")
    assert system_language() == "zh_Hant"
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    assert system_language() == "zh_Hans"


def test_each_language_says_its_own_words() -> None:
    assert [translator(language)("Undo") for language in LANGUAGES] == ["Undo", "撤销", "復原"]


def test_numbers_choose_the_form() -> None:
    said = [catalogue("en").ngettext("{count} report", "{count} reports", count) for count in (1, 2)]
    assert said == ["{count} report", "{count} reports"]
    assert catalogue("zh_Hans").ngettext("{count} report", "{count} reports", 1) == "{count} 篇报告"


def test_what_has_no_translation_is_said_in_english() -> None:
    assert catalogue("zh_Hant").gettext("no such message") == "no such message"
    assert catalogue("zh_Hant").ngettext("one such", "many such", 2) == "many such"


@given(st.dictionaries(TEXTS, st.tuples(st.sampled_from(["", "fuzzy", "plural", "plain"]), TEXTS), max_size=5))
def test_a_catalogue_is_read_as_it_was_written(written: dict[str, tuple[str, str]]) -> None:
    catalog = Catalog(locale="zh_Hans")
    for source, (kind, text) in written.items():
        key: str | tuple[str, str] = (source, f"{source}s") if kind == "plural" else source
        translation: str | tuple[str] = (text,) if kind == "plural" else text if kind else ""
        catalog.add(key, translation, flags={"fuzzy"} if kind == "fuzzy" else set())
    out = BytesIO()
    write_po(out, catalog)
    assert read_texts(out.getvalue().decode()) == {
        source: text for source, (kind, text) in written.items() if kind in ("plural", "plain")
    }

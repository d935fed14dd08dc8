"""Every message is translated, in the words and signs that each language writes."""

import importlib.util
import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Message

from archivist.app.language import LANGUAGES, read_texts
from archivist.text.dictionaries import read_dictionary

TOOL = Path(__file__).parents[2] / "tools" / "make_translations.py"
PLACE = re.compile(r"\{[^{}]*\}")
HAN = "[\u3400-\u9fff]"
SIGNS = {".": "。", ":": "：", "…": "…"}
# What mainland readers say and Taiwanese ones do not. 文件 is a document there, 程序 a procedure.
NOT_TAIWANESE = re.compile(
    "搜索|導入|導出|文件[夾名]|設置|默認|信息|(?<!處理)程序|數據|打印|剪貼板|回收站|菜單|視圖|窗口|運行|保存|文本文件|用戶|字節|半角|全角|擴展名"
)
NOT_OF_THE_MAINLAND = re.compile(
    "搜寻|汇入|汇出|档案(?!库)|设定|预设|资讯|程式|资料夹|列印|剪贴簿|垃圾桶|选单|视窗|储存|使用者|位元组|半形|全形|副档名"
)


def load_tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_translations", TOOL)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


tool = load_tool()


def texts(language: str) -> dict[str, str]:
    return read_texts(tool.catalogue_file(language).read_text(encoding="utf-8"))


def forms(message: Message) -> Iterator[str]:
    yield from message.id if isinstance(message.id, tuple) else (message.id,)


def test_every_message_is_translated() -> None:
    problems = list(tool.find_problems())
    assert not problems, "\n".join(
        ["run `make translations`, then edit resources/translations/*/LC_MESSAGES/archivist.po:", *problems]
    )


def test_a_message_inside_an_f_string_is_found(tmp_path: Path) -> None:
    (tmp_path / "page.py").write_text("""name = N_("All")\nkinds = f"{tr(N_('Table'))} {name} (*.csv)"\n""")
    assert list(tool.find_hidden(tmp_path)) == ["page.py:2"]


def test_there_is_a_catalogue_for_every_language() -> None:
    assert {"en", *tool.LANGUAGES} == set(LANGUAGES)


@pytest.mark.parametrize(
    ("source", "translation", "problem"),
    [
        ("Undo: {what}", None, "not translated"),
        ("Undo: {what}", Message("Undo: {what}"), "not translated"),
        ("Undo: {what}", Message("Undo: {what}", "撤销：{what}", flags={"fuzzy"}), "fuzzy"),
        ("Undo: {what}", Message("Undo: {what}", "撤销：{whta}"), "has not the places ['what']"),
        ("Undo", Message("Undo", "撤销：{what}"), "has not the places []"),
        (
            ("{count} hit", "{count} hits"),
            Message(("{count} hit", "{count} hits"), ("一处",)),
            "has not the places ['count']",
        ),
        (("One file.", "{count} files"), Message(("One file.", "{count} files"), ("{count} 个文件",)), ""),
        ("Undo: {what}", Message("Undo: {what}", "撤销：{what}"), ""),
    ],
)
def test_faults_of_a_translation_are_found(
    source: str | tuple[str, str], translation: Message | None, problem: str
) -> None:
    assert tool.find_problem(Message(source), translation) == problem


def test_a_message_that_changed_is_to_be_looked_at_again() -> None:
    catalogue = tool.read(tool.catalogue_file("zh_Hans"), "zh_Hans")
    template = deepcopy(tool.extract())
    template.delete("Remove annotation")
    template.add("Remove annotations")
    catalogue.update(template)
    assert tool.find_problem(template["Remove annotations"], catalogue["Remove annotations"]) == "fuzzy"


@pytest.mark.parametrize(("language", "table"), [("zh_Hans", "TSCharacters.txt"), ("zh_Hant", "STCharacters.txt")])
def test_each_catalogue_is_in_its_own_script(language: str, table: str) -> None:
    other = read_dictionary(table)
    wrong = {
        text: char for text in texts(language).values() for char in text if char in other and char not in other[char]
    }
    assert not {text: char for text, char in wrong.items() if "会议" not in text}  # a query that can be typed


@pytest.mark.parametrize(("language", "foreign"), [("zh_Hant", NOT_TAIWANESE), ("zh_Hans", NOT_OF_THE_MAINLAND)])
def test_each_catalogue_has_the_words_of_its_region(language: str, foreign: re.Pattern[str]) -> None:
    found = {text: match[0] for text in texts(language).values() if (match := foreign.search(text))}
    assert not found


@pytest.mark.parametrize("language", tool.LANGUAGES)
def test_sentences_end_as_their_sources(language: str) -> None:
    found = texts(language)
    for message in tool.extract():
        *_, source = forms(message)
        text = found.get(next(forms(message)), "")
        if (sign := source.rstrip()[-1:]) in SIGNS:
            assert text.endswith(SIGNS[sign]), source
        elif source:
            assert text[-1] not in "。：，", source


@pytest.mark.parametrize("language", tool.LANGUAGES)
def test_chinese_text_has_chinese_signs(language: str) -> None:
    for text in texts(language).values():
        assert not re.search(f"{HAN} ?[,;:?!()]|[,;:?!()] ?{HAN}", PLACE.sub("", text)), text
        assert not re.search("[“”]" if language == "zh_Hant" else "[「」]", text), text


def test_the_glossary_says_what_the_window_says() -> None:
    page = (TOOL.parents[1] / "docs" / "glossary.md").read_text(encoding="utf-8")
    compared = 0
    for row in re.findall(r"^\| (\w[^|]*?) \| (\S+) \| (\S+) \|", page, re.MULTILINE)[1:]:
        for language, word in zip(tool.LANGUAGES, row[1:], strict=True):
            said = texts(language).get(row[0].capitalize())
            compared += said is not None
            assert said in (word, None), row
    assert compared > 40

"""Front matter: what people write between two lines of hyphens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist.importing.front_matter import FrontMatter, split_front_matter


def test_known_keys_become_fields_in_any_of_their_languages() -> None:
    matter, body = split_front_matter(
        "---\n标题: 区委会议\n日期: 2024-02-01\nAuthor: 王\n來源：柯橋\n---\n正文\n".replace("：", ": ")
    )
    assert matter.fields == {"title": "区委会议", "date": "2024-02-01", "author": "王", "source": "柯橋"}
    assert matter.extra == {}
    assert body == "正文\n"


def test_other_keys_are_kept_as_they_stand() -> None:
    matter, _ = split_front_matter("---\ntitle: 甲\nlayout: post\nDraft: true\n---\n")
    assert matter.extra == {"layout": "post", "Draft": "true"}


def test_second_key_of_one_field_is_not_lost() -> None:
    matter, _ = split_front_matter("---\ntitle: 甲\n标题: 乙\n---\n")
    assert (matter.fields["title"], matter.extra["标题"]) == ("甲", "乙")


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ('title: "a: b"', "a: b"),
        ("title: '甲'", "甲"),
        ('title: "', '"'),
        ("title: [甲, '乙', ]", "甲, 乙"),
        ("title:\n  - 甲\n  - 乙", "甲, 乙"),
        ("title:\n- 甲\n- 乙", "甲, 乙"),
        ("title: |\n  甲\n  乙", "甲, 乙"),
        ("title:  甲  # 乙 ", "甲  # 乙"),
        ("# a comment\ntitle: 甲", "甲"),
    ],
)
def test_value_is_read_without_its_signs(line: str, value: str) -> None:
    assert split_front_matter(f"---\n{line}\n---\n")[0].fields == {"title": value}


@pytest.mark.parametrize(
    "text",
    [
        "甲\n---\ntitle: 乙\n---\n",
        "---\ntitle: 甲\n",
        "---\n---\n正文",
        "---\n會議指出：\n全市上下要學習。\n---\n正文",
        "---\ntitle: 甲\n會議指出，全市上下要學習。\n---\n",
        "---\n會議指出：全市上下要學習。\n---\n正文",
        "---\ntitle:\n---\n",
        "----\ntitle: 甲\n----\n",
        "",
    ],
)
def test_what_is_no_front_matter_stays_text(text: str) -> None:
    assert split_front_matter(text) == (FrontMatter(), text)


@given(st.text(alphabet="-[]'\":：\n #.甲t,|") | st.text())
def test_any_text_is_split_without_loss_of_the_body(text: str) -> None:
    matter, body = split_front_matter(text)
    assert text.endswith(body)
    assert (body == text) == (matter == FrontMatter())


def test_brackets_nested_without_end_are_only_text() -> None:
    matter, _ = split_front_matter(f"---\ntitle: {'[' * 50_000}甲{']' * 50_000}\n---\n")
    assert "甲" in matter.fields["title"]

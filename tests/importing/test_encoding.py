"""Bytes to text: right in the encodings of Chinese, and a clear refusal of everything else."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist.domain import ArchivistError
from archivist.domain.errors import UnsupportedFormat, WrongUse
from archivist.importing.encoding import CUT_SHORT, DAMAGED, Decoded, decode, decode_as_is, known_encoding

DATA = Path(__file__).parents[1] / "data"
CASES: list[dict[str, Any]] = json.loads((DATA / "encodings/MANIFEST.json").read_text(encoding="utf-8"))
WHOLE = [case for case in CASES if "truth" in case and not case["file"].startswith("mojibake")]

HANS = (DATA / "reports/cn-work-report/政府工作报告2013.txt").read_text(encoding="utf-8")[:3000]
HANT = (DATA / "reports/tw-gazette/14073.txt").read_text(encoding="utf-8").replace("奬", "獎")
"""With the one character replaced that Big5 does not have."""
TEXT = "區委常委會召開擴大會議，學習傳達市兩會精神，研究部署貫徹落實工作。"
GERMAN = "Über die Größe der Bäume in München läßt sich schwer urteilen."
JAPANESE = "これは日本語の文章です。カタカナとひらがなが混ざっています。"
KOREAN = "이것은 한국어 문장입니다. 오늘은 날씨가 매우 좋습니다."


def a_passage(text: str) -> st.SearchStrategy[str]:
    """A cut of real text, 24 to 200 code points long, that ends with Chinese."""
    cuts = st.tuples(st.integers(0, len(text) - 200), st.integers(23, 199))
    return cuts.map(lambda cut: text[cut[0] : sum(cut)] + "會")


@pytest.mark.parametrize("case", WHOLE, ids=[case["file"] for case in WHOLE])
def test_report_in_another_encoding_gives_the_same_text(case: dict[str, Any]) -> None:
    truth = (DATA / case["truth"]).read_text(encoding="utf-8")
    decoded = decode((DATA / "encodings" / case["file"]).read_bytes())
    assert (decoded.text, decoded.notes) == (truth, ())


def test_text_that_was_saved_wrongly_is_read_as_it_was_saved() -> None:
    for case in CASES:
        if case["file"].startswith("mojibake"):
            data = (DATA / "encodings" / case["file"]).read_bytes()
            assert decode(data).text == data.decode().replace("\r\n", "\n")


def test_file_cut_in_the_middle_of_a_character_keeps_the_rest_and_says_so() -> None:
    (case,) = [case for case in CASES if case["file"] == "gbk-truncated.md"]
    decoded = decode((DATA / "encodings" / case["file"]).read_bytes())
    assert (len(decoded.text), decoded.encoding, decoded.notes) == (case["truth_chars"], "gb18030", (CUT_SHORT,))


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "gbk", "utf-16-le", "utf-16-be"])
@given(passage=a_passage(HANS))
def test_simplified_text_is_recognised(encoding: str, passage: str) -> None:
    assert decode(passage.encode(encoding)).text == passage


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "cp950", "gb18030", "utf-16-le", "utf-16-be"])
@given(passage=a_passage(HANT))
def test_traditional_text_is_recognised(encoding: str, passage: str) -> None:
    assert decode(passage.encode(encoding)).text == passage


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "cp950", "utf-16-le"])
@given(passage=a_passage(HANT))
def test_cut_loses_the_last_character_only(encoding: str, passage: str) -> None:
    assert decode(passage.encode(encoding)[:-1]) == Decoded(passage[:-1], encoding, (CUT_SHORT,))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_mark_decides_and_is_no_text(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)).text == TEXT
    assert decode(GERMAN.encode(encoding)).text == GERMAN


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_text_without_chinese_is_read_where_its_encoding_is_sure(encoding: str) -> None:
    assert decode(GERMAN.encode(encoding)).text == GERMAN


def test_seven_bit_encodings_are_recognised() -> None:
    assert decode("会议指出，要学习".encode("hz")).encoding == "hz"
    assert decode("会议指出，要学习".encode("iso2022_jp_2")).text == "会议指出，要学习"


@pytest.mark.parametrize("text", ["", "a", "with ~{abcd~} and \x1b$B \x1b[0m", "a\r\nb\rc\n"])
def test_ascii_is_utf_8_with_line_feeds_only(text: str) -> None:
    assert decode(text.encode()) == Decoded(text.replace("\r\n", "\n").replace("\r", "\n"), "utf-8")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (KOREAN, "euc_kr"),
        (GERMAN, "latin-1"),
        ("Широкая электрификация", "koi8-r"),
    ],
)
def test_unknown_encoding_is_refused_with_the_way_out(text: str, encoding: str) -> None:
    with pytest.raises(UnsupportedFormat) as caught:
        decode(text.encode(encoding), where="/in/a.txt")
    assert str(caught.value) == (
        "Not a text in an encoding that is known: /in/a.txt. If you know its encoding, name it with --encoding."
    )
    assert decode(text.encode(encoding), encoding=encoding).text == text


@pytest.mark.parametrize(
    ("head", "kind"),
    [(b"%PDF-1.7", "a PDF"), (b"PK\x03\x04", "a ZIP archive or an Office document"), (b"\x89PNG", "a picture")],
)
def test_binary_file_is_refused_by_its_name_of_kind(head: bytes, kind: str) -> None:
    with pytest.raises(UnsupportedFormat, match=f"/in/a.txt: it is {kind}"):
        decode(head + bytes(range(256)), where="/in/a.txt")


@given(st.binary(min_size=64).map(lambda data: bytes(1 + byte % 8 for byte in data)))
def test_control_characters_are_no_text(data: bytes) -> None:
    with pytest.raises(UnsupportedFormat):
        decode(data)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
@pytest.mark.parametrize("text", ["软件\0鼠标，这里是一个文件。", "草案\x07名称\x07" * 3 + TEXT, TEXT + "\0" * 5])
def test_few_control_characters_in_chinese_are_left_to_repair(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


def test_many_control_characters_are_no_text_even_between_chinese() -> None:
    with pytest.raises(UnsupportedFormat):
        decode("软\0件\0".encode() * 50)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8", "gb18030"])
def test_text_as_it_is_keeps_line_ends_and_byte_order_mark(encoding: str) -> None:
    text = f"{TEXT}\r\n{TEXT}\r{TEXT}\n"
    mark = "\ufeff" if encoding in ("utf-8-sig", "utf-16") else ""
    assert decode_as_is(text.encode(encoding)) == mark + text


def test_few_damaged_bytes_are_shown_and_told() -> None:
    data = (TEXT * 20).encode()
    damaged = decode(data[:300] + b"\xff" + data[300:])
    assert damaged == Decoded(TEXT * 20, "utf-8", (DAMAGED,))._replace(
        text=data[:300].decode() + "\ufffd" + data[300:].decode()
    )


def test_many_damaged_bytes_are_no_text() -> None:
    with pytest.raises(UnsupportedFormat):
        decode(b"\xff\xfd\xff".join([TEXT[:3].encode()] * 50))


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7"])
@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\r\ufeff"), max_size=40))
def test_encoding_that_is_named_is_obeyed_for_any_text(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), encoding=encoding).text == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [TEXT, GERMAN])
def test_utf_16_without_a_mark_is_read_in_the_order_that_makes_sense(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), encoding="utf-16").text == text


def test_byte_order_mark_goes_before_the_name_of_the_same_encoding() -> None:
    assert decode(TEXT.encode("utf-8-sig"), encoding="utf-8").text == TEXT
    assert decode(b"\xfe\xff" + TEXT.encode("utf-16-be"), encoding="utf-16").text == TEXT


def test_named_encoding_that_does_not_fit_is_told_with_the_place() -> None:
    with pytest.raises(
        WrongUse, match=r"Not readable as utf-8: /in/a\.txt: byte 3 does not fit\. Leave --encoding out"
    ):
        decode(b"abc\xff", encoding="utf8", where="/in/a.txt")


@pytest.mark.parametrize(
    "name", ["no-such", "base64", "rot13", "idna", "punycode", "unicode_escape", "undefined", "a\0b", ""]
)
def test_name_of_no_encoding_is_told(name: str) -> None:
    with pytest.raises(WrongUse, match=r"There is no encoding named .* Common ones are"):
        known_encoding(name)


def test_older_names_mean_the_larger_set() -> None:
    assert known_encoding("GB2312") == known_encoding("gbk") == "gb18030"
    assert decode("喆镕".encode("gbk"), encoding="gb2312").text == "喆镕"


@given(
    data=st.binary(max_size=200) | a_passage(HANT).map(lambda text: text.encode("big5")[1:]),
    encoding=st.none() | st.sampled_from(["utf-8", "big5", "hz", "utf-16", "utf-7", "iso2022_kr", "cp437", "idna"]),
    hint=st.none() | st.sampled_from(["utf-8", "big5", "utf-16", "idna", "x", "shift_jis"]),
)
def test_any_bytes_give_text_or_an_error_in_words(data: bytes, encoding: str | None, hint: str | None) -> None:
    try:
        decoded = decode(data, encoding=encoding, hint=hint, where="/in/a.txt")
    except ArchivistError as error:
        assert str(error)
    else:
        assert "\r" not in decoded.text
        assert decoded.encoding == known_encoding(decoded.encoding)

import contextlib
import json

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from archivist.store.codec import (
    TEXT_LIMIT,
    DamagedValue,
    decompress,
    pack_extra,
    pack_rows,
    pack_text,
    unpack_extra,
    unpack_rows,
    unpack_text,
)

ANY_TEXT = st.text(st.characters(exclude_categories=()))
VALUES = st.none() | st.integers(-(2**63), 2**63 - 1) | ANY_TEXT | st.binary()


@given(ANY_TEXT)
def test_a_text_comes_back(text: str):
    assert unpack_text(pack_text(text)) == text


@given(ANY_TEXT)
def test_a_text_hardly_grows(text: str):
    assert len(pack_text(text)) <= len(text.encode("utf-8", "surrogatepass")) + 20


@pytest.mark.parametrize("text", ["", "0", "區委召開會議", "0" * 300])
def test_no_flipped_bit_makes_another_text(text: str):
    stored = pack_text(text)
    for place in range(len(stored) * 8):
        flipped = bytearray(stored)
        flipped[place // 8] ^= 1 << place % 8
        with contextlib.suppress(DamagedValue):
            assert unpack_text(bytes(flipped)) == text


@given(st.dictionaries(st.text(min_size=2), VALUES))
def test_row_images_come_back(row: dict[str, object]):
    assert unpack_rows(pack_rows([["report", row, None, row]])) == [["report", row, None, row]]


@given(st.dictionaries(ANY_TEXT, ANY_TEXT))
def test_extra_fields_come_back(extra: dict[str, str]):
    assert unpack_extra(pack_extra(extra)) == extra


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_a_flipped_byte_of_a_long_text_is_noticed(place: int, flip: int):
    text = "高質量發展會議" * 300
    stored = bytearray(pack_text(text))
    stored[place % len(stored)] ^= flip

    with contextlib.suppress(DamagedValue, UnicodeDecodeError):
        assert unpack_text(bytes(stored)) == text


def test_a_frame_that_claims_to_be_huge_is_not_unpacked():
    body = zstandard.ZstdCompressor().compress(b"0" * 1_000_000)
    with pytest.raises(DamagedValue):
        decompress(body, 999_999)


def test_a_frame_that_hides_its_size_is_unpacked_up_to_the_limit_only():
    compressor = zstandard.ZstdCompressor(write_content_size=False).compressobj()
    body = compressor.compress(b"0" * 1_000_000) + compressor.flush()

    assert len(decompress(body, 1_000_000)) == 1_000_000
    with pytest.raises(DamagedValue):
        decompress(body, 999_999)


@pytest.mark.parametrize("stored", [b"", b"\x07abc", b"\x01abc", None, "text", 5])
def test_what_is_no_stored_text_is_damage(stored: object):
    with pytest.raises(DamagedValue):
        unpack_text(stored)  # type: ignore[arg-type]


def test_texts_have_a_limit_that_no_report_reaches():
    assert TEXT_LIMIT >= 10 * 50_000_000


def test_broken_json_is_damage():
    with pytest.raises(DamagedValue):
        unpack_rows(zstandard.ZstdCompressor().compress(b"[1,"))
    with pytest.raises((DamagedValue, json.JSONDecodeError)):
        unpack_extra("[]")

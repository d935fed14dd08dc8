"""The page generator that damages real texts, rebuilt: it replaces bytes of GBK and ignores where characters end.

It reproduces the damaged cases of ``tests/data/damage`` from their expected texts, byte for byte."""

from collections.abc import Mapping

_MARKS = {"，": b",", "！": b"!", "：": b":", "；": b";", "？": b"?"}


def write_readings(text: str, readings: Mapping[str, str]) -> str:
    """``text`` as a page that carries the reading of each character in ``readings``."""
    data = text.encode("gbk")
    for character, reading in readings.items():
        pair = character.encode("gbk")
        data = data.replace(pair, pair + f"({reading})".encode("gbk"))
    return _decode(data)


def flatten_marks(text: str) -> str:
    """``text`` as a page whose full-width marks became ASCII."""
    data = text.encode("gbk")
    for mark, plain in _MARKS.items():
        data = data.replace(mark.encode("gbk"), plain)
    return _decode(data)


def _decode(data: bytes) -> str:
    """What the generator's decoder made of ``data``: ``?`` for a first byte with a wrong second one, which it eats;
    nothing for a pair that stands for nothing."""
    parts: list[str] = []
    position = 0
    while position < len(data):
        first, second = data[position], data[position + 1] if position + 1 < len(data) else 0
        if first < 0x80:
            parts.append(chr(first))
            position += 1
            continue
        if second < 0x40 or second == 0x7F:
            parts.append("?")
        elif first == 0x80:
            parts.append("??")
        else:
            parts.append(data[position : position + 2].decode("gbk", "ignore"))
        position += 2
    return "".join(parts)

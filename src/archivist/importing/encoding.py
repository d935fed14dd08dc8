"""From bytes to text: which encoding makes Chinese of them.

Own rule, because the known libraries fail on Big5, on UTF-16 without a byte order mark and on short texts: decode
strictly with every candidate, and take the one whose characters are the most usual in Chinese. What makes no Chinese in
any of them (Shift-JIS, EUC-KR, a picture) is refused, never guessed. Repair of text that was once decoded wrongly and
saved so is not done here."""

import codecs
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from archivist.domain.errors import UnsupportedFormat, WrongUse
from archivist.domain.messages import N_
from archivist.text.plausibility import character_weights, chinese_weight


class Decoded(NamedTuple):
    """A text, the Python name of its encoding, and what a person should know about it."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


NAME_IT = N_("If you know its encoding, name it with --encoding.")
CUT_SHORT = N_("The file ends in the middle of a character; that part of a character was left out")
DAMAGED = N_("Some bytes are damaged and could not be read; each such place is shown as “�”")

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", N_("it is a PDF")),
    (b"PK\x03\x04", N_("it is a ZIP archive or an Office document")),
    (b"\xd0\xcf\x11\xe0", N_("it is an old Office document")),
    (b"{\\rtf", N_("it is in Rich Text Format")),
    (b"SQLite format 3\0", N_("it is a database")),
    (b"\x89PNG", N_("it is a picture")),
    (b"\xff\xd8\xff", N_("it is a picture")),
    (b"GIF8", N_("it is a picture")),
    (b"\x1f\x8b", N_("it is a compressed file")),
    (b"7z\xbc\xaf", N_("it is a compressed file")),
    (b"Rar!", N_("it is a compressed file")),
    (b"\x7fELF", N_("it is a program")),
    (b"MZ\x90\0", N_("it is a program")),
)
_SAMPLE = 1 << 15
_SEVEN_BIT = (("iso2022_jp_2", b"\x1b$"), ("hz", b"~{"))
_CANDIDATES = ("utf-8", "gb18030", "cp950", "big5hkscs", "big5", "utf-16-le", "utf-16-be")
# What pages and people call an encoding is often a part of what they use; the larger sets hold the smaller ones.
_LARGER = {"gb2312": "gb18030", "gbk": "gb18030", "ascii": "utf-8", "iso8859-1": "utf-8", "cp1252": "utf-8"}
_NOT_OF_FILES = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape"})
"""Python calls these encodings too; they write other texts in ASCII, and some fail in ways of their own."""
_CJK = re.compile("[\u3400-\u9fff]")
_CONTROLS = re.compile("[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_ENOUGH = 0.3
"""The mean weight from which a text passes for Chinese: of 20,000 cuts of real reports, 2 to 40 characters long, read
in the right encoding, 99.6 % lie above it; Korean and Japanese read as GB18030 or Big5 lie below."""
_FEW_CONTROLS = 8
"""So many may stand in a short Chinese text too."""
_UTF8_ALONE = 8
"""From so many characters on, bytes that are valid UTF-8 are UTF-8 even if nothing in them is Chinese."""


def decode(data: bytes, *, encoding: str | None = None, hint: str | None = None, where: str = "") -> Decoded:
    """The text of ``data``, with LF line ends only. ``encoding`` is what a person says and is obeyed; ``hint`` is what a
    page says of itself and only tips the scales.

    Raises ``UnsupportedFormat`` where the bytes are no text or their encoding stays unknown, ``WrongUse`` for an
    encoding that does not exist or does not fit."""
    found = _recognise(data, hint, where) if encoding is None else _obey(data, known_encoding(encoding), where)
    return found._replace(text=_with_lf(found.text))


def decode_as_is(data: bytes, *, where: str = "") -> str:
    """The text of ``data`` with its own line ends and its byte order mark (U+FEFF), if it has one.

    Raises ``UnsupportedFormat`` where the bytes are no text or their encoding stays unknown."""
    has_mark = any(data.startswith(mark) for mark, _ in _BOMS)
    return "\ufeff" * has_mark + _recognise(data, None, where).text


def _recognise(data: bytes, hint: str | None, where: str) -> Decoded:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _first_that_fits(data[len(mark) :], (name,)) or _damaged(data[len(mark) :], (name,), where)
    if kind := begins_like_binary(data):
        raise UnsupportedFormat(
            N_("Not a text"),
            where=where,
            why=kind,
            hint=N_("If there is text in it, save that as plain text or as a web page."),
        )
    if found := _first_that_fits(data, _likely(data, hint)):
        return found
    return _damaged(data, _likely(data, hint, errors="replace"), where)


def begins_like_binary(data: bytes) -> str:
    """What the first bytes say the file is, where that is no text (an N_ message); else nothing."""
    return next((kind for magic, kind in _MAGIC if data.startswith(magic)), "")


def known_encoding(name: str) -> str:
    """The Python name of an encoding that a person asked for. Raises ``WrongUse`` where there is none."""
    try:
        info = codecs.lookup(name)
        "".encode(info.name)  # "base64" and its like are codecs too, but not of text
        if info.name in _NOT_OF_FILES:
            raise LookupError(info.name)
    except (LookupError, ValueError) as error:
        raise WrongUse(
            N_("There is no encoding named {name}"),
            hint=N_("Common ones are utf-8, gb18030, big5, utf-16."),
            name=repr(name),
        ) from error
    return {"gb2312": "gb18030", "gbk": "gb18030"}.get(info.name, info.name)


def _likely(data: bytes, hint: str | None, errors: str = "strict") -> Iterator[str]:
    """The candidates that make Chinese of the beginning of ``data``, the best first."""
    sample = data[:_SAMPLE]
    if sample.isascii():
        yield from (name for name, sign in _SEVEN_BIT if sign in sample and _makes_chinese(sample, name))
        yield from _utf16_of_latin(sample)
        yield "utf-8"
        return
    if errors == "strict" and _is_surely_utf8(sample):
        yield "utf-8"  # Nearly always: the others are weighed only where a later byte does not fit.
    favoured = _favoured(hint)
    ranked: list[tuple[float, str]] = []
    for name in dict.fromkeys((*favoured, *_CANDIDATES)):
        try:
            text = codecs.getincrementaldecoder(name)(errors).decode(sample)
        except UnicodeDecodeError:
            continue
        weight = chinese_weight(_CONTROLS.sub("", text) if _is_text(text) else text)
        if name == "utf-8" and errors == "strict":
            ranked.append((_ENOUGH, name))
        elif weight is not None and weight >= _ENOUGH:
            ranked.append((weight + (0.1 if name in favoured else 0), name))
    ranked.sort(key=lambda row: -row[0])
    yield from (name for _, name in ranked)
    yield from _utf16_of_latin(sample)


def _is_surely_utf8(sample: bytes) -> bool:
    """True for valid UTF-8 with some characters: other encodings hardly ever happen to be that, in any language."""
    try:
        text = codecs.getincrementaldecoder("utf-8")("strict").decode(sample)
    except UnicodeDecodeError:
        return False
    return bool(_CJK.search(text)) or sum(char > "\x7f" for char in text) >= _UTF8_ALONE


def _makes_chinese(sample: bytes, name: str) -> bool:
    return (chinese_weight(sample.decode(name, "ignore")) or 0) >= _ENOUGH


def _favoured(hint: str | None) -> tuple[str, ...]:
    if not hint:
        return ()
    try:
        name = known_encoding(hint.strip())
    except WrongUse:
        return ()
    if name.startswith(("utf-16", "utf-32")):
        return ()  # what a page says in ASCII cannot be true of a page in UTF-16
    return (_LARGER.get(name, name),)


def _utf16_of_latin(sample: bytes) -> list[str]:
    """UTF-16 without a mark whose characters are mostly ASCII: every other byte is zero."""
    half = max(len(sample) // 2, 1)
    shares = {"utf-16-le": sample[1::2].count(0) / half, "utf-16-be": sample[::2].count(0) / half}
    return [name for name, share in shares.items() if share > 0.6 > 0.1 > sum(shares.values()) - share]


def _first_that_fits(data: bytes, names: Iterable[str]) -> Decoded | None:
    for name in names:
        try:
            text, is_cut = _decode_strictly(data, name)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            return Decoded(text, name, (CUT_SHORT,) if is_cut else ())
    return None


def _is_text(text: str) -> bool:
    """True where control characters are so few that other programs may have left them in a text; a repair takes them out."""
    controls = len(_CONTROLS.findall(text))
    if controls <= len(text) // 100:
        return True
    chinese = len(_CJK.findall(text))
    return controls <= max(chinese // 20, min(_FEW_CONTROLS, chinese // 4))


def _decode_strictly(data: bytes, name: str) -> tuple[str, bool]:
    """The text, and whether its last bytes are the beginning of a character that never comes."""
    decoder = codecs.getincrementaldecoder(name)("strict")
    text = decoder.decode(data)
    return text, bool(decoder.getstate()[0])


def _obey(data: bytes, name: str, where: str) -> Decoded:
    for mark, marked in _BOMS:
        if data.startswith(mark) and name in (marked, marked.removesuffix("-le").removesuffix("-be"), "utf-8-sig"):
            return _obey(data[len(mark) :], marked, where)
    if name in ("utf-16", "utf-32"):
        name = max((f"{name}-le", f"{name}-be"), key=lambda each: _weight_as(data, each))
    try:
        text, is_cut = _decode_strictly(data, name)
    except UnicodeDecodeError as error:
        raise WrongUse(
            N_("Not readable as {encoding}"),
            where=where,
            why=N_("byte {position} does not fit"),
            hint=N_("Leave --encoding out to have it recognised."),
            encoding=name,
            position=error.start,
        ) from error
    return Decoded(text, name, (CUT_SHORT,) if is_cut else ())


def _weight_as(data: bytes, name: str) -> float:
    """How usual the characters are that ``name`` makes of the beginning of ``data``, in Chinese or in a Western language."""
    text = data[:_SAMPLE].decode(name, "replace")
    return sum(1 if char < "\u0250" else character_weights().get(char, -1) for char in text) / max(len(text), 1)


def _damaged(data: bytes, names: Iterable[str], where: str) -> Decoded:
    """The reading of a file that is text but for a few damaged bytes: at most one in two hundred characters."""
    for name in names:
        text = data.decode(name, "replace")
        if 0 < text.count("\ufffd") <= max(len(text) // 200, 1) and _is_text(text):
            return Decoded(text, name, (DAMAGED,))
    raise _unknown(where)


def _unknown(where: str) -> UnsupportedFormat:
    return UnsupportedFormat(
        N_("Not a text in an encoding that is known"),
        where=where,
        hint=NAME_IT,
    )


def _with_lf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text

"""Markdown, read line by line: a line is a paragraph, signs of markup are taken out, words never.

Front matter between ``---`` lines gives metadata. Collections of Chinese laws put the history of a law between its title
and a comment ``INFO END``, and the date of the edition into the file's name; both are read. Soft line breaks stay
paragraph ends, as in plain text: in Chinese notes they are meant more often than not."""

import html
import re
from collections.abc import Iterator

from archivist.domain import N_, EdtfDate, ParagraphKind
from archivist.importing.editions import edition_date
from archivist.importing.encoding import decode
from archivist.importing.front_matter import FrontMatter, split_front_matter
from archivist.importing.registry import ImportFormat, ReadHints, suffix_of
from archivist.importing.source_text import SourceText, TextBuilder, TitleOrigin, with_kinds_by_numbering
from archivist.text.dates import find_date, parse_date

FORMAT = ImportFormat(
    key="markdown",
    title=N_("Markdown"),
    suffixes=(".md", ".markdown"),
    media_types=("text/markdown",),
    keeps=(N_("headings"), N_("lists"), N_("tables as cells"), N_("front matter"), N_("ruby")),
)
HEADER_END = "<!-- INFO END -->"
_LONGEST_MARKED_UP = 20_000
"""Code points of a line in which signs of markup are looked for. Nobody writes longer ones by hand."""
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*([!-_a-~ \t]*)$")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t\u3000]|$)")
_UNDERLINE = re.compile(r" {0,3}(?:={3,}|-{3,})[ \t]*$")
_RULE = re.compile(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$")
_LIST_ITEM = re.compile(r"(\s*)(?:[-*+]|(\d{1,9}[.)]))\s+(?:\[[ xX]\]\s+)?")
_CELL_END = re.compile(r"(?<!\\)\|")
_QUOTE = re.compile(r"^ {0,3}(?:> ?)+")
_LINK = re.compile(r"!?\[((?:[^\[\]\\]|\\.)*)\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+\"[^\"]*\")?\)")
_AUTOLINK = re.compile(r"<((?:https?|mailto|ftp):[^<>\s]+|[^<>\s@]+@[^<>\s@]+)>")
_TAG = re.compile(
    "</?(?:a|abbr|b|bdi|bdo|big|center|cite|code|del|details|dfn|div|em|font|h[1-6]|hr|i|img|ins|kbd|mark|p|pre|q|rb|rp|rt"
    r"|ruby|s|samp|section|small|span|strike|strong|sub|summary|sup|table|tbody|td|th|thead|tr|tt|u|var|wbr)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_STRONG = re.compile(r"(\*\*|__|~~)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?!\*)|(?<![\w_])_(?=\S)([^_]+?)(?<=\S)_(?![\w_])")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_RUBY = re.compile(r"<ruby>(.*?)</ruby>", re.IGNORECASE)
_ADDRESS = re.compile("[/.#:@]")
_KEPT, _KEPT_END = "\ufdd0", "\ufdd1"
"""Around the number of what is put aside while the rest of a line is looked at: characters that no text has."""


def score(head: bytes, name: str) -> int:
    return 60 if suffix_of(name) in FORMAT.suffixes else 0


def read(data: bytes, hints: ReadHints) -> Iterator[SourceText]:
    decoded = decode(data, encoding=hints.encoding, where=hints.name)
    matter, body = split_front_matter(decoded.text)
    reader = _Reader()
    reader.read(body)
    title, title_origin = _title(matter, reader)
    date, date_origin = _date(matter, reader, title, hints.name)
    fields = {name: matter.fields.get(name) for name in ("author", "source", "place", "language")}
    origins = {name: TitleOrigin.FRONT_MATTER.value for name, value in fields.items() if value}
    text = reader.builder.text
    if not reader.builder.paragraphs:
        return
    yield SourceText(
        text=text,
        paragraphs=tuple(with_kinds_by_numbering(text, reader.builder.paragraphs)),
        title=title,
        date=date,
        **fields,
        origins=origins | {k: v for k, v in (("title", title_origin), ("date", date_origin)) if v},
        extra=_extra(matter) | {"encoding": decoded.encoding},
        ruby=tuple(reader.builder.ruby),
        notes=decoded.notes,
        is_date_settled=reader.has_header,
    )


def _title(matter: FrontMatter, reader: "_Reader") -> tuple[str, str]:
    if title := matter.fields.get("title"):
        return title, TitleOrigin.FRONT_MATTER.value
    return (reader.heading, TitleOrigin.HEADING.value) if reader.heading else ("", "")


def _date(matter: FrontMatter, reader: "_Reader", title: str, name: str) -> tuple[EdtfDate | None, str]:
    if (text := matter.fields.get("date")) and (date := parse_date(text)):
        return date, TitleOrigin.FRONT_MATTER.value
    date = find_date("\n".join(reader.header_lines)) if reader.has_header else None
    edition = edition_date(name, title)
    # A history that ends before the edition that the file is named for is incomplete, and the text is the edition's.
    if edition and (date is None or edition.value > date.value):
        return edition, "file name"
    return (date, "header") if date else (None, "")


def _extra(matter: FrontMatter) -> dict[str, str]:
    """What has no field of its own; a date that cannot be read stays as it was written."""
    written = matter.fields.get("date")
    return matter.extra | ({"date": written} if written and not parse_date(written) else {})


class _Reader:
    """Lines in, paragraphs out. Attributes say what was met on the way."""

    def __init__(self) -> None:
        self.builder = TextBuilder()
        self.heading = ""
        self.has_header = False
        self.header_lines: list[str] = []
        self._fence = ""
        self._indents: list[int] = []
        self._is_underlined = False

    def read(self, text: str) -> None:
        header, mark, _ = text.partition(HEADER_END)
        self.has_header = bool(mark)
        rest = header.count("\n") if mark else 0
        lines = text.split("\n")
        last_end = next((n for n in range(len(lines) - 1, -1, -1) if "-->" in lines[n]), -1)
        in_comment = False
        for number, line in enumerate(lines):
            if not self._fence:
                line, in_comment = _without_comments(line, in_comment, is_ended=number < last_end)
            following = lines[number + 1] if number + 1 < len(lines) else ""
            self._read_line(line, following, is_header=number < rest)

    def _read_line(self, line: str, following: str, *, is_header: bool) -> None:
        was_underlined, self._is_underlined = self._is_underlined, False
        fence = _FENCE.match(line)
        if fence and (not self._fence or (fence[1].startswith(self._fence) and not fence[2])):
            self._fence = "" if self._fence else fence[1]
        elif self._fence:
            self.builder.add(line.rstrip())
        elif was_underlined or not line.strip() or _RULE.match(line) or _is_table_rule(line):
            return
        elif match := _HEADING.match(line):
            self._add_heading(_without_closing(line[match.end() :]), len(match[1]))
        elif line.lstrip().startswith("|") and line.count("|") > 1:
            self._add_cells(line)
        elif match := _LIST_ITEM.match(line):
            item = line[match.end() :]
            self._add(f"{match[2]} {item}" if match[2] else item, ParagraphKind.LIST, self._depth(match[1]))
        elif (match := _UNDERLINE.match(following)) and not _QUOTE.match(line):
            self._is_underlined = True
            self._add_heading(line, 1 if "=" in match[0] else 2)
        else:
            self._add_plain(line, is_header=is_header)

    def _add_heading(self, text: str, level: int) -> None:
        plain = self._add(text.strip(), ParagraphKind.HEADING, level)
        self.heading = self.heading or plain

    def _add_cells(self, line: str) -> None:
        for cell in _CELL_END.split(line.strip().removeprefix("|").removesuffix("|")):
            self._add(cell.strip().replace("\\|", "|"), ParagraphKind.CELL, 0)

    def _add_plain(self, line: str, *, is_header: bool) -> None:
        plain = self._add(_QUOTE.sub("", line, count=1), ParagraphKind.NOTE if is_header else ParagraphKind.BODY, 0)
        if is_header and plain:
            self.header_lines.append(plain)

    def _depth(self, indent: str) -> int:
        width = len(indent.expandtabs(4))
        while self._indents and self._indents[-1] >= width + 1:
            self._indents.pop()
        if not self._indents or self._indents[-1] < width:
            self._indents.append(width)
        return len(self._indents)

    def _add(self, text: str, kind: ParagraphKind, level: int) -> str:
        """Add ``text`` without its markup; a line break in it makes another paragraph. Return the first."""
        parts = [part.strip(" \t") for part in _BREAK.split(text.rstrip("\\"))]
        plains = [self.builder.add_with_ruby(_pieces(part), kind, level) for part in parts if part]
        return plains[0] if plains else ""


def _without_comments(line: str, in_comment: bool, *, is_ended: bool) -> tuple[str, bool]:
    """``line`` without comments, and whether one goes on behind it. ``is_ended``: a later line has an end of comment;
    what begins a comment that never ends is text."""
    kept: list[str] = []
    position = 0
    while position < len(line):
        if in_comment:
            end = line.find("-->", position)
            if end < 0:
                break
            position, in_comment = end + len("-->"), False
            continue
        start = line.find("<!--", position)
        if start < 0 or not (is_ended or line.find("-->", start) >= 0):
            kept.append(line[position:])
            break
        kept.append(line[position:start])
        position, in_comment = start + len("<!--"), True
    return "".join(kept), in_comment


def _without_closing(heading: str) -> str:
    """The text of a heading without the signs ``##`` that may stand behind it too."""
    text = heading.strip()
    bare = text.rstrip("#")
    return text if bare and bare[-1] not in " \t" else bare.rstrip()


def _is_table_rule(line: str) -> bool:
    """True for the line between the head of a table and its body: ``|---|:--:|``."""
    return "|" in line and "-" in line and set(line) <= set("|:- \t")


def _pieces(text: str) -> list[tuple[str, str]]:
    """The text in pieces with the reading that its author gave to each, mostly none."""
    if len(text) > _LONGEST_MARKED_UP:
        return [(text, "")]
    pieces: list[tuple[str, str]] = []
    position = 0
    for match in _RUBY.finditer(text):
        pieces.append((plain_text(text[position : match.start()]), ""))
        pieces += _ruby_pieces(match[1])
        position = match.end()
    pieces.append((plain_text(text[position:]), ""))
    return pieces


def _ruby_pieces(inner: str) -> list[tuple[str, str]]:
    without_fallback = re.sub(r"<rp>.*?(?:</rp>|$)", "", inner, flags=re.IGNORECASE)
    pairs = re.findall(r"(.*?)<rt>(.*?)(?:</rt>|(?=<r)|$)", without_fallback, flags=re.IGNORECASE)
    return [(plain_text(base), plain_text(reading)) for base, reading in pairs] or [(plain_text(without_fallback), "")]


def plain_text(text: str) -> str:
    """One line of Markdown without its signs: links and pictures keep their words, code keeps all of its characters."""
    if not any(sign in text for sign in "*_`[<&\\~") or _KEPT in text:
        return text
    kept: list[str] = []

    def keep(literal: str) -> str:
        kept.append(literal)
        return f"{_KEPT}{len(kept) - 1}{_KEPT_END}"

    text = _CODE.sub(lambda match: keep(match[2].strip() or match[2]), text)
    text = _ESCAPE.sub(lambda match: keep(match[1]), text)
    text = _AUTOLINK.sub(lambda match: keep(match[1]), text)
    text = _LINK.sub(_link_text, text)
    text = _TAG.sub("", text)
    text = _STRONG.sub(lambda match: match[2], text)
    text = _EMPHASIS.sub(lambda match: match[1] or match[2], text)
    text = html.unescape(text)
    return re.sub(f"{_KEPT}([0-9]+){_KEPT_END}", lambda match: kept[int(match[1])], text)


def _link_text(match: re.Match[str]) -> str:
    # 国发〔2008〕 is also written [2008](试行): brackets of the text, and no address behind them.
    is_address = match[2].isascii() or _ADDRESS.search(match[2])
    return match[1] if is_address else match[0]

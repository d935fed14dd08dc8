"""The text of a web page as paragraphs, from the events of lxml's parser.

No tree is built and nothing recurses, so nesting of any depth costs nothing. Nothing is fetched. White space follows the
rules of CSS Text: runs of it are one space, and a line break in the source between two Chinese characters is nothing."""

import re
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from archivist.domain import ParagraphKind, SourceParagraph, SourceSpan
from archivist.importing.source_text import SourceRuby, TextBuilder

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = frozenset({"ul", "ol", "dl", "menu"})
_ITEMS = frozenset({"li", "dt", "dd"})
_CELLS = frozenset({"td", "th"})
# fmt: off
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "details", "dir", "div", "fieldset",
    "figcaption", "figure", "footer", "form", "frameset", "header", "hr", "html", "legend", "main", "p", "pre", "section",
    "summary", "table", "tbody", "tfoot", "thead", "tr", *_LISTS, *_ITEMS, *_CELLS, *_HEADINGS,
})
_SKIPPED = frozenset({
    "script", "style", "noscript", "template", "nav", "select", "button", "iframe", "object", "embed", "svg", "math", "rp",
    "title",
})
# fmt: on
_TO_TOP = re.compile(
    r"(?:back to )?top|(?:回|返回|回到)?(?:頁首|页首|頂端|顶端|頂部|顶部|頁頂|页顶|頂|顶)[▲↑]?|[▲↑]", re.IGNORECASE
)
_SPACE = " \t\n\r\f"
_PIECES = re.compile(f"([{_SPACE}]+)")
_OUTER = " \t\u00a0\u3000\u200b\ufeff"
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\U00020000-\U0003ffff]")
_MOST_CELL_PARAGRAPHS = 3
"""Cells with more paragraphs than this on the average are columns of a layout, not data."""
_LONGEST_READING = 60
"""What stands above a character and is longer than this is no reading, but text behind an end that is missing."""
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Page:
    """``meta`` has lower-case names; ``title`` is of the title element, ``heading`` the first one that has text."""

    text: str
    paragraphs: tuple[SourceParagraph, ...]
    ruby: tuple[SourceRuby, ...]
    title: str
    heading: str
    meta: dict[str, str]
    language: str


def read_page(source: str) -> Page:
    """The page that ``source`` marks up, however broken."""
    from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]  # compiled, and without stubs

    target = _PageTarget()
    # The limits that huge_tree lifts are those on the length of one text, and text has none; HTML has no entities to
    # declare, so no bomb is let in.
    parser = etree.HTMLParser(target=target, no_network=True, huge_tree=True, encoding="utf-8")
    text = source.replace("\0", "")
    for start in range(0, len(text), _CHUNK):
        parser.feed(text[start : start + _CHUNK].encode("utf-8", "replace"))
    if text.strip():
        parser.close()
    return target.page()


@dataclass(slots=True)
class _Table:
    """What is known of a table while it is open. ``rows`` counts the cells with text in each row."""

    rows: list[int] = field(default_factory=list[int])
    paragraphs: list[int] = field(default_factory=list[int])
    holds_table: bool = False

    @property
    def is_data(self) -> bool:
        cells = sum(self.rows)
        several = sum(count > 1 for count in self.rows)
        return not self.holds_table and several > 1 and len(self.paragraphs) <= _MOST_CELL_PARAGRAPHS * cells


class _Mark(NamedTuple):
    """A place in a line: how many parts and code points are before it."""

    parts: int
    length: int


class _Line:
    """The paragraph that is being read, with white space already as it will be shown."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._space = ""

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def add(self, data: str) -> None:
        for piece in _PIECES.split(data):
            if not piece:
                continue
            if piece[0] in _SPACE:
                # One sign is enough to remember, and a line break outweighs a space.
                self._space = "\n" if "\n" in piece else self._space or " "
                continue
            if not self._length:
                piece = piece.lstrip(_OUTER)
                if not piece:
                    continue
            elif self._space and not self._is_joined(piece):
                self.add_as_is(" ")
            self._space = ""
            self.add_as_is(piece)

    def add_as_is(self, data: str) -> None:
        self._parts.append(data)
        self._length += len(data)

    def _is_joined(self, following: str) -> bool:
        return self._space == "\n" and bool(
            _WIDE.match(self._parts[-1], len(self._parts[-1]) - 1) and _WIDE.match(following)
        )

    def mark(self) -> _Mark:
        return _Mark(len(self._parts), self._length)

    def since(self, mark: _Mark) -> str:
        return "".join(self._parts[mark.parts :])

    def cut(self, mark: _Mark) -> None:
        del self._parts[mark.parts :]
        self._length = mark.length


class _PageTarget:
    """Receives lxml's events, a start and an end for each element in good order; ``page`` gives the result."""

    def __init__(self) -> None:
        self._builder = TextBuilder()
        self._line = _Line()
        self._line_ruby: list[SourceRuby] = []
        self._meta: dict[str, str] = {}
        self._title: list[str] = []
        self._heading = ""
        self._language = ""
        self._depth = 0
        self._skipped_from = 0
        self._in_title = False
        self._pre = 0
        self._lists = 0
        self._items = 0
        self._level = 0
        self._tables: list[_Table] = []
        self._cell_has_text = False
        self._ruby_base: _Mark | None = None
        self._reading: list[str] | None = None
        self._link: _Mark | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        tag = tag.lower()
        if self._skipped_from:
            return
        if tag in _SKIPPED or attributes.get("role", "").lower() == "navigation":
            self._skipped_from = self._depth
            self._in_title = tag == "title" and not self._title
        elif tag == "meta":
            self._take_meta(attributes)
        elif tag in _BLOCKS:
            self._start_block(tag)
        else:
            self._start_inline(tag, attributes)
        if tag == "html":
            self._language = attributes.get("lang", "").strip().lower()

    def end(self, tag: str) -> None:
        tag = tag.lower()
        if not self._skipped_from:
            if tag in _BLOCKS:
                self._end_block(tag)
            else:
                self._end_inline(tag)
        elif self._skipped_from == self._depth:
            self._skipped_from, self._in_title = 0, False
        self._depth -= 1

    def data(self, data: str) -> None:
        if self._in_title:
            self._title.append(data)
        elif self._skipped_from:
            return
        elif self._reading is not None:
            self._reading.append(data)
        elif self._pre:
            self._add_preformatted(data)
        else:
            self._line.add(data)

    def comment(self, text: str) -> None:
        del text

    def close(self) -> None:
        self._flush()

    def page(self) -> Page:
        self._flush()
        while self._tables:
            self._end_table()
        return Page(
            text=self._builder.text,
            paragraphs=tuple(self._builder.paragraphs),
            ruby=tuple(self._builder.ruby),
            title=" ".join("".join(self._title).split()),
            heading=self._heading,
            meta=self._meta,
            language=self._language,
        )

    def _take_meta(self, attributes: dict[str, str]) -> None:
        name = (attributes.get("name") or attributes.get("property") or "").strip().lower()
        content = " ".join(attributes.get("content", "").split())
        if name and content:
            self._meta.setdefault(name, content)

    def _start_block(self, tag: str) -> None:
        self._flush()
        if tag in _HEADINGS:
            self._level = _HEADINGS[tag]
        elif tag in _LISTS:
            self._lists += 1
        elif tag in _ITEMS:
            self._items += 1
        elif tag == "pre":
            self._pre += 1
        elif tag == "table":
            if self._tables:
                self._tables[-1].holds_table = True
            self._tables.append(_Table())
        elif tag == "tr" and self._tables:
            self._tables[-1].rows.append(0)
        elif tag in _CELLS:
            self._cell_has_text = False

    def _end_block(self, tag: str) -> None:
        self._flush()
        if tag in _HEADINGS:
            self._level = 0
        elif tag in _LISTS:
            self._lists = max(self._lists - 1, 0)
        elif tag in _ITEMS:
            self._items = max(self._items - 1, 0)
        elif tag == "pre":
            self._pre = max(self._pre - 1, 0)
        elif tag == "table" and self._tables:
            self._end_table()
        elif tag in _CELLS and self._tables and self._tables[-1].rows:
            self._tables[-1].rows[-1] += self._cell_has_text
            self._cell_has_text = False

    def _end_table(self) -> None:
        table = self._tables.pop()
        if not table.is_data:
            return
        for number in table.paragraphs:
            paragraph = self._builder.paragraphs[number]
            if paragraph.kind is ParagraphKind.BODY:
                self._builder.paragraphs[number] = replace(paragraph, kind=ParagraphKind.CELL)

    def _start_inline(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in ("ruby", "rt"):
            self._end_reading()
        if tag == "ruby":
            self._ruby_base = self._line.mark()
        elif tag == "rt" and self._ruby_base:
            self._reading = []
        elif tag == "a" and attributes.get("href", "").lower() in ("#", "#top"):
            self._link = self._line.mark()
        elif tag == "img" and len(alternative := attributes.get("alt", "").strip()) in (1, 2):
            # Characters that no font had were put into pages as pictures.
            self._line.add(alternative)

    def _end_inline(self, tag: str) -> None:
        if tag in ("ruby", "rt"):
            self._end_reading()
        if tag == "ruby":
            self._ruby_base = None
        elif tag == "a" and self._link:
            if _TO_TOP.fullmatch(self._line.since(self._link).strip()):
                self._line.cut(self._link)
            self._link = None

    def _end_reading(self) -> None:
        """Put the reading above its base, or into the text where it has none or is too long to be one."""
        if self._reading is None or self._ruby_base is None:
            return
        written = "".join(self._reading)
        reading = " ".join(written.split())
        base = self._line.since(self._ruby_base)
        start = self._ruby_base.length + len(base) - len(base.lstrip(_OUTER))
        end = start + len(base.strip(_OUTER))
        last = self._line_ruby[-1] if self._line_ruby else None
        if len(reading) > _LONGEST_READING:
            self._line.add(written)
        elif start < end:
            self._line_ruby.append(SourceRuby(SourceSpan(start, end), reading))
        elif last and last.span.end == self._ruby_base.length:
            # One base with several readings, or several bases and then their readings.
            self._line_ruby[-1] = SourceRuby(last.span, f"{last.reading} {reading}".strip())
        else:
            self._line.add(written)
        self._reading, self._ruby_base = None, self._line.mark()

    def _add_preformatted(self, data: str) -> None:
        first, *others = data.replace("\r", "\n").split("\n")
        if first:
            self._line.add_as_is(first)
        for line in others:
            self._flush()
            if line:
                self._line.add_as_is(line)

    def _flush(self) -> None:
        """End the paragraph that is being read."""
        self._end_reading()
        if text := self._line.text.rstrip(_OUTER):
            kind, level = self._kind()
            start = self._builder.add(text, kind, level)
            for ruby in self._line_ruby:
                if ruby.reading:
                    span = SourceSpan(start + ruby.span.start, start + ruby.span.end)
                    self._builder.ruby.append(SourceRuby(span, ruby.reading))
            if kind is ParagraphKind.HEADING:
                self._heading = self._heading or text
            if self._tables:
                self._cell_has_text = True
                self._tables[-1].paragraphs.append(len(self._builder.paragraphs) - 1)
        self._line, self._line_ruby, self._link = _Line(), [], None
        self._ruby_base = self._ruby_base and self._line.mark()

    def _kind(self) -> tuple[ParagraphKind, int]:
        if self._level:
            return ParagraphKind.HEADING, self._level
        if self._items:
            return ParagraphKind.LIST, max(self._lists, 1)
        return ParagraphKind.BODY, 0

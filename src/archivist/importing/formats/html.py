"""HTML pages, saved or as fragments without a head or a charset.

Everything that a reader of the page can read is kept; only scripts, styles, menus (``nav``) and links to the top of the
page are left out. No guess is made about which part of a page is its content: measured on the tables of the gazettes,
extractors that guess lose text. Elements give kinds: headings, list items, cells of tables that hold data. Ruby of the
author becomes ruby."""

import re
from collections.abc import Iterator

from archivist.domain import N_
from archivist.importing.encoding import decode
from archivist.importing.page import Page, read_page
from archivist.importing.registry import ImportFormat, ReadHints, suffix_of
from archivist.importing.source_text import SourceText, TitleOrigin, with_kinds_by_numbering
from archivist.text.dates import parse_date

FORMAT = ImportFormat(
    key="html",
    title=N_("Web page (HTML)"),
    suffixes=(".html", ".htm", ".xhtml"),
    media_types=("text/html", "application/xhtml+xml"),
    keeps=(N_("headings"), N_("lists"), N_("tables as cells"), N_("metadata"), N_("ruby")),
)
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body)[\s>]", re.I | re.S
)
_CHARSET = re.compile(rb"<(?:meta[^>]*?charset|\?xml[^>]*?encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE)
_BEHIND_TITLE = re.compile(r"\s*[-_|—–－｜·»:：]")
# Names of metadata, the more telling first; the capitals are those of the standard for Chinese government sites.
_META = {
    "title": ("articletitle", "og:title", "dc.title", "citation_title"),
    "date": ("pubdate", "article:published_time", "publishdate", "dc.date", "citation_date", "date"),
    "author": ("author", "dc.creator", "citation_author"),
    "source": ("contentsource", "source", "og:site_name", "sitename", "dc.publisher"),
}


def score(head: bytes, name: str) -> int:
    if _PAGE.match(head.replace(b"\0", b"").lstrip(b"\xff\xfe\xef\xbb\xbf")):
        return 90
    return 50 if suffix_of(name) in FORMAT.suffixes else 0


def read(data: bytes, hints: ReadHints) -> Iterator[SourceText]:
    said = _CHARSET.search(data[:4096])
    hint = said[1].decode("ascii") if said else None
    decoded = decode(data, encoding=hints.encoding, hint=hint, where=hints.name)
    page = read_page(decoded.text)
    if not page.paragraphs:
        return
    title, title_origin = _title(page, _meta(page, _META["title"]))
    values = {field: _meta(page, _META[field]) for field in ("author", "source")}
    date = parse_date(_meta(page, _META["date"]))
    found = values | {"date": date, "language": page.language}
    yield SourceText(
        text=page.text,
        paragraphs=tuple(with_kinds_by_numbering(page.text, page.paragraphs)),
        title=title,
        date=date,
        author=values["author"] or None,
        source=values["source"] or None,
        language=page.language or None,
        origins={name: "page metadata" for name, value in found.items() if value}
        | ({"title": title_origin} if title else {}),
        extra={"encoding": decoded.encoding},
        ruby=page.ruby,
        notes=decoded.notes,
    )


def _meta(page: Page, names: tuple[str, ...]) -> str:
    return next((page.meta[name] for name in names if page.meta.get(name)), "")


def _title(page: Page, named: str) -> tuple[str, str]:
    """The title that the page names; without the site's name behind it where the first heading shows where that begins."""
    title = named or page.title
    heading = page.heading
    if title and len(heading) > 1 and title.startswith(heading) and _BEHIND_TITLE.match(title, len(heading)):
        title = heading
    if title:
        return title, TitleOrigin.TITLE_ELEMENT.value
    return (heading, TitleOrigin.HEADING.value) if heading else ("", "")

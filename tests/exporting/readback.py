"""Exports read by other means than those that wrote them: JSON, lxml, ZIP and XML, python-docx."""

import json
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

import docx
from lxml import etree
from lxml import html as lxml_html

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Comment(NamedTuple):
    """An annotation as a file tells it. ``quote`` is None where the file shortens it."""

    quote: str | None
    note: str
    tags: tuple[str, ...]
    author: str


def parse_html(content: bytes) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(content.decode("utf-8"))


def html_comments(content: bytes) -> list[Comment]:
    found: list[Comment] = []
    for card in parse_html(content).xpath('//div[contains(concat(" ", @class, " "), " note ")]'):
        note = card.xpath('string(p[@class="body"])')
        tags = tuple(tag.text_content() for tag in card.xpath('ul[@class="tags"]/li'))
        found.append(Comment(None, note, tags, card.xpath('string(p[@class="by"])').split(" · ")[0]))
    return found


def html_cells(content: bytes) -> list[list[str]]:
    """The text of each row's cells, without readings."""
    page = parse_html(content)
    for reading in page.xpath("//rt"):
        reading.drop_tree()
    rows = page.xpath('//div[@class="row"]')
    return [[cell.text_content() for cell in row.xpath('*[contains(@class, "cell")]')] for row in rows]


def w3c_items(content: bytes) -> list[dict]:
    return json.loads(content.decode("utf-8"))["items"]


def w3c_comments(content: bytes) -> list[Comment]:
    found: list[Comment] = []
    for item in w3c_items(content):
        bodies = item.get("body", [])
        quote = next(s for s in item["target"]["selector"] if s["type"] == "TextQuoteSelector")
        found.append(
            Comment(
                quote["exact"],
                "".join(body["value"] for body in bodies if body["purpose"] == "commenting"),
                tuple(body["value"] for body in bodies if body["purpose"] == "tagging"),
                item.get("creator", {}).get("name", ""),
            )
        )
    return found


def docx_part(content: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(BytesIO(content)) as parts:
        return etree.fromstring(parts.read(name), etree.XMLParser(resolve_entities=False, no_network=True))


def docx_text(element: etree._Element) -> str:
    """The text of an element, without readings; line breaks and tabs as characters."""
    return "".join(_pieces(element))


def _pieces(element: etree._Element) -> Iterator[str]:
    if element.tag == f"{_W}rt":
        return
    if element.tag == f"{_W}t":
        yield element.text or ""
    elif element.tag in (f"{_W}br", f"{_W}tab"):
        yield "\n" if element.tag == f"{_W}br" else "\t"
    for child in element:
        yield from _pieces(child)


def docx_paragraphs(content: bytes, *styles: str) -> list[str]:
    found = docx_part(content, "word/document.xml").iter(f"{_W}p")
    return [docx_text(each) for each in found if each.find(f"{_W}pPr/{_W}pStyle").get(f"{_W}val") in styles]


def docx_ranges(content: bytes) -> dict[str, str]:
    """The text between the start and the end of each comment, by its id."""
    open_, done = {}, {}
    for element in docx_part(content, "word/document.xml").iter():
        identifier = element.get(f"{_W}id")
        if element.tag == f"{_W}commentRangeStart":
            assert identifier not in open_ and identifier not in done
            open_[identifier] = []
        elif element.tag == f"{_W}commentRangeEnd":
            done[identifier] = "".join(open_.pop(identifier))
        elif element.tag == f"{_W}t" and not any(a.tag == f"{_W}rt" for a in element.iterancestors()):
            for texts in open_.values():
                texts.append(element.text or "")
    assert not open_
    return done


def docx_comments(content: bytes) -> list[Comment]:
    ranges = docx_ranges(content)
    found: list[Comment] = []
    for comment in docx.Document(BytesIO(content)).comments:
        lines = [paragraph.text for paragraph in comment.paragraphs]
        tags: tuple[str, ...] = ()
        if lines[-1].startswith("#"):
            tags = tuple(tag.removeprefix("#") for tag in lines.pop().split("  "))
        found.append(Comment(ranges[str(comment.comment_id)], "\n".join(lines), tags, comment.author))
    return found

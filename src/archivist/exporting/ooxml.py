"""What Word files need and python-docx has no word for: our template, East Asian fonts, shading, ruby, equal bytes.

Source: ECMA-376 part 1, 5th edition: 17.3.2 (run properties and their order), 17.3.3.25 (ruby), 17.8.3 (fonts),
17.4 (tables), 17.13.4 (comments). Lengths are in half-points (``sz``, ``hps``) or twentieths of a point."""

import re
import zipfile
from collections.abc import Iterable
from io import BytesIO
from typing import IO, TYPE_CHECKING, Final, NamedTuple

from archivist.exporting.characters import visible
from archivist.resources import resource

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.text.run import CT_R
    from docx.oxml.xmlchemy import BaseOxmlElement

_PARTS: Final = {
    "[Content_Types].xml": "content-types.xml",
    "_rels/.rels": "package-relations.xml",
    "word/_rels/document.xml.rels": "document-relations.xml",
    "word/document.xml": "document.xml",
    "word/styles.xml": "styles.xml",
    "word/settings.xml": "settings.xml",
    "word/fontTable.xml": "fonts.xml",
    "word/footer1.xml": "footer.xml",
}
_LATIN: Final = "Arial"
"""Every system has it or its metric twin; Chinese fonts that are missing would take the Latin letters with them."""
_BREAKS: Final = re.compile("([\t\n])")
_NO_LEVEL: Final = 9


class Typeface(NamedTuple):
    """The font of a script, and the language that gives characters their regional shapes where it is missing."""

    name: str
    language: str


def typeface_for(language: str) -> Typeface:
    """The typeface for text in ``language`` (a BCP 47 tag); Word names scripts by a region."""
    if language.startswith("zh-Hant"):
        return Typeface("Microsoft JhengHei", "zh-HK" if language == "zh-Hant-HK" else "zh-TW")
    return Typeface("Microsoft YaHei", "zh-CN")


class Ink(NamedTuple):
    """How a run is marked: fill behind it, line under it (``w:u`` value and colour), as ``RRGGBB``."""

    fill: str = ""
    line: str = ""
    line_colour: str = ""


PLAIN: Final = Ink()


def element(tag: str, **attributes: object) -> "BaseOxmlElement":
    """A new element such as ``w:shd`` with attributes of the same namespace."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    return OxmlElement(tag, {qn(f"w:{name}"): str(value) for name, value in attributes.items()})


def new_document(typeface: Typeface) -> "Document":
    """An empty document with our styles, set in ``typeface``."""
    import docx
    from docx.oxml.ns import qn

    package = BytesIO()
    with zipfile.ZipFile(package, "w") as parts:
        for name, file in _PARTS.items():
            parts.writestr(name, resource(f"export/word/{file}").read_bytes())
    document = docx.Document(package)
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}//{qn('w:rPr')}")
    assert defaults is not None
    fonts = defaults.find(qn("w:rFonts"))
    for slot, name in (("ascii", _LATIN), ("hAnsi", _LATIN), ("eastAsia", typeface.name), ("cs", _LATIN)):
        fonts.set(qn(f"w:{slot}"), name)
    defaults.find(qn("w:lang")).set(qn("w:eastAsia"), typeface.language)
    return document


def paragraph(style: str, children: Iterable["BaseOxmlElement"] = (), *, in_outline: bool = True) -> "BaseOxmlElement":
    """A ``w:p`` in the style with the identifier ``style``; a heading may be kept out of the outline."""
    made, properties = element("w:p"), element("w:pPr")
    properties.append(element("w:pStyle", val=style))
    if not in_outline:
        properties.append(element("w:outlineLvl", val=_NO_LEVEL))
    made.append(properties)
    made.extend(children)
    return made


def run(text: str, ink: Ink = PLAIN, *, typeface: Typeface | None = None, style: str = "", size: int = 0) -> "CT_R":
    """A ``w:r``. ``typeface`` is named where it is not the document's own; ``size`` 0 is the paragraph's.

    Line ends and tabs become elements; what XML cannot hold is made visible."""
    made = element("w:r")
    made.append(_run_properties(ink, typeface, style, size))
    for piece in _BREAKS.split(text):
        if piece == "\n":
            made.append(element("w:br"))
        elif piece == "\t":
            made.append(element("w:tab"))
        elif piece:
            made.append(_text(piece))
    return made  # pyright: ignore[reportReturnType] - python-docx's parser gives each tag its class


def _text(text: str) -> "BaseOxmlElement":
    made = element("w:t")
    made.text = visible(text)
    if text != text.strip():
        made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def _run_properties(ink: Ink, typeface: Typeface | None, style: str, size: int) -> "BaseOxmlElement":
    """``w:rPr`` with its children in the order of the schema.

    The hint gives “ ” · — the East Asian font: otherwise Word sets them in the Latin one, at Latin widths."""
    properties = element("w:rPr")
    if style:
        properties.append(element("w:rStyle", val=style))
    names = {"eastAsia": typeface.name} if typeface else {}
    properties.append(element("w:rFonts", hint="eastAsia", **names))
    if size:
        properties.append(element("w:sz", val=size))
    if ink.line:
        properties.append(element("w:u", val=ink.line, color=ink.line_colour))
    if ink.fill:
        properties.append(element("w:shd", val="clear", color="auto", fill=ink.fill))
    if typeface:
        properties.append(element("w:lang", eastAsia=typeface.language))
    return properties


def ruby(bases: Iterable["CT_R"], reading: str, *, typeface: Typeface, size: int) -> "CT_R":
    """A ``w:r`` that sets ``reading`` over the runs ``bases``, which are ``size`` half-points high."""
    outer, inner, over, base = (element(tag) for tag in ("w:r", "w:ruby", "w:rt", "w:rubyBase"))
    properties = element("w:rubyPr")
    for tag, value in (
        ("w:rubyAlign", "center"),
        ("w:hps", size // 2),
        ("w:hpsRaise", size - 2),
        ("w:hpsBaseText", size),
        ("w:lid", typeface.language),
    ):
        properties.append(element(tag, val=value))
    over.append(run(reading, size=size // 2))
    base.extend(bases)
    inner.extend([properties, over, base])
    outer.append(inner)
    return outer  # pyright: ignore[reportReturnType]


def comment(
    identifier: int, lines: Iterable[str], *, author: str, initials: str, date: str | None
) -> "BaseOxmlElement":
    """A ``w:comment`` with a paragraph for each line; the first holds the sign that Word expects there."""
    known = {"date": date} if date else {}
    made = element("w:comment", id=identifier, author=visible(author), initials=visible(initials), **known)
    for index, line in enumerate(lines):
        sign = element("w:r")
        sign.append(_run_properties(PLAIN, None, "CommentReference", 0))
        sign.append(element("w:annotationRef"))
        made.append(paragraph("CommentText", [*([] if index else [sign]), run(line)]))
    return made


def table(widths: Iterable[int], rows: Iterable[Iterable["BaseOxmlElement"]]) -> "BaseOxmlElement":
    """A table whose first row is its head, repeated on every page. Each cell is one paragraph."""
    widths = list(widths)
    made, properties, grid = element("w:tbl"), element("w:tblPr"), element("w:tblGrid")
    properties.append(element("w:tblStyle", val="SideBySide"))
    properties.append(element("w:tblW", w=sum(widths), type="dxa"))
    properties.append(element("w:tblLayout", type="fixed"))
    properties.append(element("w:tblLook", val="0020", firstRow="1", lastRow="0", firstColumn="0", lastColumn="0"))
    grid.extend(element("w:gridCol", w=width) for width in widths)
    made.extend([properties, grid])
    for index, cells in enumerate(rows):
        row = element("w:tr")
        if index == 0:
            head = element("w:trPr")
            head.append(element("w:tblHeader"))
            row.append(head)
        for width, content in zip(widths, cells, strict=True):
            cell, format_ = element("w:tc"), element("w:tcPr")
            format_.append(element("w:tcW", w=width, type="dxa"))
            cell.extend([format_, content])
            row.append(cell)
        made.append(row)
    return made


def save(document: "Document", out: IO[bytes]) -> None:
    """Write the file so that equal documents are equal bytes."""
    made = BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            # Of its own accord an entry says 1980; the time of writing would make equal exports differ.
            entry = zipfile.ZipInfo(info.filename)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(info))

"""Annotations as one W3C Web Annotation page (JSON-LD).

Source: W3C Web Annotation Data Model, Recommendation of 2017-02-23: sections 3.2.4 (textual bodies), 3.3 (creator,
times, motivation), 4.2.4 and 4.2.5 (text quote and text position selectors), 4.3.1 (time state), 4.4 (styles),
5.2 (pages). What the model has no word for stands under ``archivist:``, a context of our own in the same file."""

import json
import re
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Final
from uuid import NAMESPACE_URL, uuid5

from archivist.domain import N_, Annotation, AnnotationKind, Progress, Span
from archivist.exporting.document import ExportDocument
from archivist.exporting.registry import ExportFormat, exporter
from archivist.exporting.times import as_xsd

FORMAT = ExportFormat(
    key="w3c",
    title=N_("Web Annotation"),
    suffix=".jsonld",
    media_type='application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
    keeps_annotations=True,
    many_in_one=True,
    columns=0,
)

_CONTEXT: Final = ["http://www.w3.org/ns/anno.jsonld", {"archivist": "urn:archivist:terms:"}]
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")


@exporter(FORMAT)
def write_web_annotations(
    documents: Iterable[ExportDocument],
    out: IO[bytes],
    progress: Progress,
    *,
    translate: Callable[[str], str] = str,
) -> int:
    """Write the annotations of all ``documents`` as one page.

    Positions count code points of the reading text, 0-based, end-exclusive, as the model asks. Lone surrogates, which
    no Unicode text can hold, become U+FFFD, so that positions stay. The same archive gives the same bytes."""
    del translate  # The file is for programs: its words are the model's.
    count = 0
    name = uuid5(NAMESPACE_URL, "archivist")
    out.write(f'{{"@context": {_json(_CONTEXT)},\n"type": "AnnotationPage",\n"items": ['.encode())
    archive = ""
    for document in documents:
        archive = document.archive
        for annotation, span in _with_places(document):
            item = _json(_as_json_ld(annotation, span, document))
            out.write(f"{',' if count else ''}\n{item}".encode())
            name = uuid5(name, annotation.id.urn)
            count += 1
        progress.step(document.report.title)
    collection = {"id": uuid5(name, "collection").urn, "type": "AnnotationCollection", "total": count}
    if archive:
        collection["label"] = archive
    out.write(f'\n],\n"id": {_json(name.urn)},\n"startIndex": 0,\n"partOf": {_json(collection)}}}\n'.encode())
    return count


def _json(value: object) -> str:
    return _LONE_SURROGATE.sub("\ufffd", json.dumps(value, ensure_ascii=False))


def _with_places(document: ExportDocument) -> Iterator[tuple[Annotation, Span | None]]:
    """Each annotation with its span of the reading text. An orphan knows what it quoted, not where that is now:
    a guessed position would look like a fact."""
    for mark in document.marks:
        yield mark.annotation, mark.annotation.anchor.span
    for orphan in document.orphans:
        yield orphan, None


def _as_json_ld(annotation: Annotation, span: Span | None, document: ExportDocument) -> dict[str, object]:
    item: dict[str, object] = {
        "id": annotation.id.urn,
        "type": "Annotation",
        "motivation": list(_motivations(annotation)),
    }
    if annotation.author:
        item["creator"] = {"type": "Person", "name": annotation.author}
    for key, time in (("created", annotation.created), ("modified", annotation.modified)):
        if (value := as_xsd(time)) is not None:
            item[key] = value
    item["generator"] = {"type": "Software", "name": "Archivist"}
    if bodies := list(_bodies(annotation)):
        item["body"] = bodies
    item["target"] = _target(annotation, span, document)
    item["stylesheet"] = {"type": "CssStylesheet", "value": _css(annotation)}
    item["archivist:kind"] = annotation.kind.value
    item["archivist:colour"] = annotation.colour.value
    return item


def _motivations(annotation: Annotation) -> Iterator[str]:
    if annotation.kind is not AnnotationKind.NOTE:
        yield "highlighting"
    if annotation.note or (annotation.kind is AnnotationKind.NOTE and not annotation.tags):
        yield "commenting"
    if annotation.tags:
        yield "tagging"


def _bodies(annotation: Annotation) -> Iterator[dict[str, object]]:
    if annotation.note:
        yield {"type": "TextualBody", "purpose": "commenting", "format": "text/plain", "value": annotation.note}
    for tag in annotation.tags:
        yield {"type": "TextualBody", "purpose": "tagging", "format": "text/plain", "value": tag}


def _target(annotation: Annotation, span: Span | None, document: ExportDocument) -> dict[str, object]:
    anchor = annotation.anchor
    quote = {"type": "TextQuoteSelector", "exact": anchor.exact, "prefix": anchor.prefix, "suffix": anchor.suffix}
    selectors: list[dict[str, object]] = [{key: value for key, value in quote.items() if value or key == "exact"}]
    if span is not None:
        selectors.append({"type": "TextPositionSelector", "start": span.start, "end": span.end})
    target: dict[str, object] = {
        "type": "SpecificResource",
        "source": _source(document),
        "styleClass": annotation.colour.value,
        "selector": selectors,
    }
    if (time := as_xsd(annotation.modified) or as_xsd(annotation.created)) is not None:
        target["state"] = _state(document, time)
    return target


def _source(document: ExportDocument) -> dict[str, object]:
    report = document.report
    source: dict[str, object] = {
        "id": document.uri,
        "type": "Text",
        "format": "text/plain",
        "language": report.language,
        "dcterms:title": report.title,
    }
    if report.date:
        source["dcterms:date"] = report.date.value
    if document.citation:
        source["dcterms:bibliographicCitation"] = document.citation
    return source


def _state(document: ExportDocument, time: str) -> dict[str, object]:
    """Which text the positions count in: named by its hash (RFC 6920), since it has no address."""
    digest = urlsafe_b64encode(bytes.fromhex(document.reading_sha256)).decode().rstrip("=")
    return {
        "type": "TimeState",
        "sourceDate": time,
        "cached": f"ni:///sha-256;{digest}?ct=text/plain",
        "archivist:sha256": document.reading_sha256,
        "archivist:version": document.version,
    }


def _css(annotation: Annotation) -> str:
    if annotation.kind is AnnotationKind.UNDERLINE:
        return f".{annotation.colour.value} {{ text-decoration: underline {annotation.colour.hue} }}"
    return f".{annotation.colour.value} {{ background-color: {annotation.colour.hue} }}"

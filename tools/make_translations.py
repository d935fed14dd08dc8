"""Bring the message catalogues in ``resources/translations`` up to date with the program's messages.

``archivist.pot`` holds all messages of the sources; the catalogue of each language gets those that are new (empty, or
marked fuzzy where an older message is like them) and loses those that are gone. Files are named and lines are not, so
that a line more in the code changes nothing here.

Run: ``make translations``; then translate what it lists."""

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "resources" / "translations"
TEMPLATE = FOLDER / "archivist.pot"
LANGUAGES = ("zh_Hans", "zh_Hant")
SOURCES = (("src/archivist", "**.py", "python"), ("resources/export", "**.html", "jinja2.ext:babel_extract"))
KEYWORDS = {"N_": None, "_": None, "tr": None, "tr_n": (1, 2)}
PLACE = re.compile(r"\{([^{}]*)\}")
HEAD = "# The messages of Archivist; tools/make_translations.py keeps them in step with the sources."
# Babel's others hold moments, which would make each run another file, or nothing.
HEADERS = re.compile(rb'^"(POT-|PO-R|Last-T|Language-T|Report-|Generated|Project).*\n', re.MULTILINE)


def catalogue_file(language: str) -> Path:
    return FOLDER / language / "LC_MESSAGES" / "archivist.po"


@cache
def extract() -> Catalog:
    """All messages of the sources, each with the files it stands in."""
    found: dict[str | tuple[str, ...], set[str]] = {}
    for folder, pattern, method in SOURCES:
        rows = extract_from_dir(ROOT / folder, [(pattern, method)], keywords=KEYWORDS)
        for file, _, message, _, _ in rows:
            found.setdefault(message, set()).add(f"{folder}/{file}")
    template = _catalogue(None)
    for message, files in found.items():
        template.add(message, locations=[(file, 0) for file in sorted(files)])
    return template


def read(file: Path, language: str | None = None) -> Catalog:
    if not file.exists():
        return _catalogue(language)
    with file.open("rb") as stream:
        return read_po(stream, locale=language, abort_invalid=True)


def write(file: Path, catalogue: Catalog) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(as_bytes(catalogue))


def as_bytes(catalogue: Catalog) -> bytes:
    catalogue.header_comment = HEAD
    out = BytesIO()
    write_po(out, catalogue, sort_output=True, ignore_obsolete=True, include_previous=True, include_lineno=False)
    return HEADERS.sub(b"", out.getvalue())


def find_problems() -> Iterator[str]:
    """What is not as it should be, one line for each."""
    yield from (f"{place}: a message inside an f-string is not extracted" for place in find_hidden())
    template = extract()
    if not TEMPLATE.exists() or TEMPLATE.read_bytes() != as_bytes(template):
        yield "archivist.pot is not up to date"
    for language in LANGUAGES:
        catalogue = read(catalogue_file(language), language)
        for message in template:
            if message.id and (problem := find_problem(message, catalogue.get(message.id))):
                yield f"{language}: {problem}: {message.id!r}"


def find_hidden(folder: Path = ROOT / "src" / "archivist") -> Iterator[str]:
    """Where the sources have a message inside an f-string, which extraction does not look into (``file:line``)."""
    for file in sorted(folder.rglob("*.py")):
        for outer in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(outer, ast.JoinedStr):
                yield from (
                    f"{file.relative_to(folder)}:{each.lineno}"
                    for each in ast.walk(outer)
                    if isinstance(each, ast.Call) and isinstance(each.func, ast.Name) and each.func.id in KEYWORDS
                    if any(isinstance(argument, ast.Constant) for argument in each.args)
                )


def find_problem(message: Message, translation: Message | None) -> str:
    """What is wrong with a translation; empty where nothing is."""
    text = (_forms(translation.string) if translation else ("",))[-1]
    if not translation or not text:
        return "not translated"
    if translation.fuzzy:
        return "fuzzy"
    places = sorted(set(PLACE.findall(_forms(message.id)[-1])))
    return "" if sorted(set(PLACE.findall(text))) == places else f"has not the places {places}"


def _forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return text if isinstance(text, tuple) else (text,)


def _catalogue(language: str | None) -> Catalog:
    return Catalog(locale=language, project="Archivist", fuzzy=False, charset="utf-8")


def main() -> None:
    template = extract()
    write(TEMPLATE, template)
    for language in LANGUAGES:
        catalogue = read(catalogue_file(language), language)
        catalogue.update(template)
        write(catalogue_file(language), catalogue)
    sys.stdout.writelines(f"{problem}\n" for problem in find_problems())


if __name__ == "__main__":
    main()

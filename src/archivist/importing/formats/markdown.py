"""Markdown, read line by line: a line is a paragraph, signs of markup are taken out, words never.

Front matter between ``---`` lines gives metadata. Collections of Chinese laws put the history of a law between its title
and a comment ``INFO END``, and the date of the edition into the file's name; both are read. Soft line breaks stay
paragraph ends, as in plain text: in Chinese notes they are meant more often than not."""

from archivist.domain import N_
from archivist.importing.registry import ImportFormat

FORMAT = ImportFormat(
    key="markdown",
    title=N_("Markdown"),
    suffixes=(".md", ".markdown"),
    media_types=("text/markdown",),
    keeps=(N_("headings"), N_("lists"), N_("tables as cells"), N_("front matter"), N_("ruby")),
)

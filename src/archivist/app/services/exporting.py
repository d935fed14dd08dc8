"""Exporting: reports with their annotations into files that other programs read."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from archivist.app.filewriting import make_folder, replacing
from archivist.domain import N_, Progress, ReportId, Script, Silent
from archivist.domain.errors import UnwritableTarget
from archivist.exporting.document import OriginalFile
from archivist.exporting.filenames import file_name_for
from archivist.exporting.registry import ExportFormat, export_format, writer
from archivist.exporting.selection import ExportSource, select_documents
from archivist.store import annotations, choices, originals, reports
from archivist.store.archive import Archive
from archivist.text.conversion import USUAL, Style

_PREVIEW_BYTES = 20_000


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote: counts of reports, and of the annotations that went with them."""

    files: tuple[Path, ...]
    reports: int
    annotations: int


class ExportService:
    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def export(
        self,
        ids: Sequence[ReportId],
        *,
        format_key: str,
        out: Path,
        script: Script | None = None,
        progress: Progress | None = None,
        translate: Callable[[str], str] = str,
        style: Style = USUAL,
    ) -> Exported:
        """Write the reports ``ids`` in one format; ``translate`` turns its own words into the reader's language, ``style``
        says how conversions look.

        ``out`` is the file for one report and for formats that hold many in one (in a folder that is there, a file with
        a name of its own); otherwise a folder, which is made. What stands there already is replaced only when the new
        file is whole. Raises ``WrongUse``, ``UnwritableTarget``, ``DiskFull`` and ``JobCancelled``."""
        form = export_format(format_key)
        watch = progress or Silent()
        watch.expect(len(ids))
        if form.many_in_one or len(ids) == 1:
            target = out / self._name(ids[0], form) if out.is_dir() and ids else out
            count = self._write(form, target, ids, script, watch, translate, style)
            return Exported((target,), len(ids), count)
        if out.is_file():
            raise UnwritableTarget(
                N_("A file stands there"), where=out, hint=N_("Name a folder: each report becomes a file of its own.")
            )
        make_folder(out)
        files = [out / self._name(report, form) for report in ids]
        counts = [
            self._write(form, file, [report], script, watch, translate, style)
            for file, report in zip(files, ids, strict=True)
        ]
        return Exported(tuple(files), len(ids), sum(counts))

    def preview(self, report: ReportId, format_key: str, translate: Callable[[str], str] = str) -> str:
        """The beginning of what the export of ``report`` would be, for formats that are text."""
        stream = BytesIO()
        documents = select_documents(export_format(format_key), self._sources([report]), None, translate)
        writer(format_key)(documents, stream, Silent(), translate=translate)
        return stream.getvalue()[:_PREVIEW_BYTES].decode("utf-8", "ignore")

    def file_name(self, report: ReportId, format_key: str) -> str:
        """What a file of ``report`` alone would be called."""
        return self._name(report, export_format(format_key))

    def _name(self, report: ReportId, form: ExportFormat) -> str:
        with self._archive.read() as reader:
            return file_name_for(reports.get_report(reader, report).title, report, form.suffix)

    def _write(
        self,
        form: ExportFormat,
        file: Path,
        ids: Sequence[ReportId],
        script: Script | None,
        progress: Progress,
        translate: Callable[[str], str],
        style: Style,
    ) -> int:
        documents = select_documents(form, self._sources(ids), script, translate, style)
        with replacing(file) as stream:
            return writer(form.key)(documents, stream, progress, translate=translate)

    def _sources(self, ids: Sequence[ReportId]) -> Iterator[ExportSource]:
        for report in ids:
            with self._archive.read() as reader:
                found = originals.describe_original(reader, report)
                original = found and OriginalFile(Path(found.place).name, found.sha256, found.size, found.media_type)
                text = reports.get_text(reader, report)
                marks = tuple(annotations.list_annotations(reader, report=report))
                chosen = choices.list_choices(reader, report)
            yield ExportSource(text, marks, original, self._archive.path.stem, chosen)

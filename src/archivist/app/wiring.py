"""Everything put together for one archive: the one place where services get what they need."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from archivist.domain import ArchiveId, Progress
from archivist.store.archive import Archive

if TYPE_CHECKING:
    from archivist.app.keeper import IndexKeeper
    from archivist.app.rescue import Rescue
    from archivist.app.services.choosing import ChoosingService
    from archivist.app.services.comparing import ComparingService
    from archivist.app.services.context import ContextService
    from archivist.app.services.exporting import ExportService
    from archivist.app.services.finding import FindingService
    from archivist.app.services.importing import ImportService
    from archivist.app.services.library import LibraryService
    from archivist.app.services.marking import MarkingService
    from archivist.app.services.reading import ReadingService
    from archivist.app.services.repairing import RepairingService
    from archivist.app.services.reviewing import ReviewingService
    from archivist.app.services.trend import TrendService
    from archivist.app.services.versions import VersionService


@dataclass(frozen=True)
class Services:
    """The services of one open archive. Each is made when it is first used: showing a report loads no index.

    With a ``rescue`` edits wait while the disk is full; without, that is told to whoever makes them."""

    archive: Archive
    rescue: "Rescue | None" = None

    @cached_property
    def library(self) -> "LibraryService":
        from archivist.app.services.library import LibraryService

        return LibraryService(self.archive, rescue=self.rescue)

    @cached_property
    def reading(self) -> "ReadingService":
        from archivist.app.services.reading import ReadingService

        return ReadingService(self.archive)

    @cached_property
    def marking(self) -> "MarkingService":
        from archivist.app.services.marking import MarkingService

        return MarkingService(self.archive, rescue=self.rescue)

    @cached_property
    def repairing(self) -> "RepairingService":
        from archivist.app.services.repairing import RepairingService

        return RepairingService(self.archive, rescue=self.rescue)

    @cached_property
    def choosing(self) -> "ChoosingService":
        from archivist.app.services.choosing import ChoosingService

        return ChoosingService(self.archive, rescue=self.rescue)

    @cached_property
    def reviewing(self) -> "ReviewingService":
        from archivist.app.services.reviewing import ReviewingService

        return ReviewingService(self.archive, rescue=self.rescue)

    @cached_property
    def comparing(self) -> "ComparingService":
        from archivist.app.services.comparing import ComparingService

        return ComparingService(self.archive)

    @cached_property
    def versions(self) -> "VersionService":
        from archivist.app.services.versions import VersionService

        return VersionService(self.archive)

    @cached_property
    def importing(self) -> "ImportService":
        from archivist.app.services.importing import ImportService

        return ImportService(self.archive)

    @cached_property
    def exporting(self) -> "ExportService":
        from archivist.app.services.exporting import ExportService

        return ExportService(self.archive)

    @cached_property
    def keeper(self) -> "IndexKeeper":
        from archivist.app.keeper import IndexKeeper

        return IndexKeeper(self.archive)

    @cached_property
    def finding(self) -> "FindingService":
        from archivist.app.services.finding import FindingService

        return FindingService(self.archive, self.keeper)

    @cached_property
    def context(self) -> "ContextService":
        from archivist.app.services.context import ContextService

        return ContextService(self.archive, self.finding)

    @cached_property
    def trend(self) -> "TrendService":
        from archivist.app.services.trend import TrendService

        return TrendService(self.finding)

    def close(self) -> None:
        """Close what was opened, and the archive."""
        if "finding" in self.__dict__:
            self.finding.close()
        if "keeper" in self.__dict__:
            self.keeper.close()
        self.archive.close()


@contextmanager
def open_services(path: Path, *, read_only: bool = False) -> Generator[Services]:
    """The services of the archive at ``path``, closed at the end. Raises what ``Archive.open`` raises."""
    services = Services(Archive.open(path, read_only))
    try:
        yield services
    finally:
        services.close()


def open_archive(path: Path, *, read_only: bool = False) -> Archive:
    """Raises what ``Archive.open`` raises."""
    return Archive.open(path, read_only)


def sample_path() -> Path:
    """Where this person's sample archive lies."""
    from platformdirs import user_data_path

    return user_data_path("archivist", appauthor=False) / "Sample.archivist"


def create_archive(path: Path, *, with_sample: bool = False, progress: Progress | None = None) -> ArchiveId:
    """Make an archive, empty or with the sample reports in it. Raises ``ArchiveExists`` and ``UnwritableTarget``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with Archive.create(path) as archive:
        if with_sample:
            from archivist.resources import resource

            services = Services(archive)
            for _ in services.importing.import_paths([resource("sample") / "reports"], progress=progress):
                pass
            services.keeper.catch_up()
        return archive.id

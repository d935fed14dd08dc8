"""The list of jobs: those that run with their bars, and below them those that are over."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from archivist.app.jobs import Job, JobState, Status
from archivist.domain import N_
from archivist.ui.fonts import interface_font
from archivist.ui.jobs.words import progress_in_words, status_in_words, time_left_in_words
from archivist.ui.language import tr
from archivist.ui.theme import active_theme, px

_HEAD, _ROW, _ROW_WITH_BAR = 30, 50, 60


class JobNames(QListWidget):
    job_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs: list[Job | None] = []
        """None stands for the head of those that are over."""
        self.setItemDelegate(_Row(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("kind", "library")
        self.setMouseTracking(True)
        self.currentRowChanged.connect(self._tell)

    def show_jobs(self, jobs: Sequence[Job], chosen: Job | None) -> None:
        """``jobs`` are the newest first; ``chosen`` becomes the current one without telling."""
        running = [job for job in jobs if not job.state.is_over]
        over = [job for job in jobs if job.state.is_over]
        self._jobs = [*running, *([None] if over else []), *over]
        self.blockSignals(True)
        self.clear()
        for job in self._jobs:
            item = QListWidgetItem()
            item.setSizeHint(QSize(0, px(_HEAD if job is None else _ROW if job.state.is_over else _ROW_WITH_BAR)))
            if job is None:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(item)
        if chosen in jobs:
            self.setCurrentRow(self._jobs.index(chosen))
        self.blockSignals(False)
        self.say_again()

    @property
    def running(self) -> set[int]:
        """The numbers of those that are listed as running."""
        over = self._jobs.index(None) if None in self._jobs else len(self._jobs)
        return {job.state.id for job in self._jobs[:over] if job is not None}

    def say_again(self) -> None:
        """How far they are, or the language, is another."""
        for row, job in enumerate(self._jobs):
            item = self.item(row)
            item.setText(tr(N_("Finished")) if job is None else f"{job.state.title()}\n{_about(job.state)}")
            item.setData(Qt.ItemDataRole.UserRole, job.state if job else None)

    def _tell(self, row: int) -> None:
        if 0 <= row < len(self._jobs) and (job := self._jobs[row]) is not None:
            self.job_chosen.emit(job)


class _Row(QStyledItemDelegate):
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = active_theme()
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: JobState | None = index.data(Qt.ItemDataRole.UserRole)
        name, _, about = str(index.data(Qt.ItemDataRole.DisplayRole)).partition("\n")
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = rect.adjusted(px(12), px(7), -px(12), -px(8))
        if state is None:
            painter.setFont(interface_font(px(11), 600))
            painter.setPen(theme.text3)
            painter.drawText(room, Qt.AlignmentFlag.AlignBottom, name)
            painter.restore()
            return
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        if is_chosen or option.state & QStyle.StateFlag.State_MouseOver:  # type: ignore[attr-defined]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.accent_wash if is_chosen else theme.hover)
            painter.drawRoundedRect(rect.adjusted(0, px(1), 0, -px(1)), 8, 8)
        painter.setFont(interface_font(px(13), 500 if is_chosen else 400))
        painter.setPen(theme.text)
        line = painter.fontMetrics().height()
        _draw(painter, QRect(room.left(), room.top(), room.width(), line), name)
        painter.setFont(interface_font(px(12), is_tabular=True))
        painter.setPen(theme.danger if state.status is Status.FAILED else theme.text3)
        _draw(painter, QRect(room.left(), room.top() + line + px(1), room.width(), line), about)
        if not state.is_over:
            bar = QRectF(room.left(), rect.bottom() - px(9), room.width(), px(4))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.line_strong)
            painter.drawRoundedRect(bar, 2, 2)
            bar.setWidth(bar.width() * min(state.done / state.total, 1.0) if state.total else 0)
            painter.setBrush(theme.accent)
            painter.drawRoundedRect(bar, 2, 2)
        painter.restore()


def _draw(painter: QPainter, rect: QRect, text: str) -> None:
    painter.drawText(
        rect,
        Qt.AlignmentFlag.AlignVCenter,
        painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width()),
    )


def _about(state: JobState) -> str:
    """``3,412 of 5,000 · 1 min left``, ``done · 12``."""
    status = "" if state.status is Status.RUNNING else status_in_words(state)
    return " · ".join(filter(None, (status, progress_in_words(state), time_left_in_words(state)))) or status_in_words(
        state
    )

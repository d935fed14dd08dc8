"""The page of the jobs: what runs and ran, and the log of the chosen one."""

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from archivist.app.jobs import Job, JobRunner, JobState, LogLine, Status
from archivist.domain import N_, ArchivistError
from archivist.ui.bridge import Bridge
from archivist.ui.errors import in_the_window
from archivist.ui.fonts import interface_font
from archivist.ui.icons import icon, paint_icon
from archivist.ui.jobs.words import (
    RESULT_ICONS,
    RESULT_NAMES,
    progress_in_words,
    speed_in_words,
    status_in_words,
)
from archivist.ui.language import tr
from archivist.ui.parts.buttons import push_button
from archivist.ui.parts.empty_state import EmptyState
from archivist.ui.parts.labels import hairline, words
from archivist.ui.parts.progress_bar import ProgressBar
from archivist.ui.theme import active_theme, px

_ROW = 32


class JobsPage(QWidget):
    report_chosen = Signal(object)
    """The ReportId of a line of the log."""

    def __init__(self, jobs: JobRunner, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        self._filter = ""
        self._names = QListWidget()
        self._names.setProperty("kind", "cards")
        self._names.setMinimumWidth(px(180))
        self._names.setMaximumWidth(px(300))
        self._names.currentRowChanged.connect(self._choose)
        self._title = words("", "dialog", wraps=True)
        self._bar = ProgressBar("")
        self._progress = words("", "meta")
        self._speed = words("", "meta")
        self._why = words("", tone="danger", wraps=True)
        self._pause = push_button("", icon_name="pause")
        self._cancel = push_button("", icon_name="x")
        self._pause.clicked.connect(self._toggle)
        self._cancel.clicked.connect(lambda: self._job and self._job.cancel())
        self._filters = QHBoxLayout()
        self._filters.setSpacing(px(8))
        self._chips: dict[str, QPushButton] = {}
        self._log = _LogModel(self)
        self._rows = QListView()
        self._rows.setModel(self._log)
        self._rows.setItemDelegate(_LogRow(self._rows))
        self._rows.setProperty("kind", "reports")
        self._rows.setUniformItemSizes(True)
        self._rows.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows.activated.connect(self._open)
        self._empty = EmptyState("history", "")
        self._lay_out()
        self._set_words()
        jobs.watch(lambda state: bridge.post(lambda: self.refresh(state)))

    def refresh(self, state: JobState) -> None:
        """A job began, went on or ended."""
        if self._names.count() != len(self._jobs.jobs):
            self._list_jobs()
        else:
            for row, job in enumerate(self._jobs.jobs):
                if job.state.id == state.id:
                    self._names.item(row).setText(_line(job.state))
        if self._job is not None and self._job.state.id == state.id:
            self._show()

    def _list_jobs(self) -> None:
        chosen = self._job
        self._names.blockSignals(True)
        self._names.clear()
        for job in self._jobs.jobs:
            self._names.addItem(QListWidgetItem(_line(job.state)))
        self._names.blockSignals(False)
        jobs = self._jobs.jobs
        has_new = bool(jobs) and (chosen is None or chosen.state.is_over)
        self._names.setCurrentRow(0 if has_new or chosen not in jobs else jobs.index(chosen))
        self._show()

    def _choose(self, row: int) -> None:
        jobs = self._jobs.jobs
        self._job = jobs[row] if 0 <= row < len(jobs) else None
        self._filter = ""
        self._log.clear()
        self._show()

    def _show(self) -> None:
        self._empty.setVisible(self._job is None)
        self._body.setVisible(self._job is not None)
        if self._job is None:
            return
        state = self._job.state
        self._title.setText(state.title())
        self._bar.setRange(0, max(1, state.total if state.total is not None else state.done))
        self._bar.setValue(state.done if not state.is_over or state.status is not Status.DONE else self._bar.maximum())
        parts = (status_in_words(state), progress_in_words(state))
        self._progress.setText(" · ".join(filter(None, parts)))
        self._speed.setText(speed_in_words(state) if not state.is_over else "")
        why = in_the_window(state.error).message(tr) if isinstance(state.error, ArchivistError) else ""
        if state.error is not None and not why:
            why = tr(N_("Archivist made a mistake ({kind}); nothing was lost."), kind=type(state.error).__name__)
        self._why.setText(why)
        self._why.setVisible(bool(why))
        is_paused = state.status is Status.PAUSED
        self._pause.setText(tr(N_("Go on")) if is_paused else tr(N_("Pause")))
        self._pause.setIcon(icon("play" if is_paused else "pause"))
        for button in (self._pause, self._cancel):
            button.setVisible(not state.is_over)
        self._show_filters(state)
        self._log.take(self._job, self._filter)

    def _show_filters(self, state: JobState) -> None:
        wanted = ["", *(each for each in RESULT_NAMES if state.counts.get(each))] if state.counts else []
        if list(self._chips) != wanted:
            for chip in self._chips.values():
                chip.deleteLater()
            self._chips = {}
            for position, result in enumerate(wanted):
                chip = push_button("", "filter", density="dense")
                chip.setCheckable(True)
                if result:
                    chip.setIcon(icon(*RESULT_ICONS[result]))
                chip.clicked.connect(lambda _=False, result=result: self._take_filter(result))
                self._filters.insertWidget(position, chip)
                self._chips[result] = chip
        for result, chip in self._chips.items():
            count = state.counts[result] if result else sum(state.counts.values())
            name = tr(RESULT_NAMES[result]) if result else tr(N_("All"))
            chip.setText(f"{name} {count:,}")
            chip.setChecked(result == self._filter)

    def _take_filter(self, result: str) -> None:
        self._filter = result
        self._log.clear()
        self._show()

    def _toggle(self) -> None:
        if self._job is not None:
            self._job.resume() if self._job.state.status is Status.PAUSED else self._job.pause()

    def _open(self, index: QModelIndex) -> None:
        line: LogLine = index.data(Qt.ItemDataRole.UserRole)
        if line.report is not None:
            self.report_chosen.emit(line.report)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._pause)
        head.addWidget(self._cancel)
        facts = QHBoxLayout()
        facts.addWidget(self._progress, 1)
        facts.addWidget(self._speed)
        top = QVBoxLayout()
        top.setContentsMargins(px(18), px(16), px(18), px(12))
        top.setSpacing(px(8))
        top.addLayout(head)
        top.addWidget(self._bar)
        top.addLayout(facts)
        top.addWidget(self._why)
        self._filters.addStretch()
        top.addLayout(self._filters)
        self._body = QWidget()
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addLayout(top)
        body.addWidget(hairline())
        body.addWidget(self._rows, 1)
        side = QWidget()
        side.setProperty("kind", "panel")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._side_head = words("", "panel")
        column = QVBoxLayout(side)
        column.setContentsMargins(px(6), px(12), px(6), px(6))
        column.addWidget(self._side_head)
        column.addWidget(self._names, 1)
        middle = QWidget()
        middle.setProperty("kind", "paper")
        middle.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        right = QVBoxLayout(middle)
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self._body, 1)
        right.addWidget(self._empty, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(side)
        splitter.addWidget(middle)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([px(223), px(900)])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)
        self.setFocusProxy(self._names)

    def _set_words(self) -> None:
        self._side_head.setText(tr(N_("Jobs")))
        self._names.setAccessibleName(tr(N_("Jobs")))
        self._rows.setAccessibleName(tr(N_("Log")))
        self._cancel.setText(tr(N_("Cancel")))
        self._empty.set_words(
            tr(N_("Nothing has run yet")),
            tr(N_("Imports, exports, backups and checks are shown here, with their logs.")),
        )
        self._list_jobs()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._set_words()


class _LogModel(QAbstractListModel):
    """The lines of a job's log with one result, or all of them; it grows while the job runs."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines: list[LogLine] = []
        self._read = 0

    def clear(self) -> None:
        self.beginResetModel()
        self._lines, self._read = [], 0
        self.endResetModel()

    def take(self, job: Job, result: str) -> None:
        """Add what the log has more than before."""
        fresh = job.log_lines(self._read)
        self._read += len(fresh)
        wanted = [line for line in fresh if not result or line.result == result]
        if wanted:
            self.beginInsertRows(QModelIndex(), len(self._lines), len(self._lines) + len(wanted) - 1)
            self._lines += wanted
            self.endInsertRows()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{_name(line)} — {_what(line)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{line.item}\n{in_the_window(line.error).message(tr)}" if line.error else line.item
        return None


class _LogRow(QStyledItemDelegate):
    """Sign, file, what became of it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, px(_ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = active_theme()
        line: LogLine = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(rect, theme.accent_wash)
        painter.setPen(theme.line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        name, tone = RESULT_ICONS.get(line.result, ("info", "text3"))
        size = px(16)
        sign = QRect(rect.left() + px(18), rect.center().y() - size // 2 + 1, size, size)
        paint_icon(painter, name, sign.toRectF(), getattr(theme, tone))
        left = rect.left() + px(42)
        middle = left + (rect.width() - px(42)) * 45 // 100
        painter.setFont(interface_font(px(13)))
        painter.setPen(theme.text)
        _draw(painter, QRect(left, rect.top(), middle - left - px(12), rect.height()), _name(line))
        painter.setPen(theme.text2)
        _draw(painter, QRect(middle, rect.top(), rect.right() - middle - px(14), rect.height()), _what(line))
        painter.restore()


def _draw(painter: QPainter, rect: QRect, text: str) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def _name(line: LogLine) -> str:
    return line.item.replace("\\", "/").rsplit("/", 1)[-1] or line.item


def _what(line: LogLine) -> str:
    name = tr(RESULT_NAMES.get(line.result, line.result))
    return f"{name}: {in_the_window(line.error).message(tr)}" if line.error else name


def _line(state: JobState) -> str:
    beside = " · ".join(filter(None, (status_in_words(state), progress_in_words(state))))
    return f"{state.title()}\n{beside}"

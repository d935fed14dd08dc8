"""What a search can be narrowed to: years, sources, scripts, tags and more, each with its number of reports."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from archivist.app.services.finding import Answer
from archivist.app.within import Within
from archivist.domain import N_, WrittenScript
from archivist.ui.finder.facetnames import GROUPS, value_name
from archivist.ui.finder.histogram import YearHistogram
from archivist.ui.fonts import content_font
from archivist.ui.language import tr, tr_n
from archivist.ui.parts.buttons import push_button
from archivist.ui.parts.labels import IconView, hairline, words
from archivist.ui.theme import active_theme, px

_MOST = 8
"""Values of a facet, before the rest is asked for."""
_BOX = 26
"""The check box itself, with its distance from the name."""


class Filters(QScrollArea):
    changed = Signal(object)
    """``Within``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._within = Within()
        self._answer: Answer | None = None
        self._closed: set[str] = set()
        self._unrolled: set[str] = set()
        self._title = words("", "panel")
        self._clear = push_button("", "flat", density="dense")
        self._clear.clicked.connect(lambda: self._take(Within()))
        self._year_head, self._year_unit = words("", "facet"), words("", "meta")
        self._years = YearHistogram()
        self._years.range_chosen.connect(lambda years: self._take(replace(self._within, years=years)))
        self._undated = words("", "meta")
        self._groups = QVBoxLayout()
        self._groups.setSpacing(0)
        self._lay_out()
        self._set_words()

    @property
    def within(self) -> Within:
        return self._within

    def show_answer(self, answer: Answer | None) -> None:
        """Numbers of what was found; what is chosen stays in sight even where nothing has it."""
        self._answer = answer
        self._show_years()
        self._clear.setEnabled(not self._within.is_everything)
        focused = self._focused_control()
        while item := self._groups.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for facet, field, name in GROUPS:
            self._add_group(facet, field, tr(name), focused)

    def take(self, within: Within) -> None:
        """Filter by ``within``, as if it had been chosen here."""
        self._take(within)

    def reset(self, within: Within | None = None) -> None:
        """Everything again, or what ``within`` says, without telling."""
        self._within = within or Within()
        self._unrolled.clear()

    def _show_years(self) -> None:
        """By hits; by reports where nothing is looked for in texts."""
        answer = self._answer
        reports = _numbers(answer.facets.get("year", {})) if answer else {}
        hits = _numbers(answer.matches.by_year) if answer and answer.matches else {}
        for widget in (self._year_head, self._year_unit, self._years):
            widget.setVisible(bool(reports) or self._within.years is not None)
        self._years.show_years(hits or reports, self._within.years, is_hits=bool(hits))
        self._year_unit.setText(tr(N_("hits per year")) if hits else tr(N_("reports per year")))
        # Each dated report counts for one year. Undated ones are in none, and gone where years are chosen.
        undated = answer.count - sum(reports.values()) if answer and self._within.years is None else 0
        self._undated.setText(tr_n("{count} report undated", "{count} reports undated", undated) if undated else "")
        self._undated.setVisible(bool(undated))

    def _add_group(self, facet: str, field: str, name: str, focused: str) -> None:
        counts = dict(self._answer.facets.get(facet, {})) if self._answer else {}
        chosen: tuple[str, ...] = getattr(self._within, field)
        for value in chosen:
            counts.setdefault(value, 0)
        counts.pop("", None)
        if not counts:
            return
        head = _GroupHead(facet, name, is_open=facet not in self._closed)
        head.toggled.connect(lambda facet=facet: self._flip(self._closed, facet))
        self._groups.addWidget(head)
        controls: list[QWidget] = [head.button]
        if facet not in self._closed:
            most = max(counts.values()) or 1
            shown = counts if facet in self._unrolled else dict(list(counts.items())[:_MOST])
            for value, count in (shown | {value: counts[value] for value in chosen}).items():
                row = _FacetRow(facet, value, count, count / most, value in chosen)
                row.box.toggled.connect(lambda is_on, field=field, value=value: self._toggle(field, value, is_on=is_on))
                self._groups.addWidget(row)
                controls.append(row.box)
            if len(counts) > len(shown):
                controls.append(self._add_rest(facet, len(counts) - len(shown)))
        for each in controls:
            if each.objectName() == focused:
                each.setFocus()

    def _add_rest(self, facet: str, count: int) -> QWidget:
        button = push_button(tr_n("{count} more", "{count} more", count), "link", density="dense")
        button.setObjectName(f"{facet} more")
        button.clicked.connect(lambda: self._flip(self._unrolled, facet))
        self._groups.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return button

    def _flip(self, facets: set[str], facet: str) -> None:
        facets ^= {facet}
        self.show_answer(self._answer)

    def _focused_control(self) -> str:
        control = self.focusWidget()
        return control.objectName() if control is not None and control.hasFocus() else ""

    def _toggle(self, field: str, value: str, *, is_on: bool) -> None:
        chosen: tuple[str, ...] = getattr(self._within, field)
        now = (*chosen, value) if is_on else tuple(each for each in chosen if each != value)
        self._take(replace(self._within, **{field: now}))

    def _take(self, within: Within) -> None:
        self._within = within
        self.changed.emit(within)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setProperty("kind", "canvas")
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._clear)
        years = QHBoxLayout()
        years.addWidget(self._year_head, 1)
        years.addWidget(self._year_unit)
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(18), px(10), px(16), px(12))
        column.setSpacing(px(6))
        column.addLayout(head)
        column.addLayout(years)
        column.addWidget(self._years)
        column.addWidget(self._undated)
        column.addLayout(self._groups)
        column.addStretch()
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _set_words(self) -> None:
        self._title.setText(tr(N_("Filters")))
        self._clear.setText(tr(N_("Clear")))
        self._year_head.setText(tr(N_("Year")))
        self.show_answer(self._answer)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._set_words()


def _numbers(by_year: Mapping[str, int]) -> dict[int, int]:
    return {int(year): count for year, count in by_year.items() if year.isdigit()}


class _GroupHead(QWidget):
    """A line, the name of a facet, and the way to close and open its values."""

    toggled = Signal()

    def __init__(self, facet: str, name: str, *, is_open: bool) -> None:
        super().__init__()
        self.button = QPushButton(name)
        self.button.setProperty("kind", "facet")
        self.button.setAutoDefault(False)
        self.button.setObjectName(facet)
        self.button.setAccessibleName(name)
        self.button.setAccessibleDescription(tr(N_("Shown")) if is_open else tr(N_("Hidden")))
        self.button.clicked.connect(self.toggled)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch()
        row.addWidget(IconView("chevron-down" if is_open else "chevron-right", size=14))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(8), 0, px(2))
        column.setSpacing(px(6))
        column.addWidget(hairline())
        column.addLayout(row)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.toggled.emit()


class _FacetRow(QWidget):
    """Box, name, bar, number."""

    def __init__(self, facet: str, value: str, count: int, share: float, is_chosen: bool) -> None:
        super().__init__()
        self._name = name = value_name(facet, value)
        self.box = QCheckBox()
        if facet not in ("script", "colour"):
            self.box.setFont(content_font(WrittenScript.NEUTRAL, px(13)))
        self.box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # elided to its room
        self.box.setChecked(is_chosen)
        self.box.setObjectName(f"{facet}:{value}")
        self.box.setAccessibleName(f"{name}, {count}")
        self.box.setToolTip(name)
        number = words(f"{count:,}", "meta")
        number.setMinimumWidth(px(30))
        number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(6))
        row.addWidget(self.box, 1)
        row.addWidget(_Bar(share))
        row.addWidget(number)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (layout := self.layout()) is not None:
            layout.activate()  # so that the box has its width
        room = self.box.width() - px(_BOX)
        self.box.setText(self.box.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, room))


class _Bar(QWidget):
    def __init__(self, share: float) -> None:
        super().__init__()
        self._share = share
        self.setFixedSize(px(36), px(16))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(36), px(16))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(active_theme().line_strong)
        height = 4
        width = max(self.width() * self._share, 3.0) if self._share else 0.0
        painter.drawRoundedRect(QRectF(0, (self.height() - height) / 2, width, height), 2, 2)

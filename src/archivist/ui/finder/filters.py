"""What a search can be narrowed to: years, sources, scripts, tags and more, each with its number of reports."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from archivist.app.commands.marking import COLOUR_NAMES
from archivist.app.within import Within
from archivist.domain import N_, Colour, WrittenScript
from archivist.ui.finder.histogram import YearHistogram
from archivist.ui.fonts import content_font
from archivist.ui.language import tr
from archivist.ui.paneheads import WRITTEN_NAMES
from archivist.ui.parts.buttons import push_button
from archivist.ui.parts.labels import hairline, words
from archivist.ui.theme import active_theme, px

_MOST = 12
_GROUPS = (
    ("source", "sources", N_("Source")),
    ("script", "scripts", N_("Script")),
    ("tag", "tags", N_("Tag")),
    ("collection", "collections", N_("Collection")),
    ("colour", "colours", N_("Colour of marks")),
    ("person", "persons", N_("Person")),
    ("place", "places", N_("Place")),
)
"""Facet, field of ``Within``, and name."""
FACETS = ("year", *(facet for facet, _, _ in _GROUPS))


class Filters(QScrollArea):
    changed = Signal(object)
    """``Within``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._within = Within()
        self._facets: Mapping[str, Mapping[str, int]] = {}
        self._count = 0
        self._title = words("", "panel")
        self._clear = push_button("", "flat", density="dense")
        self._clear.clicked.connect(lambda: self._take(Within()))
        self._year_head = words("", "panel")
        self._years = YearHistogram()
        self._years.range_chosen.connect(lambda years: self._take(replace(self._within, years=years)))
        self._undated = words("", "meta")
        self._groups = QVBoxLayout()
        self._groups.setSpacing(px(4))
        inside = QWidget()
        inside.setProperty("kind", "canvas")
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._clear)
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(16), px(10), px(14), px(12))
        column.setSpacing(px(6))
        column.addLayout(head)
        column.addWidget(self._year_head)
        column.addWidget(self._years)
        column.addWidget(self._undated)
        column.addLayout(self._groups)
        column.addStretch()
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._set_words()

    @property
    def within(self) -> Within:
        return self._within

    def show_facets(self, facets: Mapping[str, Mapping[str, int]], count: int) -> None:
        """Numbers of the ``count`` reports that were found; what is chosen stays in sight even where nothing has it."""
        self._facets, self._count = facets, count
        years = {int(year): count for year, count in facets.get("year", {}).items() if year.isdigit()}
        undated = count - sum(years.values())  # each dated report counts for one year
        self._years.show_years(years, self._within.years)
        self._undated.setText(tr(N_("{count} undated"), count=f"{undated:,}") if undated else "")
        self._undated.setVisible(bool(undated))
        self._clear.setVisible(not self._within.is_everything)
        focused = self._focused_box()
        while item := self._groups.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for facet, field, name in _GROUPS:
            self._add_group(facet, field, tr(name), focused)

    def _add_group(self, facet: str, field: str, name: str, focused: str) -> None:
        counts = dict(self._facets.get(facet, {}))
        chosen: tuple[str, ...] = getattr(self._within, field)
        for value in chosen:
            counts.setdefault(value, 0)
        counts.pop("", None)
        if not counts:
            return
        shown = dict(list(counts.items())[:_MOST]) | {value: counts[value] for value in chosen}
        self._groups.addWidget(hairline())
        self._groups.addWidget(words(name, "panel"))
        most = max(counts.values()) or 1
        for value, count in shown.items():
            row = _FacetRow(facet, value, count, count / most, value in chosen)
            row.box.toggled.connect(lambda is_on, field=field, value=value: self._toggle(field, value, is_on=is_on))
            self._groups.addWidget(row)
            if f"{facet}:{value}" == focused:
                row.box.setFocus()

    def _focused_box(self) -> str:
        box = self.focusWidget()
        return box.objectName() if isinstance(box, QCheckBox) and box.hasFocus() else ""

    def _toggle(self, field: str, value: str, *, is_on: bool) -> None:
        chosen: tuple[str, ...] = getattr(self._within, field)
        now = (*chosen, value) if is_on else tuple(each for each in chosen if each != value)
        self._take(replace(self._within, **{field: now}))

    def _take(self, within: Within) -> None:
        self._within = within
        self.changed.emit(within)

    def reset(self) -> None:
        """Everything again, without telling."""
        self._within = Within()

    def _set_words(self) -> None:
        self._title.setText(tr(N_("Filters")))
        self._clear.setText(tr(N_("Clear")))
        self._year_head.setText(tr(N_("Year")))
        self.show_facets(self._facets, self._count)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._set_words()


class _FacetRow(QWidget):
    """Box, name, bar, number."""

    def __init__(self, facet: str, value: str, count: int, share: float, is_chosen: bool) -> None:
        super().__init__()
        name = _value_name(facet, value)
        self.box = QCheckBox()
        if facet not in ("script", "colour"):
            self.box.setFont(content_font(WrittenScript.NEUTRAL, px(13)))
        self.box.setText(self.box.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, px(120)))
        self.box.setChecked(is_chosen)
        self.box.setObjectName(f"{facet}:{value}")
        self.box.setAccessibleName(f"{name}, {count}")
        self.box.setToolTip(name)
        number = words(f"{count:,}", "meta")
        number.setMinimumWidth(px(30))
        number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.box, 1)
        row.addWidget(_Bar(share))
        row.addWidget(number)


def _value_name(facet: str, value: str) -> str:
    """A value as a person reads it; one of a newer program's stays as it is."""
    if facet == "script" and value in tuple(WrittenScript):
        return tr(WRITTEN_NAMES[WrittenScript(value)])
    if facet == "colour" and value in tuple(Colour):
        return tr(COLOUR_NAMES[Colour(value)])
    return f"#{value}" if facet == "tag" else value


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

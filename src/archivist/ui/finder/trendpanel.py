"""Phrases over time: the chart, what it counts and by what, and the same numbers as a table."""

from collections.abc import Mapping, Sequence
from enum import Enum

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from archivist.app.services.trend import Bucket, By, Trend, TrendService
from archivist.app.within import Within
from archivist.domain import N_
from archivist.ui.bridge import Bridge
from archivist.ui.finder.trendchart import MOST_LINES, TrendChart, TrendLine
from archivist.ui.language import tr, tr_n
from archivist.ui.latest import Latest
from archivist.ui.parts.buttons import icon_button, name_button
from archivist.ui.parts.choices import Segmented
from archivist.ui.parts.fitting import FittingRow, label_step
from archivist.ui.parts.labels import words
from archivist.ui.theme import px


class Measure(Enum):
    """What the chart shows of each bucket, by its name and its unit."""

    HITS = (N_("Hits"), N_("hits"))
    REPORTS = (N_("Reports"), N_("reports with a hit"))
    PER_MILLION = (N_("Per million"), N_("hits per million characters"))


_MEASURES = tuple(Measure)
_LOW = 116
_BY = {By.YEAR: N_("Year"), By.MONTH: N_("Month"), By.SOURCE: N_("Source")}


class TrendPanel(QWidget):
    counted = Signal(object)
    """The phrases with the number of their hits."""

    def __init__(self, trend: TrendService, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._service = trend
        self._loading: Latest[Trend] = Latest(bridge, "trend", self._take)
        self._phrases: tuple[str, ...] = ()
        self._within = Within()
        self._trend: Trend | None = None
        self._by, self._measure = By.YEAR, Measure.PER_MILLION
        self._title, self._unit = words("", "dialog"), words("", "meta")
        self._buckets = Segmented("", [""] * len(_BY))
        self._measures = Segmented("", [""] * len(_MEASURES))
        self._measures.set_current(_MEASURES.index(self._measure))
        self._as_table = icon_button("rows-2", "")
        self._as_table.setCheckable(True)
        self._chart, self._table = TrendChart(), QTableWidget()
        self._table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self._shown = QStackedWidget()
        self._shown.addWidget(self._chart)
        self._shown.addWidget(self._table)
        self.set_height(is_low=False)
        self._head = head = FittingRow()
        head.row.setContentsMargins(0, 0, 0, 0)
        head.row.setSpacing(px(10))
        for widget in (self._title, self._unit):
            head.row.addWidget(widget)
        head.row.addStretch()
        for widget in (self._buckets, self._measures, self._as_table):
            head.row.addWidget(widget)
        head.let_go(
            label_step(self._unit),
            label_step(self._title),
            lambda is_shown: self._measures.set_folded(not is_shown),
            lambda is_shown: self._buckets.set_folded(not is_shown),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(px(18), px(10), px(14), px(6))
        column.addWidget(head)
        column.addWidget(self._shown)
        self._buckets.chosen.connect(self._take_by)
        self._measures.chosen.connect(self._take_measure)
        self._as_table.toggled.connect(lambda is_on: self._shown.setCurrentIndex(int(is_on)))
        self._set_words()

    def set_height(self, *, is_low: bool) -> None:
        """Low where the window is, so that lines stay in sight."""
        self._shown.setFixedHeight(px(_LOW) if is_low else self._chart.sizeHint().height())

    def show_phrases(self, phrases: Sequence[str], within: Within) -> None:
        self._phrases, self._within = tuple(phrases[:MOST_LINES]), within
        self._load()

    @property
    def is_settled(self) -> bool:
        return self._loading.is_answered

    def close_down(self) -> None:
        self._loading.close()

    def _load(self) -> None:
        phrases, by, within = self._phrases, self._by, self._within
        self._loading.ask(object(), lambda: self._service.count(phrases, by=by, within=within, catches_up=False))

    def _take(self, trend: Trend) -> None:
        self._trend = trend
        self.counted.emit({each.phrase: sum(each.hits) for each in trend.phrases})
        self._show()

    def _take_by(self, place: int) -> None:
        self._by = tuple(_BY)[place]
        self._load()

    def _take_measure(self, place: int) -> None:
        self._measure = _MEASURES[place]
        self._show()

    def _show(self) -> None:
        trend = self._trend
        self._unit.setText(tr(self._measure.value[1]))
        self._head.fit()
        if trend is None:
            return
        is_series = trend.by is not By.SOURCE
        unnamed = tr(N_("undated")) if is_series else tr(N_("none"))
        places = _places(trend)
        lines = [
            TrendLine(
                each.phrase,
                tuple(self._value(trend, number, place) for place in places),
                tuple(self._told(trend, number, place) for place in places),
            )
            for number, each in enumerate(trend.phrases)
        ]
        names = [bucket.name or unnamed for bucket in trend.buckets]
        heads = [_head(trend.buckets[place]) for place in places]
        self._chart.show_lines([names[place] for place in places], heads, lines, is_series=is_series)
        # On a line through time there is no place for what has no date; the table has it.
        undated = [place for place, bucket in enumerate(trend.buckets) if is_series and not bucket.name]
        self._fill_table(trend, {place: names[place] for place in (*places, *undated)})

    def _value(self, trend: Trend, number: int, place: int) -> float | None:
        if not trend.buckets[place].reports:
            return None
        match self._measure:
            case Measure.HITS:
                return trend.phrases[number].hits[place]
            case Measure.REPORTS:
                return trend.phrases[number].reports[place]
            case Measure.PER_MILLION:
                return trend.per_million(number, place)

    def _told(self, trend: Trend, number: int, place: int) -> str:
        hits = tr_n("{count} hit", "{count} hits", trend.phrases[number].hits[place])
        rate = tr(N_("{rate} per million"), rate=f"{trend.per_million(number, place):,.0f}")
        return f"{hits} · {rate}"

    def _fill_table(self, trend: Trend, names: Mapping[int, str]) -> None:
        """One row for each bucket: its reports and characters, then hits and rate of each phrase."""
        heads = [tr(_BY[trend.by]), tr(N_("Reports")), tr(N_("Characters"))]
        for each in trend.phrases:
            heads += [f"{each.phrase} · {what}" for what in (tr(N_("Hits")), tr(N_("Per million")))]
        self._table.setColumnCount(len(heads))
        self._table.setRowCount(len(names))
        self._table.setHorizontalHeaderLabels(heads)
        self._table.verticalHeader().hide()
        for row, (place, name) in enumerate(names.items()):
            bucket = trend.buckets[place]
            cells = [name, f"{bucket.reports:,}", f"{bucket.characters:,}"]
            for number, each in enumerate(trend.phrases):
                cells += [f"{each.hits[place]:,}", f"{trend.per_million(number, place):,.1f}"]
            for column, cell in enumerate(cells):
                item = QTableWidgetItem(cell)
                if column:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self._table.setItem(row, column, item)
        self._table.resizeColumnsToContents()

    def _set_words(self) -> None:
        self._title.setText(tr(N_("Over time")))
        self._buckets.set_choices([tr(name) for name in _BY.values()])
        self._buckets.setAccessibleName(tr(N_("Count by")))
        self._measures.set_choices([tr(each.value[0]) for each in _MEASURES])
        self._measures.setAccessibleName(tr(N_("What is counted")))
        name_button(self._as_table, tr(N_("Numbers as a table")))
        self._chart.setAccessibleName(tr(N_("Phrases over time")))
        self._table.setAccessibleName(tr(N_("Phrases over time, as numbers")))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._set_words()


def _places(trend: Trend) -> list[int]:
    """The buckets to show: from the first to the last with a hit; all sources."""
    if trend.by is By.SOURCE:
        return list(range(len(trend.buckets)))
    holding = [
        place
        for place, bucket in enumerate(trend.buckets)
        if bucket.name and any(each.hits[place] for each in trend.phrases)
    ]
    return list(range(holding[0], holding[-1] + 1)) if holding else []


def _head(bucket: Bucket) -> str:
    reports = tr_n("{count} report", "{count} reports", bucket.reports)
    characters = tr_n("{count} character", "{count} characters", bucket.characters)
    return f"{reports} · {characters}"

"""The library: all reports, unread, trash, collections, tags and sources, each with its number."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from archivist.app.services.library import Counts, LibraryService, SavedSearch, Scope
from archivist.domain import N_, Changed, Kind, WrittenScript
from archivist.ui.bridge import Bridge
from archivist.ui.fonts import content_font, interface_font
from archivist.ui.icons import paint_icon
from archivist.ui.language import tr
from archivist.ui.latest import Latest
from archivist.ui.theme import active_theme, px

_ROW, _HEAD = 28, 34
SEARCH = "search"
"""The kind of scope that a saved search is here."""
_MOST = 200
"""Rows of one section; of more sources or tags, those with the most reports."""


@dataclass(frozen=True)
class _Row:
    """A scope with its number, or the head of a section (no ``scope``)."""

    scope: Scope | None
    name: str
    count: int | None = 0
    icon: str = ""
    is_content: bool = False


@dataclass(frozen=True)
class _Numbers:
    counts: Counts
    collections: dict[str, int]
    tags: dict[str, int]
    searches: tuple[SavedSearch, ...]


class LibraryPanel(QWidget):
    scope_chosen = Signal(object)
    search_chosen = Signal(object)
    """``SavedSearch``."""
    menu_wanted = Signal(object, QPoint)
    counted = Signal(int)
    """The number of all reports outside the trash."""

    def __init__(
        self,
        library: LibraryService,
        count_found: Callable[[SavedSearch], int],
        bridge: Bridge,
        parent: QWidget | None = None,
    ) -> None:
        """``count_found`` says how many reports a saved search finds; any thread."""
        super().__init__(parent)
        self._library = library
        self._count_found = count_found
        self._counting = Latest[_Numbers](bridge, "counts", self._show)
        self._counting_found = Latest[dict[str, int]](bridge, "saved searches", self._show_found)
        self._found: dict[str, int] = {}
        self._has_index = False
        self._scope = Scope()
        self._numbers: _Numbers | None = None
        self._is_rail = False
        self._rows = QListWidget()
        self._rows.setItemDelegate(_RowPainter(self))
        self._rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._rows.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._rows.setMouseTracking(True)
        self._rows.setProperty("kind", "library")
        self._rows.currentRowChanged.connect(self._choose)
        self._rows.customContextMenuRequested.connect(self._ask_menu)
        for pressed in (self._rows.itemClicked, self._rows.itemActivated):
            pressed.connect(self._open_search)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(6), px(8), px(6), px(8))
        column.addWidget(self._rows)
        self.setProperty("kind", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusProxy(self._rows)
        self._load()
        self._set_words()

    def scope(self) -> Scope:
        return self._scope

    def set_scope(self, scope: Scope) -> None:
        """Choose without telling."""
        self._scope = scope
        self._mark_current()

    def set_rail(self, is_rail: bool) -> None:
        """Icons only, or with words."""
        if is_rail != self._is_rail:
            self._is_rail = is_rail
            self._fill()

    def refresh(self, changed: Changed) -> None:
        if changed.kinds & {Kind.REPORT, Kind.TEXT, Kind.TAG, Kind.COLLECTION, Kind.ANNOTATION}:
            self._load()

    def _load(self) -> None:
        """Count on a thread of its own: in a large archive that takes a while."""
        library = self._library
        self._counting.ask(
            (),
            lambda: _Numbers(library.counts(), library.collections(), library.tags(), tuple(library.searches())),
        )

    def take_index(self) -> None:
        """The index is up to date: what saved searches find can be counted."""
        self._has_index = True
        self._load_found()

    def _load_found(self) -> None:
        searches = self._numbers.searches if self._numbers else ()
        if self._has_index and searches:
            self._counting_found.ask(object(), lambda: {search.name: self._count_found(search) for search in searches})

    def _show_found(self, found: dict[str, int]) -> None:
        if found != self._found:
            self._found = found
            self._fill()

    def close_down(self) -> None:
        """Ask nothing more: the archive is about to be closed."""
        self._counting.close()
        self._counting_found.close()

    def _show(self, numbers: _Numbers) -> None:
        if numbers != self._numbers:
            before, self._numbers = self._numbers, numbers
            self._fill()
            self._load_found()
            self._leave_what_is_gone(before, numbers)
            self.counted.emit(numbers.counts.all)

    def _leave_what_is_gone(self, before: _Numbers | None, now: _Numbers) -> None:
        """A collection that was deleted, or has another name again, is no list to stay in."""
        name = self._scope.name
        was_there = before is not None and name in before.collections
        if self._scope.kind == "collection" and was_there and name not in now.collections:
            self.set_scope(Scope())
            self.scope_chosen.emit(self._scope)

    def _fill(self) -> None:
        self._rows.blockSignals(True)
        top = self._rows.verticalScrollBar().value()
        self._rows.clear()
        for row in self._wanted():
            item = QListWidgetItem(row.name)
            item.setData(Qt.ItemDataRole.UserRole, row)
            count = "" if row.count is None else f"{row.count:,}"
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, f"{row.name}, {count}" if count and row.scope else row.name
            )
            if row.scope is None:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            if self._is_rail and row.scope is not None:
                item.setToolTip(f"{row.name}  {count}".rstrip())
            self._rows.addItem(item)
        self._mark_current()
        self._rows.verticalScrollBar().setValue(top)
        self._rows.blockSignals(False)

    def _wanted(self) -> list[_Row]:
        numbers = self._numbers
        if numbers is None:
            return []
        counts = numbers.counts
        rows = [
            _Row(Scope("all"), tr(N_("All reports")), counts.all, "library"),
            _Row(Scope("unread"), tr(N_("Unread")), counts.unread, "inbox"),
            _Row(Scope("trash"), tr(N_("Trash")), counts.trash, "trash-2"),
        ]
        tags = dict(sorted(numbers.tags.items(), key=lambda row: (-row[1], row[0])))
        found = {search.name: self._found.get(search.name) for search in numbers.searches}
        for kind, head, icon, named in (
            ("collection", N_("Collections"), "folder-open", numbers.collections),
            (SEARCH, N_("Saved searches"), "folder-search", found),
            ("tag", N_("Tags"), "tag", tags),
            ("source", N_("Sources"), "building-2", counts.sources),
        ):
            if named:
                rows.append(_Row(None, tr(head)))
                rows += [
                    _Row(Scope(kind, name), name, count, icon, True) for name, count in list(named.items())[:_MOST]
                ]
        return rows

    def _mark_current(self) -> None:
        self._rows.blockSignals(True)
        for row in range(self._rows.count()):
            if self._rows.item(row).data(Qt.ItemDataRole.UserRole).scope == self._scope:
                self._rows.setCurrentRow(row)
                break
        else:
            self._rows.setCurrentRow(-1)
        self._rows.blockSignals(False)

    def _choose(self, row: int) -> None:
        item = self._rows.item(row)
        found: _Row | None = item.data(Qt.ItemDataRole.UserRole) if item else None
        # A saved search is another page, which is not to come up while arrow keys pass it.
        if found is not None and found.scope not in (None, self._scope) and found.scope.kind != SEARCH:
            self._scope = found.scope
            self.scope_chosen.emit(found.scope)

    def _open_search(self, item: QListWidgetItem) -> None:
        row: _Row = item.data(Qt.ItemDataRole.UserRole)
        if row.scope is not None and row.scope.kind == SEARCH and self._numbers is not None:
            self._mark_current()
            saved = {search.name: search for search in self._numbers.searches}
            self.search_chosen.emit(saved[row.scope.name])

    def _ask_menu(self, place: QPoint) -> None:
        item = self._rows.itemAt(place)
        if item is not None and (scope := item.data(Qt.ItemDataRole.UserRole).scope) is not None:
            self.menu_wanted.emit(scope, self._rows.viewport().mapToGlobal(place))

    def _set_words(self) -> None:
        self.setAccessibleName(tr(N_("Library")))
        self._rows.setAccessibleName(tr(N_("Library")))
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.StyleChange) and hasattr(self, "_rows"):
            self._set_words()

    @property
    def is_rail(self) -> bool:
        return self._is_rail


class _RowPainter(QStyledItemDelegate):
    def __init__(self, panel: LibraryPanel) -> None:
        super().__init__(panel)
        self._panel = panel

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row: _Row = index.data(Qt.ItemDataRole.UserRole)
        if self._panel.is_rail:
            return QSize(0, px(36) if row.scope else px(9))
        return QSize(0, px(_ROW) if row.scope else px(_HEAD))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = active_theme()
        row: _Row = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.scope is None:
            self._paint_head(painter, rect, row.name)
            painter.restore()
            return
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        has_focus = bool(state & QStyle.StateFlag.State_Active) and self._panel.focusWidget() is not None
        if is_chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.accent_wash if is_chosen and has_focus and self._rows_have_focus() else theme.hover)
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), 6, 6)
        size = px(16)
        left = rect.center().x() - size // 2 + 1 if self._panel.is_rail else rect.left() + px(8)
        place = QRect(left, rect.center().y() - size // 2 + 1, size, size)
        paint_icon(painter, row.icon, place.toRectF(), theme.accent if is_chosen else theme.text2)
        if not self._panel.is_rail:
            self._paint_words(painter, rect.adjusted(px(32), 0, -px(8), 0), row)
        painter.restore()

    def _rows_have_focus(self) -> bool:
        proxy = self._panel.focusProxy()
        return proxy is not None and proxy.hasFocus()

    def _paint_head(self, painter: QPainter, rect: QRect, name: str) -> None:
        theme = active_theme()
        if self._panel.is_rail:
            painter.setPen(theme.line)
            painter.drawLine(rect.left() + px(8), rect.center().y(), rect.right() - px(8), rect.center().y())
            return
        painter.setFont(interface_font(px(11), 600))
        painter.setPen(theme.text3)
        painter.drawText(rect.adjusted(px(8), 0, 0, -px(5)), Qt.AlignmentFlag.AlignBottom, name)

    def _paint_words(self, painter: QPainter, rect: QRect, row: _Row) -> None:
        theme = active_theme()
        painter.setFont(interface_font(px(12), is_tabular=True))
        painter.setPen(theme.text3)
        count = "" if row.count is None else f"{row.count:,}"
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, count)
        room = rect.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(count) - px(8), 0)
        painter.setFont(content_font(WrittenScript.NEUTRAL, px(13)) if row.is_content else interface_font(px(13)))
        painter.setPen(theme.text)
        name = painter.fontMetrics().elidedText(row.name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)

"""What shows while no archive is open: the ways in."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from archivist.app.language import LANGUAGES
from archivist.app.settings import KNOWN, LANGUAGE, Settings
from archivist.domain import N_, WrittenScript
from archivist.ui.dates import day_in_words, moment_in_words
from archivist.ui.fonts import content_font, interface_font
from archivist.ui.icons import paint_icon
from archivist.ui.language import tr, tr_n
from archivist.ui.parts.buttons import push_button
from archivist.ui.parts.labels import IconView, hairline, words
from archivist.ui.theme import active_theme, px

_WIDTH, _CARD, _NARROW = 900, 62, 760


class StartPage(QWidget):
    open_wanted = Signal(object)
    """The path of a recent archive."""
    new_wanted = Signal()
    browse_wanted = Signal()
    sample_wanted = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._recent: tuple[Path, ...] = ()
        self.setProperty("kind", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = words("Archivist", "start")
        self._subtitle = words("", tone="text2", wraps=True)
        self._cards = [_Card(name) for name in ("book-open", "plus", "folder-open")]
        for card, signal in zip(self._cards, (self.sample_wanted, self.new_wanted, self.browse_wanted), strict=True):
            card.clicked.connect(signal)
        self._drop = _DropPlace()
        self._recent_head = words("", "panel")
        self._recent_keys = words("", "meta")
        self._care_icon = IconView("circle-check", "text3")
        self._care = words("", "meta", wraps=True)
        self._languages = [push_button(name, "flat", density="dense") for name in LANGUAGES.values()]
        for button, code in zip(self._languages, LANGUAGES, strict=True):
            button.clicked.connect(lambda _=False, code=code: settings.set(LANGUAGE, code))
        self._recent_rows = QVBoxLayout()
        self._recent_rows.setSpacing(px(2))
        self._lay_out()
        self._set_words()

    def show_recent(self, paths: Sequence[str]) -> None:
        """The archives that were open before, the newest first; those that are gone are left out."""
        self._recent = tuple(path for path in map(Path, paths) if path.exists())
        while item := self._recent_rows.takeAt(0):
            if (row := item.widget()) is not None:
                row.hide()
                row.deleteLater()
        for path in self._recent[:6]:
            row = _Card("archive", is_row=True, is_content=True)
            known = self._settings.get(KNOWN).get(str(path), {})
            row.set_words(path.stem, _about(path, known), day_in_words(str(known.get("opened") or _changed(path))))
            row.clicked.connect(lambda _=False, path=path: self.open_wanted.emit(path))
            self._recent_rows.addWidget(row)
        self._recent_side.setVisible(bool(self._recent))
        self._show_care()
        self._arrange()
        self.setFocusProxy(self._first_choice())

    def _show_care(self) -> None:
        """When the newest archive was backed up and verified."""
        path = self._recent[0] if self._recent else None
        known = self._settings.get(KNOWN).get(str(path), {}) if path else {}
        parts = [
            tr(name, when=moment_in_words(f"{known[key]}+00:00"))
            for key, name in (("backed_up", N_("backed up {when}")), ("verified", N_("verified {when}")))
            if known.get(key)
        ]
        said = tr(N_("{name}: {facts}"), name=path.stem, facts=", ".join(parts)) if path and parts else ""
        self._care.setText(said)
        for part in (self._care_line, self._care_icon, self._care):
            part.setVisible(bool(said))

    def _first_choice(self) -> QWidget:
        item = self._recent_rows.itemAt(0)
        row = item.widget() if item else None
        return row or self._cards[0]

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(px(14))
        head.addWidget(IconView("archivist", "accent", 44))
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._title)
        names.addWidget(self._subtitle)
        head.addLayout(names, 1)
        ways = QVBoxLayout()
        ways.setSpacing(px(8))
        for card in self._cards:
            ways.addWidget(card)
        ways.addSpacing(px(8))
        ways.addWidget(self._drop)
        ways.addStretch()
        self._recent_side = QWidget()
        recent = QVBoxLayout(self._recent_side)
        recent.setContentsMargins(0, 0, 0, 0)
        recent_head = QHBoxLayout()
        recent_head.setContentsMargins(px(16), 0, px(16), px(4))
        recent_head.addWidget(self._recent_head, 1)
        recent_head.addWidget(self._recent_keys)
        recent.addLayout(recent_head)
        recent.addLayout(self._recent_rows)
        self._care_line = hairline()
        care = QHBoxLayout()
        care.setContentsMargins(px(16), px(8), px(16), 0)
        care.setSpacing(px(8))
        care.addWidget(self._care_icon, 0, Qt.AlignmentFlag.AlignTop)
        care.addWidget(self._care, 1)
        recent.addWidget(self._care_line)
        recent.addLayout(care)
        recent.addStretch()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(px(56))
        self._sides.addLayout(ways, 1)
        self._sides.addWidget(self._recent_side, 1)
        inside = QWidget()
        inside.setProperty("kind", "paper")
        # Held, or a garbage collection deletes it: once somebody asked for the parents of what it holds, PySide takes it
        # for nobody's child.
        self._scroll = scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(scroll)
        self._column = QVBoxLayout(inside)
        self._column.addStretch(2)
        self._column.addLayout(head)
        self._column.addSpacing(px(24))
        self._column.addLayout(self._sides)
        self._column.addStretch(3)
        languages = QHBoxLayout()
        languages.addStretch()
        for button in self._languages:
            languages.addWidget(button)
        languages.addStretch()
        self._column.addLayout(languages)

    def _set_words(self) -> None:
        self._subtitle.setText(tr(N_("Read, repair, annotate and find Chinese-language reports, offline.")))
        self._cards[0].set_words(
            tr(N_("Open the sample archive")), tr(N_("Real reports in both scripts, to try things on"))
        )
        self._cards[1].set_words(tr(N_("Create an archive")), tr(N_("One file; you choose where it lies")))
        self._cards[2].set_words(tr(N_("Open an archive…")), tr(N_("A file ending in .archivist")))
        self._drop.set_words(
            tr(N_("Drop an archive here to open it")), tr(N_("Or reports and folders to begin a new one with them"))
        )
        self._recent_keys.setText(tr(N_("{keys} opens another"), keys="Ctrl+O"))
        self._recent_head.setText(tr(N_("Recent")))
        self.setAccessibleName(tr(N_("Start")))
        if self._recent:
            self.show_recent([str(path) for path in self._recent])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        width = px(_WIDTH if self._recent else _WIDTH // 2)
        side = max(px(28), (self.width() - width) // 2)
        self._column.setContentsMargins(side, px(20), side, px(20))
        is_narrow = self.width() < px(_NARROW)
        # One below the other, what a person has comes first.
        direction = QBoxLayout.Direction.BottomToTop if is_narrow else QBoxLayout.Direction.LeftToRight
        self._sides.setDirection(direction)
        self._sides.setSpacing(px(20) if is_narrow else px(56))
        self._drop.setVisible(not is_narrow or not self._recent)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._set_words()


class _Card(QAbstractButton):
    """A large button: icon, name, a line about it, and on a row also when."""

    def __init__(self, icon_name: str, *, is_row: bool = False, is_content: bool = False) -> None:
        super().__init__()
        self._icon_name = icon_name
        self._is_row = is_row
        self._is_content = is_content
        self._about = self._when = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(px(_CARD))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_words(self, name: str, about: str, when: str = "") -> None:
        self.setText(name)
        self._about, self._when = about, when
        self.setAccessibleName(name)
        self.setAccessibleDescription(" ".join(filter(None, (about, when))))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setBrush(
            theme.hover
            if self.underMouse() or self.isDown()
            else theme.raised
            if not self._is_row
            else Qt.BrushStyle.NoBrush
        )
        painter.setPen(QPen(theme.line_strong, 1) if not self._is_row else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(frame, 8, 8)
        gap, size = px(16), px(20)
        place = QRectF(gap, (self.height() - size) / 2, size, size)
        paint_icon(painter, self._icon_name, place, theme.accent)
        left = gap * 2 + size - px(4)
        room = self.rect().adjusted(left, px(12), -gap, -px(12))
        painter.setFont(interface_font(px(12)))
        painter.setPen(theme.text3)
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._when)
        if self._when:
            room.adjust(0, 0, -painter.fontMetrics().horizontalAdvance(self._when) - gap, 0)
        about = painter.fontMetrics().elidedText(self._about, Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignBottom, about)
        painter.setFont(
            content_font(WrittenScript.NEUTRAL, px(14), 600) if self._is_content else interface_font(px(14), 500)
        )
        painter.setPen(theme.text)
        name = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignTop, name)


class _DropPlace(QWidget):
    """Says what can be dropped, wherever in the window."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = ("", "")
        self.setFixedHeight(px(_CARD + 8))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_words(self, *lines: str) -> None:
        self._lines = lines
        self.setAccessibleName(" ".join(lines))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(active_theme().line_strong, 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.setFont(interface_font(px(12)))
        painter.setPen(active_theme().text3)
        room = self.rect().adjusted(px(12), 0, -px(12), 0)
        metrics = painter.fontMetrics()
        shown = "\n".join(metrics.elidedText(each, Qt.TextElideMode.ElideRight, room.width()) for each in self._lines)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, shown)


def _about(path: Path, known: dict[str, Any]) -> str:
    """``9 reports · 148 annotations · ~/Documents``, as far as it is known."""
    counts = ()
    if isinstance(known.get("reports"), int):
        marks = known.get("annotations", 0)
        counts = (
            tr_n("{count} report", "{count} reports", known["reports"]),
            tr_n("{count} annotation", "{count} annotations", marks) if marks else tr(N_("no annotations")),
        )
    return " · ".join((*counts, _place(path)))


def _place(path: Path) -> str:
    """The folder, shortened for a person."""
    try:
        return str(Path("~") / path.parent.relative_to(Path.home()))
    except ValueError:
        return str(path.parent)


def _changed(path: Path) -> str:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(tzinfo=None).isoformat()

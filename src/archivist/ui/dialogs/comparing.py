"""What differs between two texts: added underlined, taken out struck, moved and written otherwise in signs of their own."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

from archivist.app.services.comparing import Comparison
from archivist.domain import N_, Span, WrittenScript
from archivist.text.difference import Change, ChangeKind
from archivist.ui.bridge import Bridge
from archivist.ui.fonts import content_font
from archivist.ui.language import tr, tr_n
from archivist.ui.latest import Latest
from archivist.ui.parts.labels import words
from archivist.ui.theme import active_theme, px

_AROUND = 60
"""Characters shown of what is the same, on each side of a change."""
_LEAST_LEFT_OUT = 20
_LONGEST = 20_000
"""Characters shown of one change."""
_MOST = 3000
"""Changes that are shown."""
_MOST_SHOWN = 200_000
"""Characters after which no further change is shown."""

Compare = Callable[[], Comparison]


class CompareDialog(QDialog):
    """``choices`` are texts to compare with, by their names; the first is shown at once."""

    def __init__(
        self, title: str, choices: Sequence[tuple[str, Compare]], bridge: Bridge, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._choices = choices
        self._title = title
        self._comparison: Comparison | None = None
        self._latest: Latest[Comparison] = Latest(bridge, "comparing", self._take)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(px(820), px(640))
        self._head = words("", "dialog", wraps=True)
        self._with = QComboBox()
        self._with.addItems([name for name, _ in choices])
        self._with.setVisible(len(choices) > 1)
        self._spelling = QCheckBox()
        self._spelling.setVisible(bool(choices))
        self._facts = words("", "meta")
        self._shown = QTextEdit(readOnly=True, tabChangesFocus=True)
        self._legend = words("", "meta", wraps=True)
        row = QHBoxLayout()
        row.addWidget(self._with)
        row.addWidget(self._facts, 1)
        row.addWidget(self._spelling)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(18), px(20), px(16))
        column.setSpacing(px(8))
        column.addWidget(self._head)
        column.addLayout(row)
        column.addWidget(self._shown, 1)
        column.addWidget(self._legend)
        self._with.currentIndexChanged.connect(self._compare)
        self._spelling.toggled.connect(self._show)
        self._set_words()
        self._compare()
        self._shown.setFocus()

    def _compare(self, *_: object) -> None:
        """On a thread of its own: two long texts take a while."""
        place = self._with.currentIndex()
        if place < 0:
            return
        self._comparison = None
        self._show()
        self._latest.ask(place, self._choices[place][1])

    def _take(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self._show()

    def _show(self, *_: object) -> None:
        found = self._comparison
        document = QTextDocument(self._shown)
        document.setDefaultFont(content_font(WrittenScript.NEUTRAL, px(15)))
        if found is not None:
            _write(document, found, shows_spelling=self._spelling.isChecked())
        self._shown.setDocument(document)
        self._facts.setText(_facts(found) if found is not None else tr(N_("Comparing…")) if self._choices else "")

    def _set_words(self) -> None:
        self.setWindowTitle(tr(N_("Compare")))
        self._head.setText(self._title)
        self._with.setAccessibleName(tr(N_("Compare with")))
        self._spelling.setText(tr(N_("Show what is only written otherwise")))
        self._shown.setAccessibleName(tr(N_("What differs")))
        signs = N_(
            "Added is underlined, taken out is struck; what moved stands on a ground of its own, … leaves out the same."
        )
        nothing = N_("The report has this one text. When it gets a new one, both can be compared here.")
        self._legend.setText(tr(signs if self._choices else nothing))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._set_words()
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.StyleChange) and hasattr(self, "_legend"):
            self._show()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._latest.forget()
        super().closeEvent(event)

    def done(self, result: int) -> None:
        self._latest.forget()
        super().done(result)


def _facts(found: Comparison) -> str:
    changed = sum(each.kind is not ChangeKind.KEPT for each in found.changes)
    share = 100 if found.shared == 1 else min(99, round(100 * found.shared))
    parts = [
        tr(N_("{share} % of the text shared"), share=share),
        tr_n("{count} change", "{count} changes", changed),
    ]
    if found.respelled:
        parts.append(tr_n("{count} place written otherwise", "{count} places written otherwise", len(found.respelled)))
    return " · ".join(parts)


def _write(document: QTextDocument, found: Comparison, *, shows_spelling: bool) -> None:
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    formats = _formats()
    spelling = [new for _, new in found.respelled] if shows_spelling else []
    last = len(found.changes) - 1
    for at, change in enumerate(found.changes):
        if at == _MOST or document.characterCount() > _MOST_SHOWN:
            cursor.insertText(" …", formats["kept"])
            break
        for text, kind in _pieces(found, change, spelling, is_first=at == 0, is_last=at == last):
            cursor.insertText(text.replace("\0", "\ufffd"), formats[kind])
    cursor.endEditBlock()


def _pieces(
    found: Comparison, change: Change, spelling: Sequence[Span], *, is_first: bool, is_last: bool
) -> Iterator[tuple[str, str]]:
    """The text of a change with the names of its formats."""
    old, new = change.old.of(found.old)[:_LONGEST], change.new.of(found.new)[:_LONGEST]
    match change.kind:
        case ChangeKind.KEPT:
            yield from _kept(found.new, change.new, spelling, is_first=is_first, is_last=is_last)
        case ChangeKind.MOVED:
            yield new, "moved"
        case ChangeKind.INSERTED | ChangeKind.DELETED | ChangeKind.REPLACED:
            yield old, "taken out"
            yield new, "added"


def _kept(
    text: str, span: Span, spelling: Sequence[Span], *, is_first: bool, is_last: bool
) -> Iterator[tuple[str, str]]:
    """What is next to changes, and what is written otherwise with as much around it; the rest left out."""
    ends = [*([] if is_first else [(span.start, span.start)]), *([] if is_last else [(span.end, span.end)])]
    first = bisect_left(spelling, span.start, key=lambda each: each.start)
    inside = spelling[first : bisect_left(spelling, span.end, key=lambda each: each.start)][:_MOST]
    shown: list[list[int]] = []
    for start, end in sorted([*ends, *((each.start, each.end) for each in inside)]):
        start, end = max(start - _AROUND, span.start), min(end + _AROUND, span.end)
        if shown and start <= shown[-1][1] + _LEAST_LEFT_OUT:
            shown[-1][1] = max(end, shown[-1][1])
        else:
            shown.append([start, end])
    done = span.start
    for start, end in shown:
        if start > done:
            yield " … ", "kept"
        at = start
        for each in inside:
            if start <= each.start < end:
                yield text[at : each.start], "kept"
                yield each.of(text), "spelling"
                at = each.end
        yield text[at:end], "kept"
        done = end
    if done < span.end:
        yield " … ", "kept"


def _formats() -> dict[str, QTextCharFormat]:
    theme = active_theme()
    formats = {name: QTextCharFormat() for name in ("kept", "added", "taken out", "moved", "spelling")}
    for each in formats.values():
        each.setForeground(theme.text)
    formats["kept"].setForeground(theme.text2)
    formats["added"].setBackground(theme.accent_wash)
    formats["added"].setFontUnderline(True)
    formats["taken out"].setBackground(theme.danger_wash)
    formats["taken out"].setFontStrikeOut(True)
    formats["moved"].setBackground(theme.warn_wash)
    formats["spelling"].setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
    return formats

"""The language of the interface: asked for each time a text is shown, so that it can change while the program runs.

A change sends ``QEvent.LanguageChange`` to every widget; a widget that shows words sets them anew in ``changeEvent``."""

from dataclasses import dataclass, field
from gettext import NullTranslations

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from archivist.app.language import catalogue

_QT_NAMES = {"zh_Hans": "zh_CN", "zh_Hant": "zh_TW"}


@dataclass
class _Active:
    messages: NullTranslations = field(default_factory=lambda: catalogue("en"))
    qt: QTranslator | None = None


_active = _Active()


def set_language(language: str) -> None:
    """Show everything in ``language``, one of ``app.language.LANGUAGES``."""
    _active.messages = catalogue(language)
    _set_qt_language(language)
    kind = QEvent.Type.LanguageChange
    for widget in QApplication.topLevelWidgets():
        QCoreApplication.removePostedEvents(widget, kind.value)  # Qt's own, of the new translator
        QCoreApplication.postEvent(widget, QEvent(kind))
    # Sent one by one they could reach a widget that another one deleted when it was told.
    QCoreApplication.sendPostedEvents(None, kind.value)


def tr(message: str, **values: object) -> str:
    """``message`` (English source) in the language of the interface, its ``{name}`` places filled."""
    text = _active.messages.gettext(message) if message else ""
    return text.format(**values) if values else text


def tr_n(one: str, many: str, count: int, **values: object) -> str:
    """The form that fits ``count``, which also fills ``{count}``, with thousands separated."""
    return _active.messages.ngettext(one, many, count).format(count=f"{count:,}", **values)


def _set_qt_language(language: str) -> None:
    """The words of Qt's own: file dialogs, menus of text fields."""
    if _active.qt is not None:
        QCoreApplication.removeTranslator(_active.qt)
        _active.qt = None
    if language in _QT_NAMES:
        _active.qt = QTranslator()
        _active.qt.load(f"qtbase_{_QT_NAMES[language]}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        QCoreApplication.installTranslator(_active.qt)

"""The language of the interface: asked for each time a text is shown, so that it can change while the program runs.

A change sends ``QEvent.LanguageChange`` to every widget; a widget that shows words sets them anew in ``changeEvent``."""

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from archivist.app.language import catalogue

_active = {"catalogue": catalogue("en")}


def set_language(language: str) -> None:
    """Show everything in ``language``, one of ``app.language.LANGUAGES``."""
    _active["catalogue"] = catalogue(language)
    for widget in QApplication.topLevelWidgets():
        QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.LanguageChange))


def tr(message: str, **values: object) -> str:
    """``message`` (English source) in the language of the interface, its ``{name}`` places filled."""
    text = _active["catalogue"].gettext(message) if message else ""
    return text.format(**values) if values else text


def tr_n(one: str, many: str, count: int, **values: object) -> str:
    """The form that fits ``count``, which also fills ``{count}``, with thousands separated."""
    return _active["catalogue"].ngettext(one, many, count).format(count=f"{count:,}", **values)

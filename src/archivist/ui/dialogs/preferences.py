"""The preferences: every setting that has a section, changed at once."""

from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from archivist.app.settings import PREFERENCES, Setting, Settings
from archivist.domain import N_
from archivist.ui.bridge import follow_settings
from archivist.ui.language import tr
from archivist.ui.parts.buttons import push_button
from archivist.ui.parts.labels import hairline, words
from archivist.ui.theme import px


class PreferencesDialog(QDialog):
    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.setMinimumWidth(px(420))
        self._sections: dict[str, QLabel] = {}
        self._rows = {setting: (words(""), _field(setting)) for setting in PREFERENCES}
        self._defaults = push_button("", density="dialog")
        self._close = push_button("", "primary", density="dialog")
        self._lay_out()
        self._set_words()
        for setting in PREFERENCES:
            self._show(setting)
            self._connect(setting)
        self._defaults.clicked.connect(self._restore)
        self._close.clicked.connect(self.accept)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        follow_settings(settings, self, self._show)

    def _connect(self, setting: Setting[Any]) -> None:
        field = self._rows[setting][1]
        if isinstance(field, QCheckBox):
            field.clicked.connect(lambda is_on: self._settings.set(setting, is_on))
        else:
            field.activated.connect(lambda place: self._settings.set(setting, field.itemData(place)))

    def _show(self, setting: Setting[Any]) -> None:
        """Show the value that ``setting`` has, whoever set it."""
        if setting not in self._rows:
            return
        field, value = self._rows[setting][1], self._settings.get(setting)
        if isinstance(field, QCheckBox):
            field.setChecked(value)
            return
        # A zoom that no step has, from the file, stands between two of them.
        place = min(range(field.count()), key=lambda place: _distance(field.itemData(place), value))
        field.setCurrentIndex(place)

    def _restore(self) -> None:
        for setting in PREFERENCES:
            self._settings.set(setting, setting.default)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(18), px(20), px(16))
        column.setSpacing(px(12))
        form = QFormLayout()
        form.setHorizontalSpacing(px(16))
        form.setVerticalSpacing(px(8))
        for setting, (name, field) in self._rows.items():
            if setting.section not in self._sections:
                if self._sections:
                    form.addRow(hairline())
                self._sections[setting.section] = words("", "panel")
                form.addRow(self._sections[setting.section])
            if isinstance(field, QCheckBox):
                form.addRow("", field)
            else:
                name.setBuddy(field)
                form.addRow(name, field)
        column.addLayout(form)
        column.addStretch()
        foot = QHBoxLayout()
        foot.addWidget(self._defaults)
        foot.addStretch()
        foot.addWidget(self._close)
        column.addSpacing(px(4))
        column.addLayout(foot)

    def _set_words(self) -> None:
        self.setWindowTitle(tr(N_("Preferences")))
        self._defaults.setText(tr(N_("Restore defaults")))
        self._close.setText(tr(N_("Close")))
        for section, label in self._sections.items():
            label.setText(tr(section))
        for setting, (name, field) in self._rows.items():
            if isinstance(field, QCheckBox):
                field.setText(tr(setting.title))
                continue
            name.setText(tr(setting.title))
            field.setAccessibleName(tr(setting.title))
            for place, (_, title) in enumerate(setting.choices):
                field.setItemText(place, tr(title))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._set_words()


def _field(setting: Setting[Any]) -> QCheckBox | QComboBox:
    if not setting.choices:
        return QCheckBox()
    field = QComboBox()
    for value, _ in setting.choices:
        field.addItem("", value)
    return field


def _distance(choice: Any, value: Any) -> float:
    return abs(choice - value) if isinstance(value, int | float) else float(choice != value)

"""One application for all tests of the window, without a screen."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication

from archivist.ui.fonts import load_fonts


@pytest.fixture(scope="session", autouse=True)
def qapp() -> QApplication:
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    load_fonts()
    return application

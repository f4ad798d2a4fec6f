"""The window in another language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QDialogButtonBox, QDoubleSpinBox

from annotator.core.texts import number, tr
from annotator.ui.language import LANGUAGES, speak
from tests.helpers.languages import TRANSLATIONS as FOLDER
from tests.helpers.languages import spoken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def application(qapp: QApplication) -> Iterator[QApplication]:
    """Speaks as before after the test."""
    with spoken(qapp):
        yield qapp


def test_german_texts_numbers_and_buttons(application: QApplication, qtbot: QtBot) -> None:
    assert speak(application, FOLDER, "de") == "de"
    assert tr("File") == "Datei"
    assert number(0.25, ".2f") == "0,25"
    assert number(0.5, ".0%") == "50\N{NO-BREAK SPACE}%"
    field = QDoubleSpinBox(value=1.5)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(field)
    qtbot.addWidget(buttons)
    assert field.text() == "1,50"
    cancel = buttons.button(QDialogButtonBox.StandardButton.Cancel)
    assert cancel.text().replace("&", "") == "Abbrechen"


def test_the_language_of_the_system(
    application: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    for tags, name in ((["fr-FR", "de-AT"], "de"), (["zh-Hans-CN"], "zh_CN"), (["fr-FR"], "en")):
        monkeypatch.setattr(QLocale, "uiLanguages", lambda _self, tags=tags: tags)
        assert speak(application, FOLDER) == name


@pytest.mark.parametrize("name", LANGUAGES)
def test_every_language_loads(application: QApplication, name: str) -> None:
    speak(application, FOLDER, name)
    assert (tr("File") == "File") == (name == "en")

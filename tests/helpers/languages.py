"""The application in another language, for a while."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QTranslator

from annotator.app.assets import resources
from annotator.ui.language import speak

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

    from annotator.ui.language import LanguageName

TRANSLATIONS = resources() / "translations"


@contextmanager
def spoken(app: QApplication, name: LanguageName = "en") -> Iterator[None]:
    """Speak a language; English, and numbers as before, at the end."""
    locale, font = QLocale(), app.font()
    speak(app, TRANSLATIONS, name)
    try:
        yield
    finally:
        for translator in app.findChildren(QTranslator):
            app.removeTranslator(translator)
            translator.deleteLater()
        speak(app, TRANSLATIONS, "en")
        QLocale.setDefault(locale)
        app.setFont(font)

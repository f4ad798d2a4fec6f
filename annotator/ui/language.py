"""The language of the window: texts, numbers and Qt's own buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from annotator.core.texts import ENGLISH, Language, use

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

LanguageName = Literal["system", "en", "de", "zh_CN"]
LANGUAGES: dict[LanguageName, str] = {"en": "English", "de": "Deutsch", "zh_CN": "简体中文"}
"""Languages by the names of their files, as those who speak them call them."""

CHINESE_FONTS = ("Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC")
"""Simplified signs, where the desktop itself is not Chinese and would take Japanese ones."""

CONTEXT = "annotator"
"""Of all texts in the translations."""


def speak(app: QApplication, folder: Path, chosen: LanguageName = "system") -> LanguageName:
    """Give the application a language, before it has a window; returns which one.

    Parameters
    ----------
    app
        Owns the translations.
    folder
        Holds `annotator_<language>.qm`.
    chosen
        "system" is the first of the user's languages that there is, else English.
    """
    name = _of_the_system() if chosen == "system" else chosen
    locale = QLocale("en_US" if name == "en" else name)
    locale.setNumberOptions(
        QLocale.NumberOption.OmitGroupSeparator | QLocale.NumberOption.RejectGroupSeparator
    )
    QLocale.setDefault(locale)
    use(ENGLISH)
    if name == "zh_CN":
        font = app.font()
        font.setFamilies([font.family(), *CHINESE_FONTS])
        app.setFont(font)
    if name != "en":
        _install(
            app, f"qtbase_{name}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        )
        if _install(app, f"annotator_{name}", str(folder)):
            percent = "\N{NO-BREAK SPACE}%" if name == "de" else "%"
            use(Language(_look_up, locale.decimalPoint(), locale.groupSeparator(), percent))
    return name


def _of_the_system() -> LanguageName:
    for tag in QLocale.system().uiLanguages():
        language = QLocale(tag).language()
        for name in LANGUAGES:
            if QLocale(name).language() == language:
                return name
    return "en"


def _install(app: QCoreApplication, name: str, folder: str) -> bool:
    translator = QTranslator(app)
    return translator.load(name, folder) and app.installTranslator(translator)


def _look_up(text: str, meaning: str, n: int) -> str:
    return QCoreApplication.translate(CONTEXT, text, meaning or None, n)

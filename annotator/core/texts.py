"""Texts and numbers for people, in their language; English where nobody asks for another one.

Every text that the window shows is written in English where it is used::

    tr("Open image…")
    tr("{path} could not be read.", path=path.name)
    tr("{n} slice", "{n} slices", n=count)

and stands for its translation. The command line never chooses a language and stays English.
"""

from __future__ import annotations

import string
from dataclasses import dataclass
from numbers import Real
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def _no_translation(text: str, _meaning: str, _n: int) -> str:
    return text


@dataclass(frozen=True, slots=True)
class Language:
    """How texts and numbers are said.

    Attributes
    ----------
    look_up
        Gets an English text, its meaning ("" unless it has several) and a count (-1 unless the
        form depends on it); returns the translation, or the text itself where there is none.
    decimal, group
        What stands between units and tenths, and between thousands.
    percent
        The sign, with the space before it.
    """

    look_up: Callable[[str, str, int], str] = _no_translation
    decimal: str = "."
    group: str = ","
    percent: str = "%"


ENGLISH = Language()
_language = ENGLISH


def use(language: Language) -> None:
    """Speak a language from now on, in every thread."""
    global _language
    _language = language


def tr(
    text: str, plural: str = "", /, *, meaning: str = "", n: int | None = None, **values: object
) -> str:
    """Translate a text and fill its places in braces in.

    Parameters
    ----------
    text
        In English: a literal, or what `translatable` marked, so that it gets into the translations.
    plural
        The English text where `n` is not 1. Other languages have as many forms as they need.
    meaning
        Tells apart equal English texts that are translated differently; a literal.
    n
        The count that a form depends on; it fills ``{n}``.
    values
        Fill the places of these names, as with `str.format`; numbers get the language's decimal
        point.
    """
    if n is not None:
        values["n"] = n
    count = -1 if n is None or not plural else n
    plain = text if not plural or n == 1 else plural
    found = _language.look_up(plural or text, meaning, count)
    if found == (plural or text):
        found = plain
    said = _FORMATTER.vformat(found, (), values) if values else found
    if _language is ENGLISH:
        return said
    originals = {name: english(value) for name, value in values.items()}
    return _Said(said, plain.format(**originals) if values else plain)


def english(text: Any) -> Any:
    """Return the English of what `tr` returned, for files; anything else as it is."""
    return text.english if isinstance(text, _Said) else text


def translatable(text: str) -> str:
    """Mark a text that is translated later, by `tr`: a constant, the default of a parameter."""
    return text


def number(value: float, spec: str = "") -> str:
    """Format a number as `format` does, with the language's decimal point."""
    return _FORMATTER.format_field(value, spec)


class _Said(str):
    """A translation that knows its English."""

    def __new__(cls, text: str, english: str) -> _Said:
        said = super().__new__(cls, text)
        said.english = english
        return said

    english: str


class _Formatter(string.Formatter):
    def format_field(self, value: Any, format_spec: str) -> str:
        text = format(value, format_spec)
        if not isinstance(value, Real) or _language is ENGLISH:
            return text
        signs = {".": _language.decimal, ",": _language.group, "%": _language.percent}
        return "".join(signs.get(sign, sign) for sign in text)


_FORMATTER = _Formatter()

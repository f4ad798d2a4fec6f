"""Texts and numbers in another language, and in none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotator.core.texts import ENGLISH, Language, english, number, tr, use

if TYPE_CHECKING:
    from collections.abc import Iterator

GERMAN = {
    ("{part} of {whole:.1f} ml", "", -1): "Von {whole:.1f} ml: {part}",
    ("{n} slices", "", 1): "{n} Schicht",
    ("{n} slices", "", 3): "{n} Schichten",
    ("Open", "state", -1): "Offen",
}


@pytest.fixture
def german() -> Iterator[None]:
    use(Language(lambda *key: GERMAN.get(key, key[0]), ",", "."))
    yield
    use(ENGLISH)


def test_without_a_language_it_is_english() -> None:
    assert tr("{part} of {whole:.1f} ml", part=2, whole=3.25) == "2 of 3.2 ml"
    assert [tr("{n} slice", "{n} slices", n=n) for n in (0, 1, 2)] == [
        "0 slices",
        "1 slice",
        "2 slices",
    ]
    assert tr("Keep {braces}") == "Keep {braces}"
    assert number(1234.5, ",.1f") == "1,234.5"


@pytest.mark.usefixtures("german")
def test_places_are_filled_in_the_order_of_the_translation() -> None:
    assert tr("{part} of {whole:.1f} ml", part="a.b", whole=3.25) == "Von 3,2 ml: a.b"


@pytest.mark.usefixtures("german")
def test_forms_follow_the_count_and_meanings_are_told_apart() -> None:
    assert tr("{n} slice", "{n} slices", n=1) == "1 Schicht"
    assert tr("{n} slice", "{n} slices", n=3) == "3 Schichten"
    assert (tr("Open"), tr("Open", meaning="state")) == ("Open", "Offen")


@pytest.mark.usefixtures("german")
def test_numbers_have_the_signs_of_the_language() -> None:
    assert number(1234.5, ",.1f") == "1.234,5"
    assert number(12) == "12"


@pytest.mark.usefixtures("german")
def test_what_has_no_translation_stays_english() -> None:
    assert tr("{n} case", "{n} cases", n=1) == "1 case"


@pytest.mark.usefixtures("german")
def test_a_text_knows_its_english() -> None:
    inner = tr("{n} slice", "{n} slices", n=3)
    said = tr("{part} of {whole:.1f} ml", part=inner, whole=3.25)
    assert said == "Von 3,2 ml: 3 Schichten"
    assert english(said) == "3 slices of 3.2 ml"
    assert english("Liver") == "Liver"

"""The translations hold every text of the program, and are compiled."""

from __future__ import annotations

import importlib.util
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTranslator

from annotator.ui.language import CONTEXT

SCRIPT = Path(__file__).parents[2] / ".ci" / "texts.py"
TO_DO = "run `python .ci/texts.py` and translate what it names"

pytestmark = pytest.mark.skipif(
    not SCRIPT.exists(), reason="the checks are not part of the package"
)


@pytest.fixture(scope="module")
def texts() -> Any:
    """The script that keeps the translations."""
    spec = importlib.util.spec_from_file_location("texts", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_all_texts_are_translated(texts: Any) -> None:
    assert texts.unfinished(texts.FOLDER) == [], TO_DO
    used = {(text.source, text.meaning) for text in texts.all_texts()}
    for language in texts.LANGUAGES:
        messages = ET.parse(texts.FOLDER / f"annotator_{language}.ts").iter("message")
        held = {(m.findtext("source", ""), m.findtext("comment", "")) for m in messages}
        assert used == held, TO_DO


def test_what_is_compiled_is_what_was_translated(texts: Any, qapp: object) -> None:
    for language in texts.LANGUAGES:
        file = texts.FOLDER / f"annotator_{language}.ts"
        compiled = QTranslator()
        assert compiled.load(str(file.with_suffix(".qm")))
        for message in ET.parse(file).iter("message"):
            source, meaning = message.findtext("source", ""), message.findtext("comment") or None
            if not message.get("numerus"):
                said = compiled.translate(CONTEXT, source, meaning)
                assert said == message.findtext("translation"), TO_DO


def test_a_missing_translation_and_other_places_are_found(texts: Any, tmp_path: Path) -> None:
    for language in texts.LANGUAGES:
        shutil.copy(texts.FOLDER / f"annotator_{language}.ts", tmp_path)
    file = tmp_path / "annotator_de.ts"
    tree = ET.parse(file)
    with_place = (m for m in tree.iter("message") if "{path}" in m.findtext("source", ""))
    missing, other = (next(with_place).find("translation") for _ in range(2))
    assert missing is not None
    assert other is not None
    missing.set("type", "unfinished")
    other.text = "{pfad}"
    tree.write(file, encoding="utf-8")
    problems = texts.unfinished(tmp_path)
    assert len(problems) == 2
    assert "no translation" in problems[0] + problems[1]
    assert "other places" in problems[0] + problems[1]

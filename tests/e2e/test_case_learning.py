"""Which model a folder's finished cases are learned into, and which one is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotator.app import case_learning
from annotator.app.case_learning import OwnCaseLearning
from annotator.app.cli import build_parser

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(case_learning, "own_model_folder", lambda: tmp_path / "models")
    return tmp_path / "models"


def asked(folder: Path, *exclude: str) -> Namespace:
    """Arguments that the command leads to."""
    words = OwnCaseLearning().command(folder, exclude)
    start = words.index("learn")
    return build_parser("learn").parse_args(words[start:])


def complete(model: Path) -> None:
    model.mkdir(parents=True, exist_ok=True)
    (model / "manifest.toml").write_text("")


def test_a_learning_that_was_stopped_is_gone_on_with(tmp_path: Path, models: Path) -> None:
    folder = tmp_path / "patients"
    first = asked(folder, "ann")
    assert first.folder == folder
    assert first.exclude == ["ann"]
    assert first.resume
    (first.output / "training").mkdir(parents=True)
    assert asked(folder).output == first.output
    assert OwnCaseLearning().model(folder) is None


def test_a_complete_model_is_used_until_the_next_one_is(tmp_path: Path, models: Path) -> None:
    folder, learning = tmp_path / "patients", OwnCaseLearning()
    first = asked(folder).output
    complete(first)
    second = asked(folder).output
    assert second != first
    second.mkdir()
    assert learning.model(folder) == first.name
    complete(second)
    assert learning.model(folder) == second.name
    third = asked(folder).output
    assert not first.exists(), "nobody needs it any more"
    assert third not in {first, second}
    assert second.exists()


def test_folders_of_the_same_name_learn_apart(tmp_path: Path, models: Path) -> None:
    assert asked(tmp_path / "a" / "patients").output != asked(tmp_path / "b" / "patients").output

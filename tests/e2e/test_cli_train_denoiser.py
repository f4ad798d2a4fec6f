"""`annotator train denoiser`: its arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.app.cli import main
from annotator.app.cli_train_denoiser import command_line
from annotator.training.grl.recipe import DenoiserRecipe

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_command_line_names_folders_alone(tmp_path: Path) -> None:
    recipe = DenoiserRecipe(
        (tmp_path / "data",),
        tmp_path / "mine",
        kind="ct",
        steps=3,
        validate=("ben",),
        exclude=("a*",),
    )
    assert command_line(recipe) == (
        "annotator train denoiser data --modality ct --output mine --steps 3 "
        "--validate ben --exclude 'a*' --phantoms 6 --seed 0"
    )


def test_folder_without_cases_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["train", "denoiser", str(tmp_path), "--modality", "ct", "--steps", "1"]
    assert main([*words, "--output", str(tmp_path / "mine")]) == 2
    assert "There are no cases in" in capsys.readouterr().err


def test_modality_is_needed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "denoiser", str(tmp_path), "--output", str(tmp_path / "mine")]) == 2
    assert "--modality" in capsys.readouterr().err

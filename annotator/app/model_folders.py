"""Where installed models lie: packaged, the user's own, and those named for one run."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from annotator.app.assets import assets_root
from annotator.core.errors import UserError

if TYPE_CHECKING:
    from annotator.inference.model_store import ModelStore

APP = "catnet-annotator"
VARIABLE = "ANNOTATOR_MODELS"


def model_folders(extra: Path | None = None) -> list[Path]:
    """Folders with one subfolder per model, the first winning for equal names.

    In order: `extra`, those in the environment variable `ANNOTATOR_MODELS`, the user's own in the
    platform's data folder, the packaged ones.

    Raises
    ------
    UserError
        If `extra` is no folder.
    """
    if extra is not None and not extra.is_dir():
        raise UserError(f"There is no folder {extra} to look for models in.")
    named = [Path(name) for name in os.environ.get(VARIABLE, "").split(os.pathsep) if name]
    return [*([extra] if extra else []), *named, own_model_folder(), assets_root() / "models"]


def own_model_folder() -> Path:
    """Where the user's own models lie, in the platform's data folder."""
    return Path(platformdirs.user_data_dir(APP, appauthor=False)) / "models"


def is_installed(architecture: str, extra: Path | None = None) -> bool:
    """Whether a model of an architecture lies in one of the `model_folders`; imports no torch."""
    for folder in model_folders(extra):
        for manifest in _manifests(folder):
            try:
                named = tomllib.loads(manifest.read_text("utf-8")).get("architecture")
            except (OSError, ValueError, RecursionError):
                continue  # whoever opens the models says what is wrong with it
            if named == architecture:
                return True
    return False


def _manifests(folder: Path) -> list[Path]:
    """Manifests in a folder; none if it cannot be read, which opening the models will say."""
    try:
        return [item / "manifest.toml" for item in folder.iterdir()] if folder.is_dir() else []
    except OSError:
        return []


def open_model_store(extra: Path | None = None) -> ModelStore:
    """Models of all `model_folders`; imports torch."""
    from annotator.inference.model_store import ModelStore

    return ModelStore(model_folders(extra))

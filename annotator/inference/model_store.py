"""Trained models on disk: a folder with weights, a manifest and a card.

`weights.safetensors` holds the tensors, `manifest.toml` the architecture, its configuration, the
input convention, the checksum, licence and origin of the weights, `card.md` the rest for people.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from safetensors.torch import load_file, save_file

from annotator.core.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from torch import Tensor

WEIGHTS = "weights.safetensors"
MANIFEST = "manifest.toml"


@dataclass(frozen=True, slots=True)
class Model:
    """One installed model.

    Attributes
    ----------
    name
        Name of its folder.
    folder
        Where it lies.
    manifest
        Contents of `manifest.toml`: "architecture", "purpose", "sha256", tables "config", "input".
    """

    name: str
    folder: Path
    manifest: dict[str, Any]

    @property
    def architecture(self) -> str:
        """Network class, such as "catnet"."""
        return str(self.manifest.get("architecture", ""))

    @property
    def sha256(self) -> str:
        """Checksum of the weights file; identifies the model in caches."""
        return str(self.manifest.get("sha256", ""))

    @property
    def config(self) -> dict[str, Any]:
        """Fields of the architecture's configuration."""
        return dict(self.manifest.get("config", {}))

    @property
    def input(self) -> dict[str, Any]:
        """Input convention: size in pixels, window factor and so on."""
        return dict(self.manifest.get("input", {}))

    def tensors(self) -> dict[str, Tensor]:
        """Load the weights as float32, after checking them against the manifest.

        Raises
        ------
        UserError
            If the file is missing or is not the one the manifest names.
        """
        file = self.folder / WEIGHTS
        if not file.is_file():
            raise UserError(f"The model {self.name} has no {WEIGHTS}; install it again.")
        if hashlib.sha256(file.read_bytes()).hexdigest() != self.sha256:
            raise UserError(
                f"The weights of {self.name} are damaged or were exchanged: their checksum is not "
                "the one in the manifest. Install the model again."
            )
        return {
            key: t.float() if t.is_floating_point() else t for key, t in load_file(file).items()
        }


class ModelStore:
    """Models found in some folders, the first folder winning for equal names.

    Parameters
    ----------
    folders
        Where to look: the packaged models, the user's own.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = list(folders)

    def models(self, architecture: str | None = None) -> list[Model]:
        """Installed models, of one architecture if given; those marked default first."""
        found: dict[str, Model] = {}
        for folder in self.folders:
            for manifest in sorted(folder.glob(f"*/{MANIFEST}")):
                name = manifest.parent.name
                with manifest.open("rb") as file:
                    model = Model(name, manifest.parent, tomllib.load(file))
                if architecture in (None, model.architecture):
                    found.setdefault(name, model)
        return sorted(found.values(), key=lambda m: (not m.manifest.get("default", False), m.name))

    def get(self, name: str | None, architecture: str) -> Model:
        """Return a model by name, or the default one; raises `UserError` if there is none."""
        models = self.models(architecture)
        if name is None and models:
            return models[0]
        for model in models:
            if model.name == name:
                return model
        known = ", ".join(model.name for model in models) or "none"
        if name is None:
            raise UserError(f"No {architecture} model is installed; use the interpolation method.")
        raise UserError(f"There is no {architecture} model '{name}'; installed: {known}.")


def save_model(folder: Path, state: dict[str, Tensor], manifest: dict[str, Any], card: str) -> None:
    """Write weights (float16), manifest (checksum added) and card into a folder.

    Parameters
    ----------
    folder
        Made if missing.
    state
        State dict; floating tensors are stored as float16.
    manifest
        Flat values and one level of tables, of strings, numbers, booleans and lists of those.
    card
        Model card, Markdown.
    """
    folder.mkdir(parents=True, exist_ok=True)
    stored = {
        key: (t.half() if t.is_floating_point() else t).contiguous() for key, t in state.items()
    }
    save_file(stored, folder / WEIGHTS)
    checksum = hashlib.sha256((folder / WEIGHTS).read_bytes()).hexdigest()
    (folder / MANIFEST).write_text(_toml({**manifest, "sha256": checksum}), "utf-8")
    (folder / "card.md").write_text(card, "utf-8")


def _toml(values: dict[str, Any]) -> str:
    flat = [f"{k} = {_value(v)}" for k, v in values.items() if not isinstance(v, dict)]
    for name, table in values.items():
        if isinstance(table, dict):
            flat += ["", f"[{name}]", *(f"{k} = {_value(v)}" for k, v in table.items())]
    return "\n".join(flat) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(v) for v in value) + "]"
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'

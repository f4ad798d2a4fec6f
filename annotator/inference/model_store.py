"""Trained models on disk: a folder with weights, a manifest and a card.

`weights.safetensors` holds the tensors, `manifest.toml` the architecture, its configuration, the
input convention, the checksum, licence and origin of the weights, `card.md` the rest for people.
"""

from __future__ import annotations

import hashlib
import inspect
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from safetensors.torch import load_file, save_file
from torch import nn

from annotator.core.errors import UserError
from annotator.nets.catnet.network import CATNetConfig
from annotator.nets.cloformer.network import CloFormerConfig
from annotator.nets.grl.network import GRLConfig

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from torch import Tensor

WEIGHTS = "weights.safetensors"
MANIFEST = "manifest.toml"
CONFIGS: dict[str, Callable[..., object]] = {
    "catnet": CATNetConfig,
    "grl": GRLConfig,
    "cloformer": CloFormerConfig,
}
"""What `[config]` is for each architecture."""

Network = TypeVar("Network", bound=nn.Module)


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


@dataclass(frozen=True, slots=True)
class DamagedModel:
    """A folder whose manifest cannot be used; `reason` is a sentence for the user."""

    name: str
    folder: Path
    reason: str


class ModelStore:
    """Models found in some folders, the first folder winning for equal names.

    A model whose manifest is damaged is left out and does not keep the others from working.

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
        for model in self._read():
            if isinstance(model, Model) and architecture in (None, model.architecture):
                found.setdefault(model.name, model)
        return sorted(found.values(), key=lambda m: (not m.manifest.get("default", False), m.name))

    def damaged(self) -> list[DamagedModel]:
        """Models that were found and cannot be used."""
        return [model for model in self._read() if isinstance(model, DamagedModel)]

    def _read(self) -> list[Model | DamagedModel]:
        files = [file for folder in self.folders for file in sorted(folder.glob(f"*/{MANIFEST}"))]
        return [_read_manifest(file) for file in files]

    def get(self, name: str | None, architecture: str) -> Model:
        """Return a model by name, or the default one; raises `UserError` if there is none."""
        models = self.models(architecture)
        if name is None and models:
            return models[0]
        for model in models:
            if model.name == name:
                return model
        for damaged in self.damaged():
            if damaged.name == name:
                raise UserError(damaged.reason)
        known = ", ".join(model.name for model in models) or "none"
        if name is None:
            raise UserError(f"No {architecture} model is installed; use the interpolation method.")
        raise UserError(f"There is no {architecture} model '{name}'; installed: {known}.")


def load_network(model: Model, network: Callable[[Any], Network]) -> Network:
    """Make a network from a model's configuration and put its weights in.

    Parameters
    ----------
    model
        What is installed.
    network
        Class of the network; takes the configuration.

    Raises
    ------
    UserError
        If the weights are damaged or do not fit the configuration.
    """
    tensors = model.tensors()
    try:
        made = network(_config(model.architecture, model.config))
        made.load_state_dict(tensors)
    except (TypeError, ValueError, RuntimeError) as error:
        raise UserError(
            f"The weights of {model.name} do not fit the [config] in its {MANIFEST}; "
            "correct it or install the model again."
        ) from error
    return made


def _config(architecture: str, fields: dict[str, Any]) -> object:
    return CONFIGS[architecture](**{key: _tuples(value) for key, value in fields.items()})


def _tuples(value: Any) -> Any:
    """Return lists, which TOML has, as the tuples they were."""
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def _read_manifest(file: Path) -> Model | DamagedModel:
    name, folder = file.parent.name, file.parent
    try:
        with file.open("rb") as stream:
            manifest = tomllib.load(stream)
    except OSError as error:
        return DamagedModel(name, folder, f"{file} cannot be read: {error.strerror}.")
    except ValueError as error:  # no TOML, no UTF-8
        return DamagedModel(name, folder, f"{file} is damaged ({error}); install {name} again.")
    problem = _config_problem(manifest)
    if problem:
        return DamagedModel(name, folder, f"{file} does not fit this version: {problem}.")
    return Model(name, folder, manifest)


def _config_problem(manifest: dict[str, Any]) -> str:
    """Say what is wrong with the tables of a manifest; "" if nothing is."""
    for table in ("config", "input"):
        if not isinstance(manifest.get(table, {}), dict):
            return f"'{table}' is not a table"
    architecture = str(manifest.get("architecture", ""))
    if architecture not in CONFIGS:
        return ""
    given: dict[str, Any] = manifest.get("config", {})
    unknown = given.keys() - inspect.signature(CONFIGS[architecture]).parameters
    if unknown:
        return f"[config] has the unknown key '{min(unknown)}'"
    try:
        _config(architecture, given)
    except (TypeError, ValueError) as error:
        return f"[config]: {error}".rstrip(".")
    return ""


def save_model(
    folder: Path,
    state: dict[str, Tensor],
    manifest: dict[str, Any],
    card: str,
    *,
    half: bool = True,
) -> None:
    """Write weights, manifest (checksum added) and card into a folder.

    Parameters
    ----------
    folder
        Made if missing.
    state
        State dict.
    manifest
        Flat values and one level of tables, of strings, numbers, booleans and lists of those.
    card
        Model card, Markdown.
    half
        Store floating tensors as float16, not as they are.
    """
    folder.mkdir(parents=True, exist_ok=True)
    stored = {
        key: (t.half() if half and t.is_floating_point() else t).clone().contiguous()
        for key, t in state.items()
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

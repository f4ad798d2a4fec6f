"""Trained models on disk: a folder with weights, a manifest and a card.

`weights.safetensors` holds the tensors, `manifest.toml` the architecture, its configuration, the
input convention, the checksum, licence and origin of the weights (`annotator.inference.manifests`),
`card.md` the rest for people.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
import torch
from safetensors import SafetensorError
from safetensors.torch import load, save_file
from torch import nn

from annotator.core.errors import UserError
from annotator.core.texts import tr
from annotator.inference.manifests import ManifestError, read_manifest, write_manifest
from annotator.nets.catnet.click_head import ClickNet
from annotator.nets.catnet.network import CATNet
from annotator.nets.cloformer.network import CloFormer
from annotator.nets.cloformer.slice_net import SliceNet
from annotator.nets.grl.network import GRL

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from torch import Tensor

    from annotator.inference.manifests import AnyManifest, Manifest

WEIGHTS = "weights.safetensors"
MANIFEST = "manifest.toml"

NETWORKS: dict[str, Callable[[Any], nn.Module]] = {
    "catnet": CATNet,
    "catnet-clicks": ClickNet,
    "grl": GRL,
    "cloformer": CloFormer,
    "cloformer-slices": SliceNet,
}
"""What a model of each architecture is loaded into."""

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
        What `manifest.toml` says.
    """

    name: str
    folder: Path
    manifest: Manifest

    @property
    def architecture(self) -> str:
        """Network class, such as "catnet"."""
        return str(self.manifest.__struct_config__.tag)

    @property
    def sha256(self) -> str:
        """Checksum of the weights file; identifies the model in caches."""
        return self.manifest.sha256

    def manifest_as(self, kind: type[AnyManifest]) -> AnyManifest:
        """Return the manifest as that of an architecture; raises `UserError` if of another."""
        if not isinstance(self.manifest, kind):
            raise UserError(
                tr(
                    "The model {name} is a {architecture}; choose another.",
                    name=self.name,
                    architecture=self.architecture,
                )
            )
        return self.manifest

    def tensors(self) -> dict[str, Tensor]:
        """Load the weights as float32, after checking them against the manifest.

        Raises
        ------
        UserError
            If the file is missing, is not the one that the manifest names, or does not hold
            finite numbers.
        """
        content = self._weights()
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise UserError(
                tr(
                    "The weights of {name} are damaged or were exchanged: their checksum "
                    "is not the "
                    "one in the manifest. Install the model again.",
                    name=self.name,
                )
            )
        try:
            found = load(content)
        except (SafetensorError, ValueError, LookupError, RuntimeError, OverflowError) as error:
            raise UserError(
                tr(
                    "The weights of {name} are no safetensors file; install the model again.",
                    name=self.name,
                )
            ) from error
        weights = {key: t.float() if t.is_floating_point() else t for key, t in found.items()}
        if not all(bool(torch.isfinite(t).all()) for t in weights.values()):
            raise UserError(
                tr(
                    "The weights of {name} are not all finite numbers; train or install the model "
                    "again.",
                    name=self.name,
                )
            )
        return weights

    def _weights(self) -> bytes:
        try:
            return (self.folder / WEIGHTS).read_bytes()
        except FileNotFoundError as error:
            raise UserError(
                tr(
                    "The model {name} has no {weights}; install it again.",
                    name=self.name,
                    weights=WEIGHTS,
                )
            ) from error
        except OSError as error:
            file = self.folder / WEIGHTS
            raise UserError(
                tr("{file} cannot be read: {reason}.", file=file, reason=error.strerror or error)
            ) from error


@dataclass(frozen=True, slots=True)
class DamagedModel:
    """A model that cannot be used; `reason` is a sentence for the user."""

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
        return sorted(found.values(), key=lambda m: (not m.manifest.default, m.name))

    def damaged(self) -> list[DamagedModel]:
        """Models whose manifest cannot be used; `check` looks at the weights, too."""
        return [model for model in self._read() if isinstance(model, DamagedModel)]

    def check(self) -> tuple[list[Model], list[DamagedModel]]:
        """Build every network: models that can be used, and those that cannot."""
        usable, damaged = [], self.damaged()
        for model in self.models():
            try:
                load_network(model, NETWORKS[model.architecture])
            except UserError as error:
                damaged.append(DamagedModel(model.name, model.folder, str(error)))
            else:
                usable.append(model)
        return usable, damaged

    def _read(self) -> list[Model | DamagedModel]:
        found: list[Model | DamagedModel] = []
        for folder in self.folders:
            try:
                inside = sorted(folder.iterdir()) if folder.is_dir() else []
            except OSError as error:
                reason = tr(
                    "{file} cannot be read: {reason}.", file=folder, reason=error.strerror or error
                )
                found.append(DamagedModel(folder.name, folder, reason))
                continue
            found += filter(None, map(_read_manifest, inside))
        return found

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
            raise UserError(
                tr(
                    "No {architecture} model is installed; use the interpolation method.",
                    architecture=architecture,
                )
            )
        raise UserError(
            tr(
                "There is no {architecture} model '{name}'; installed: {known}.",
                architecture=architecture,
                name=name,
                known=known,
            )
        )


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
        made = network(model.manifest.config)
        made.load_state_dict(tensors)
    except (TypeError, ValueError, LookupError, ArithmeticError, RuntimeError) as error:
        raise UserError(
            tr(
                "The weights of {name} do not fit the [config] in its {manifest}; correct it or "
                "install the model again.",
                name=model.name,
                manifest=MANIFEST,
            )
        ) from error
    return made


def _read_manifest(folder: Path) -> Model | DamagedModel | None:
    """Model in a folder; None if it holds no manifest."""
    name, file = folder.name, folder / MANIFEST
    try:
        if not file.is_file():
            return None
        return Model(name, folder, read_manifest(file.read_bytes()))
    except OSError as error:
        reason = tr("{file} cannot be read: {reason}.", file=file, reason=error.strerror or error)
    except ManifestError as error:
        reason = f"{file} does not fit this version: {error}; install {name} again."
    return DamagedModel(name, folder, reason)


def save_model(
    folder: Path,
    state: dict[str, Tensor],
    manifest: Manifest,
    card: str,
    *,
    results: str = "",
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
        All but the checksum.
    card
        Model card, Markdown.
    results
        Tables that the card is short of, Markdown; "" for none.
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
    described = msgspec.structs.replace(manifest, sha256=checksum)
    (folder / MANIFEST).write_text(write_manifest(described), "utf-8")
    (folder / "card.md").write_text(card, "utf-8")
    if results:
        (folder / "results.md").write_text(results, "utf-8")

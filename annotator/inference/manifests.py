"""What `manifest.toml` says of each kind of model, as types that it is read and written through."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Literal, TypeVar

import msgspec
import tomli_w

from annotator.nets.catnet.click_head import ClickConfig
from annotator.nets.catnet.config import CATNetConfig
from annotator.nets.cloformer.network import CloFormerConfig
from annotator.nets.cloformer.slice_net import SliceNetConfig
from annotator.nets.grl.config import GRLConfig


class ManifestError(ValueError):
    """A manifest that cannot be used; the text says why, without a full stop."""


class _Manifest(msgspec.Struct, frozen=True, kw_only=True, tag_field="architecture"):
    """What all manifests hold.

    Attributes
    ----------
    purpose
        What the model is for.
    default
        Whether it comes first among those of its architecture.
    date
        Day of the training or the import, ISO 8601.
    licence
        Of the weights, and of the data that they were trained on.
    command
        Command line that trains the model.
    origin, origin_sha256
        File that was imported, and its checksum.
    sha256
        Checksum of the weights file.
    """

    purpose: str = ""
    default: bool = False
    date: str = ""
    licence: str = "not stated"
    command: str = ""
    origin: str = ""
    origin_sha256: str = ""
    sha256: str = ""


class CatNetInput(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Side of the window in pixels, and side of the window over that of the structure."""

    size: int
    factor: float


class CatNetManifest(_Manifest, frozen=True, kw_only=True, tag="catnet"):
    """A CAT-Net."""

    config: CATNetConfig
    input: CatNetInput


class ClickInput(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Side of the window in pixels."""

    size: int


class ClickManifest(_Manifest, frozen=True, kw_only=True, tag="catnet-clicks"):
    """A head on CAT-Net's encoder that segments a slice from clicks, encoder included."""

    config: ClickConfig
    input: ClickInput


class GrlInput(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Modality that it was trained for, None for any, and the highest noise level it has seen."""

    modality: Literal["ct", "mr"] | None = None
    highest_level: float = float("inf")


class GrlManifest(_Manifest, frozen=True, kw_only=True, tag="grl"):
    """A GRL."""

    config: GRLConfig
    input: GrlInput = GrlInput()


class CloFormerManifest(_Manifest, frozen=True, kw_only=True, tag="cloformer"):
    """A CloFormer as published, to start the training of a slice classifier from."""

    config: CloFormerConfig


class ClassifierInput(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Side of the input in pixels."""

    size: int


class Calibration(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Temperatures of the logits, and thresholds below which the answer is "unknown"."""

    modality_temperature: float
    region_temperature: float
    structures_temperature: float
    modality_threshold: float
    region_threshold: float
    presence_threshold: float


class ClassifierManifest(_Manifest, frozen=True, kw_only=True, tag="cloformer-slices"):
    """A slice classifier: CloFormer with heads for modality, region, structures and matches."""

    config: SliceNetConfig
    input: ClassifierInput
    calibration: Calibration


Manifest = CatNetManifest | ClickManifest | GrlManifest | CloFormerManifest | ClassifierManifest
AnyManifest = TypeVar("AnyManifest", bound=_Manifest)


def read_manifest(content: bytes) -> Manifest:
    """Read a manifest.

    Parameters
    ----------
    content
        Of `manifest.toml`.

    Raises
    ------
    ManifestError
        If it is no TOML, of an unknown architecture, or does not fit the schema.
    """
    try:
        found: dict[str, Any] = msgspec.toml.decode(content)
        manifest: Manifest = msgspec.convert(found, Manifest)
    except (ValueError, RecursionError, OverflowError) as error:
        raise ManifestError(_reason(error)) from error
    # msgspec passes over what a dataclass does not know
    unknown = found["config"].keys() - {field.name for field in fields(manifest.config)}
    if unknown:
        raise ManifestError(f"[config] has the unknown key '{min(unknown)}'")
    return manifest


def write_manifest(manifest: Manifest) -> str:
    """Write a manifest as TOML; what is empty, not set or None is left out."""
    values = _without_none(msgspec.to_builtins(manifest))
    return tomli_w.dumps({k: v for k, v in values.items() if v not in ("", False)})


def _reason(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "its tables are nested too deeply"
    return str(error).rstrip(".")


def _without_none(values: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is None, and pairs of it (`GRLConfig.stripe_groups`)."""
    kept = {k: _without_none(v) if isinstance(v, dict) else v for k, v in values.items()}
    return {k: v for k, v in kept.items() if v is not None and v not in ([None] * 2, (None,) * 2)}

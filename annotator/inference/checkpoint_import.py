"""Checkpoints of the authors of GRL and CloFormer as installed models.

Files are opened without running any code in them: a pickle may hold tensors, numbers, texts and
containers of those, nothing else.
"""

from __future__ import annotations

import hashlib
import pickle
import re
import shutil
import time
import uuid
import warnings
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file

from annotator.core.errors import UserError
from annotator.core.texts import tr
from annotator.inference.manifests import CloFormerManifest, GrlManifest
from annotator.inference.model_store import save_model
from annotator.nets.cloformer.network import XXS, CloFormer
from annotator.nets.grl.checkpoint import config_from_state_dict, learned_state_dict
from annotator.nets.grl.config import GRLConfig
from annotator.nets.grl.network import GRL
from annotator.nets.grl.slice_denoiser import can_denoise

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from torch import Tensor

    from annotator.inference.manifests import Manifest
    from annotator.nets.cloformer.network import CloFormerConfig

GRL_KEYS = ("conv_first.weight", "layers.0.blocks.0.attn.qkv.body.weight")
GRL_SIZE_TABLES = {"table_w", "table_sh", "index_sh_a2w"}
CLOFORMER_KEYS = ("patch_embed.conv1.conv.0.weight", "layers.0.blocks.0.attn.proj.weight")
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
UNFINISHED = re.compile(r"\.[0-9a-f]{32}")
AN_HOUR = 3600.0
NAMED_KEYS = 3
NOT_A_CHECKPOINT = "is not a checkpoint that can be read; import a PyTorch or safetensors file."
SOURCES = {
    "grl": ("GRL", "image restoration", "https://github.com/ofsoundof/GRL-Image-Restoration"),
    "cloformer": ("CloFormer", "image classification", "https://github.com/qhfan/CloFormer"),
}


@dataclass(frozen=True, slots=True)
class Import:
    """A recognised checkpoint, ready to be saved.

    Attributes
    ----------
    architecture
        "grl" or "cloformer".
    state
        Weights that fit the network exactly.
    config
        The network's configuration.
    description
        What it is, for people: "GRL, 1 channel in, 1 out, 0.9 million parameters".
    use
        What it is good for, a whole sentence.
    """

    architecture: str
    state: dict[str, Tensor]
    config: GRLConfig | CloFormerConfig
    description: str
    use: str


def import_checkpoint(file: Path, folder: Path, name: str, today: date) -> tuple[Import, Path]:
    """Convert a checkpoint to an installed model.

    Parameters
    ----------
    file
        What the authors' code saved (``.pth``, ``.ckpt``, ...) or safetensors.
    folder
        Where installed models lie; made if missing.
    name
        Name of the model: letters, digits, ``. _ -``.
    today
        Date for the manifest.

    Returns
    -------
    Import, Path
        What was recognised, and the folder of the model.

    Raises
    ------
    UserError
        If the file is no such checkpoint, holds anything but tensors, or does not fit the network;
        if the name is taken or the folder cannot be written.
    """
    target = folder / name
    if not NAME.fullmatch(name):
        raise UserError(f"'{name}' is no name for a model; use letters, digits, '.', '_' and '-'.")
    if target.exists():
        raise UserError(f"There is already a model in {target}; choose another --name.")
    found = recognise(load_tensors(file), file.name)
    checksum = _checksum(file)
    title, purpose, source = SOURCES[found.architecture]
    described: dict[str, Any] = {
        "purpose": f"{purpose}, imported",
        "date": today.isoformat(),
        "origin": file.name,
        "origin_sha256": checksum,
    }
    manifest: Manifest = (
        GrlManifest(config=found.config, **described)
        if isinstance(found.config, GRLConfig)
        else CloFormerManifest(config=found.config, **described)
    )
    card = _card(name, title, source, found, file.name, checksum, today)
    _remove_leftovers(folder)
    temporary = folder / f".{uuid.uuid4().hex}"  # found by nobody before it is complete
    try:
        save_model(temporary, found.state, manifest, card, half=False)
        temporary.rename(target)
    except OSError as error:
        raise UserError(
            tr("{file} cannot be written: {reason}.", file=target, reason=error.strerror or error)
        ) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return found, target


def _remove_leftovers(folder: Path) -> None:
    """Remove what imports that were killed left half written; a running one is younger."""
    with suppress(OSError):
        for item in folder.iterdir():
            if UNFINISHED.fullmatch(item.name) and time.time() - item.stat().st_mtime > AN_HOUR:
                shutil.rmtree(item, ignore_errors=True)


def load_tensors(file: Path) -> Mapping[str, object]:
    """Read a checkpoint without running code in it.

    Raises
    ------
    UserError
        If there is no such file, it cannot be read, or it holds anything but tensors.
    """
    if not file.is_file():
        raise UserError(f"There is no file {file}.")
    try:
        if file.suffix == ".safetensors":
            return dict(load_file(file))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about old pickle protocols
            content = torch.load(file, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        carried = re.search(r"GLOBAL ([\w.]+)", str(error))
        if carried is None:
            raise UserError(f"{file.name} {NOT_A_CHECKPOINT}") from error
        raise UserError(
            f"{file.name} carries more than tensors ({carried[1]}) and was not opened, because "
            "such a file can run code; save its state dict alone and import that."
        ) from error
    except OSError as error:
        raise UserError(
            tr("{file} cannot be read: {reason}.", file=file, reason=error.strerror or error)
        ) from error
    except (RuntimeError, EOFError, LookupError, ValueError, SafetensorError) as error:
        raise UserError(f"{file.name} {NOT_A_CHECKPOINT}") from error
    if not isinstance(content, dict):
        raise UserError(f"{file.name} {NOT_A_CHECKPOINT}")
    return content


def recognise(checkpoint: Mapping[str, object], name: str) -> Import:
    """Find the network in a checkpoint and what it looks like.

    Parameters
    ----------
    checkpoint
        From `load_tensors`; the state dict may be nested and its keys prefixed.
    name
        Name of the file, for messages.

    Raises
    ------
    UserError
        If it is of neither network, of no use here, or keys do not fit.
    """
    state = _find(checkpoint, GRL_KEYS)
    if state is not None:
        return _grl(state, name)
    state = _find(checkpoint, CLOFORMER_KEYS)
    if state is not None:
        return _cloformer(state, name)
    raise UserError(
        f"{name} holds neither a GRL nor a CloFormer; only official checkpoints of these two "
        "networks can be imported."
    )


def _find(content: Mapping[str, object], signature: tuple[str, ...]) -> dict[str, Tensor] | None:
    """Return the state dict with certain keys, wherever it lies; averaged weights come first."""
    tensors = {key: value for key, value in content.items() if isinstance(value, torch.Tensor)}
    for key in sorted(tensors, key=_averaged_first):
        prefix = key.removesuffix(signature[0])
        if key.endswith(signature[0]) and all(prefix + known in tensors for known in signature):
            return {
                name.removeprefix(prefix): tensor
                for name, tensor in tensors.items()
                if name.startswith(prefix)
            }
    for key in sorted((str(key) for key in content), key=_averaged_first):
        nested = content.get(key)
        found = _find(nested, signature) if isinstance(nested, dict) else None
        if found is not None:
            return found
    return None


def _averaged_first(key: str) -> bool:
    return "ema" not in re.split(r"[._]", key)


def _grl(checkpoint: dict[str, Tensor], name: str) -> Import:
    if not checkpoint.keys() >= GRL_SIZE_TABLES:
        raise UserError(
            f"{name} lacks the tables that tell the sizes of windows and stripes; import the "
            "checkpoint as its authors published it."
        )
    try:
        config = config_from_state_dict(checkpoint)
        network = GRL(config)
    except (ValueError, LookupError) as error:
        raise UserError(f"{name} is a GRL of an unknown kind: {error}") from error
    if not can_denoise(config):
        task = f", and enlarges by {config.upscale}" if config.upscale > 1 else ""
        raise UserError(
            f"{name} is a GRL with {config.in_channels} input channels{task}; only those that "
            "denoise gray-level images can be used here."
        )
    state = learned_state_dict(checkpoint)
    _check_keys(state, network.state_dict(), name)
    description = (
        f"GRL, {config.in_channels} channel{'s' * (config.in_channels > 1)} in, "
        f"{config.out_channels} out, {_millions(network)} million parameters"
    )
    use = "It denoises single gray-level slices: 'annotator denoise IMAGE OUTPUT --model NAME'."
    return Import("grl", state, config, description, use)


def _cloformer(checkpoint: dict[str, Tensor], name: str) -> Import:
    first, head = checkpoint[CLOFORMER_KEYS[0]], checkpoint.get("head.weight")
    if first.shape[0] != XXS.embed_dims[0] // 2:
        raise UserError(
            f"{name} is a CloFormer of another size than XXS; only that one can be used here, to "
            "start the training of a slice classifier from."
        )
    classes = 0 if head is None else len(head)
    config = replace(XXS, in_channels=first.shape[1], num_classes=classes)
    network = CloFormer(config)
    _check_keys(checkpoint, network.state_dict(), name)
    description = (
        f"CloFormer-XXS, {config.in_channels} channel{'s' * (config.in_channels > 1)} in, "
        f"{classes} classes, {_millions(network)} million parameters"
    )
    use = "A slice classifier can start from it: 'annotator train classifier DATA --start NAME'."
    return Import("cloformer", checkpoint, config, description, use)


def _check_keys(state: Mapping[str, Tensor], target: Mapping[str, Tensor], name: str) -> None:
    """Raise `UserError` naming keys that are missing, unknown or of another shape."""
    shapes = {
        f"{key} {tuple(state[key].shape)} instead of {tuple(target[key].shape)}"
        for key in state.keys() & target.keys()
        if state[key].shape != target[key].shape
    }
    problems = [
        f"{len(keys)} {what}: {', '.join(sorted(keys)[:NAMED_KEYS])}"
        + (", …" if len(keys) > NAMED_KEYS else "")
        for what, keys in (
            ("missing", target.keys() - state.keys()),
            ("unknown", state.keys() - target.keys()),
            ("of another shape", shapes),
        )
        if keys
    ]
    if problems:
        raise UserError(f"The keys of {name} do not fit ({'; '.join(problems)}).")


def _millions(network: torch.nn.Module) -> str:
    return f"{sum(p.numel() for p in network.parameters()) / 1e6:.1f}"


def _checksum(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _card(
    name: str, title: str, source: str, found: Import, origin: str, checksum: str, today: date
) -> str:
    lines = [
        f"# {name}",
        "",
        f"{found.description}.",
        "",
        f"- Imported on {today.isoformat()} from `{origin}`, sha256 `{checksum}`.",
        f"- Authors' code of {title}: <{source}>. Licence and training data: ask the authors.",
        "- Not measured: nobody has tried it on CT or MR here.",
        f"- {found.use}",
    ]
    return "\n".join(lines) + "\n"

"""A small volume with two blobs, and an untrained CAT-Net installed in a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch

from annotator.core.geometry import Geometry
from annotator.core.run_options import RunOptions
from annotator.core.support import FREE, PropagationRequest, supports_from_labels
from annotator.core.volume import Volume
from annotator.inference.manifests import CatNetInput, CatNetManifest
from annotator.inference.model_store import ModelStore, save_model
from annotator.nets.catnet.network import CATNet, CATNetConfig

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from numpy.typing import NDArray


def install_model(
    folder: Path, name: str = "tiny", *, seed: int = 3, **manifest: Any
) -> ModelStore:
    """Save a seeded, untrained CAT-Net and return the store that finds it."""
    torch.manual_seed(seed)
    config = CATNetConfig(dim=16, heads=2, blocks=2)
    net = CATNet(config)
    described = CatNetManifest(config=config, input=CatNetInput(48, 2.0), **manifest)
    save_model(folder / name, net.state_dict(), described, "# card")
    return ModelStore([folder])


def blobs(axis: int = 0, length: int = 14) -> tuple[Volume, NDArray[np.uint8]]:
    """Two ellipsoids (labels 1 and 2) in noise, sliced along `axis`; volume and truth."""
    shape = (length, 40, 44)
    z, y, x = np.mgrid[: shape[0], : shape[1], : shape[2]].astype(np.float32)
    labels = np.zeros(shape, np.uint8)
    for value, (cy, cx, r) in enumerate([(15, 14, 8), (24, 30, 9)], start=1):
        inside = (
            ((z - length / 2) / (length / 2.2)) ** 2 + ((y - cy) / r) ** 2 + ((x - cx) / r) ** 2
        )
        labels[inside < 1] = value
    noise = np.random.default_rng(0).normal(0, 12, shape)
    voxels = (noise + 100.0 * (labels == 1) + 60.0 * (labels == 2)).astype(np.int16)
    voxels, labels = (np.ascontiguousarray(np.moveaxis(a, 0, axis)) for a in (voxels, labels))
    spacing = [2.0, 1.0, 1.5]
    affine = np.diag([spacing[2], spacing[1], spacing[0], 1.0])
    return Volume(voxels, Geometry(voxels.shape, affine), "MR"), labels


def request(
    volume: Volume, truth: NDArray[np.uint8], painted: list[int], axis: int = 0, **options: Any
) -> PropagationRequest:
    """Request with the slices `painted` of the truth as supports of all labels, kept as locked."""
    support = np.zeros_like(truth)
    for index in painted:
        plane = tuple(index if a == axis else slice(None) for a in range(3))
        support[plane] = truth[plane]
    absent = options.pop("absent", None)
    sets = supports_from_labels(support, axis, absent=absent)
    locked = np.where(support > 0, support, FREE).astype(np.uint8)
    settings = {"iterations": 2, "adaptation": "off", "device": "cpu", **options}
    return PropagationRequest(volume, axis, sets, locked, RunOptions(**settings))

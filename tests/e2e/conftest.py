"""A small case on disk and a tiny untrained CAT-Net, for the command line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import nibabel as nib
import numpy as np
import pytest

from annotator.app.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

SHAPE = (36, 40, 14)
AFFINE = np.array([[1.2, 0, 0, -20], [0, 1.5, 0, -30], [0, 0, 5.0, 7], [0, 0, 0, 1]])
PAINTED = {1: (2, 6, 10), 2: (3, 8)}


@dataclass(frozen=True)
class Case:
    """Two ellipsoids in noise, stored in RAS+ order ``(i, j, k)``, painted on some k-slices."""

    folder: Path
    truth: NDArray[np.uint8]
    painted: NDArray[np.uint8]

    def __getattr__(self, name: str) -> Path:
        return self.folder / f"{name}.nii.gz"


def ellipsoid(centre: tuple[float, ...], radii: tuple[float, ...]) -> NDArray[np.bool_]:
    steps = np.ogrid[tuple(slice(n) for n in SHAPE)]
    terms = [((s - c) / r) ** 2 for s, c, r in zip(steps, centre, radii, strict=True)]
    return np.asarray(sum(terms) <= 1)


def make_truth() -> NDArray[np.uint8]:
    truth = np.zeros(SHAPE, np.uint8)
    truth[ellipsoid((11, 14, 6), (7, 9, 5))] = 1
    truth[ellipsoid((25, 27, 7), (8, 7, 5))] = 2
    return truth


def paint(truth: NDArray[np.uint8]) -> NDArray[np.uint8]:
    painted = np.zeros_like(truth)
    for label, slices in PAINTED.items():
        for k in slices:
            painted[..., k][truth[..., k] == label] = label
    return painted


def save(path: Path, voxels: NDArray[Any], affine: NDArray[Any] = AFFINE) -> Path:
    nib.save(nib.Nifti1Image(voxels, affine, dtype=voxels.dtype), path)
    return path


@pytest.fixture(scope="session")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    made = Case(tmp_path_factory.mktemp("case"), make_truth(), paint(make_truth()))
    noise = np.random.default_rng(5).normal(0, 8, SHAPE)
    image = np.array([0.0, 90.0, 160.0])[made.truth] + noise
    save(made.image, image.round().astype(np.int16))
    save(made.truth_file, made.truth)
    save(made.support, made.painted)
    return made


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with one tiny model of random weights, "tiny"."""
    import torch

    from annotator.inference.manifests import CatNetInput, CatNetManifest
    from annotator.inference.model_store import save_model
    from annotator.nets.catnet.network import CATNet, CATNetConfig

    torch.manual_seed(1)  # with others the first masks are all empty or all full
    config = CATNetConfig(dim=16, heads=2, blocks=2, detail_head=False)
    folder = tmp_path_factory.mktemp("models")
    manifest = CatNetManifest(licence="CC0-1.0", config=config, input=CatNetInput(64, 2.0))
    save_model(folder / "tiny", CATNet(config).state_dict(), manifest, "# Tiny, untrained\n")
    return folder


@pytest.fixture(autouse=True)
def own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nobody's own models are found."""
    monkeypatch.delenv("ANNOTATOR_MODELS", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def annotate(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run the command line in this process: exit code, standard output, standard error."""

    def run(*words: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main([str(word) for word in words])
        return code, *capsys.readouterr()

    return run

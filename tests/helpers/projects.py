"""A folder of small cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import nibabel as nib
import numpy as np

from annotator.core.cancel import CancelToken
from annotator.services.project import Project

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.io.case_index import Case

SHAPE = (8, 10, 6)


def save_image(path: Path, seed: int = 0, shape: tuple[int, ...] = SHAPE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    voxels = np.random.default_rng(seed).integers(-900, 900, shape).astype(np.int16)
    nib.save(nib.Nifti1Image(voxels, np.diag([1.0, 1.0, 3.0, 1.0])), path)
    return path


def save_mask(
    path: Path, labels: tuple[int, ...] = (1,), shape: tuple[int, ...] = SHAPE, level: int = 2
) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    voxels = np.zeros(shape, np.uint8)
    for label in labels:
        voxels[label, 2:6, level] = label
    nib.save(nib.Nifti1Image(voxels, np.diag([1.0, 1.0, 3.0, 1.0])), path)
    return path


def open_project(folder: Path) -> Project:
    return Project(folder, folder.parent / "index" / "cases.sqlite")


def refreshed(project: Project) -> dict[str, Case]:
    for _ in project.refresh(CancelToken()):
        pass
    return {case.key: case for case in project.cases()}

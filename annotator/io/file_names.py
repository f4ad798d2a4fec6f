"""What the files of images and masks are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SUFFIXES = (
    ".nii.gz",
    ".nii",
    ".nrrd",
    ".nhdr",
    ".mha",
    ".mhd",
    ".hdr",
    ".img",
    ".rtstruct.dcm",
    ".dcm",
)

PLAIN_NAMES = ("image", "img", "scan", "volume", "ct", "mr", "t1", "t2")
"""File names that tell no case from another: there the folder names it."""


def names_path(mask: Path) -> Path:
    """File with the names and colours of a mask's labels: beside it, ending in ".label.txt"."""
    return mask.with_name(f"{stem(mask)}.label.txt")


def stem(path: Path) -> str:
    """File name without the suffix of an image format."""
    lower = path.name.lower()
    return next((path.name[: -len(end)] for end in SUFFIXES if lower.endswith(end)), path.stem)


def is_dicom_mask(path: Path) -> bool:
    """Whether a mask of this name is written as DICOM-SEG or RTSTRUCT."""
    return path.name.lower().endswith(".dcm")


def is_rtstruct(path: Path) -> bool:
    """Whether a mask of this name is written as RTSTRUCT."""
    return path.name.lower().endswith(".rtstruct.dcm")


def with_suffix(path: Path) -> Path:
    """Return `path`, with ".nii.gz" added when it has no known suffix."""
    known = path.name.lower().endswith(SUFFIXES)
    return path if known else path.with_name(f"{path.name}.nii.gz")


def sidecar_path(mask: Path) -> Path:
    """File with what is known of a mask besides its voxels: beside it, ending in ".json"."""
    return mask.with_name(f"{stem(mask)}.json")

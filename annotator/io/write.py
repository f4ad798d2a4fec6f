"""Label maps and volumes out, exactly on the grid of their source, verified before they count."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from annotator.core.errors import UserError
from annotator.io.encode import SUFFIXES, FileImage, encode
from annotator.io.orientation import header_for
from annotator.io.replacing import remove_leftovers, replacing
from annotator.io.verify import Mismatch, verify

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from annotator.core.geometry import Shape3
    from annotator.core.volume import Volume


@dataclass(frozen=True, slots=True, eq=False)
class ExportReport:
    """What was saved and how it was checked.

    Attributes
    ----------
    path
        The file.
    shape_ijk, dtype
        Shape in file order and numeric type on disk.
    affine_ras
        float64 (4, 4), index to RAS millimetres.
    checksum
        SHA-1 of the voxels (`annotator.io.verify.voxel_checksum`).
    readers
        Programs that reopened the file and found what was meant.
    notes
        What the user should know, whole sentences.
    """

    path: Path
    shape_ijk: Shape3
    dtype: str
    affine_ras: NDArray[np.float64]
    checksum: str
    readers: tuple[str, ...]
    notes: tuple[str, ...] = ()

    def summary(self) -> str:
        """One line for the status bar or the command line."""
        shape = " × ".join(map(str, self.shape_ijk))
        return f"Saved {self.path} ({shape}, {self.dtype}), checked with {', '.join(self.readers)}."


def write_labels(
    path: str | Path,
    labels_zyx: NDArray[Any],
    source: Volume,
    companions: Mapping[Path, str] | None = None,
) -> ExportReport:
    """Save a label map on the grid and in the axis order of the file its image came from.

    The file is written beside the target, reopened and compared, and only then takes the target's
    place; on any failure the target is left as it was and nothing else remains.

    Parameters
    ----------
    path
        Target ending in ``.nii.gz``, ``.nii``, ``.nrrd`` or ``.mha``; replaced if it exists.
    labels_zyx
        bool or integer ``(z, y, x)``, not negative; saved in the smallest unsigned type.
    source
        The image, whose header gives axis order, affine and NIfTI codes.
    companions
        Text files that belong to the label map: they are replaced with it, or all stay as they are.

    Raises
    ------
    UserError
        If the target is the source image, has another suffix, cannot be written, or does not read
        back as it should.
    ValueError
        If the labels do not fit the volume or are no label map.
    """
    if labels_zyx.dtype.kind not in "biu" or (labels_zyx.size and labels_zyx.min() < 0):
        raise ValueError("labels are non-negative integers")
    dtype = np.min_scalar_type(int(labels_zyx.max())) if labels_zyx.dtype.kind != "b" else np.uint8
    voxels = labels_zyx.astype(dtype, copy=False)
    return _save(Path(path), voxels, source, "label map", companions or {})


def write_volume(
    path: str | Path,
    voxels_zyx: NDArray[Any],
    source: Volume,
    dtype: np.dtype[Any] | type[np.generic] | None = None,
) -> ExportReport:
    """Save image voxels on the grid of a volume, with the guarantees of `write_labels`.

    Parameters
    ----------
    path, source
        As for `write_labels`.
    voxels_zyx
        Integer or floating point ``(z, y, x)``.
    dtype
        Type on disk; floating-point values are rounded for an integer type. Default: as given.

    Raises
    ------
    UserError
        As for `write_labels`.
    ValueError
        If the voxels do not fit the volume or `dtype`.
    """
    target = np.dtype(voxels_zyx.dtype if dtype is None else dtype)
    if target.kind not in "iuf" or target.itemsize > 8 or target == np.float16:
        raise ValueError(f"an image is not stored as {target}")
    if target.kind in "iu" and voxels_zyx.dtype != target:
        limits = np.iinfo(target)
        voxels_zyx = np.rint(voxels_zyx)
        if not limits.min <= voxels_zyx.min() <= voxels_zyx.max() <= limits.max:
            raise ValueError(f"voxel values do not fit {target}")
    return _save(Path(path), voxels_zyx.astype(target, copy=False), source, "image", {})


def _save(
    path: Path,
    voxels_zyx: NDArray[Any],
    source: Volume,
    content: str,
    companions: Mapping[Path, str],
) -> ExportReport:
    if voxels_zyx.shape != source.geometry.shape_zyx:
        raise ValueError(f"{voxels_zyx.shape} does not fit the grid {source.geometry.shape_zyx}")
    header = source.source or header_for(source.geometry)
    image_suffix(path)
    target = path.resolve()
    if header.path:
        _refuse_source(target, Path(header.path))
    image = FileImage(
        header.axes.to_file(voxels_zyx),
        header.affine_ras,
        header.sform_code,
        header.qform_code,
        f"CAT-Net Annotator {content}",
    )
    remove_leftovers(target.parent)
    with replacing(target, *(place.resolve() for place in companions)) as (temporary, *others):
        for other, text in zip(others, companions.values(), strict=True):
            other.write_text(text, "utf-8", newline="\n")
        encode(temporary, image)
        try:
            checksum, readers, notes = verify(temporary, image)
        except Mismatch as difference:
            raise UserError(
                f"{path.name} was not saved because it did not read back as written: {difference}; "
                "check the disk or save to another folder."
            ) from difference
    return ExportReport(
        path,
        header.shape_ijk,
        image.voxels.dtype.name,
        header.affine_ras,
        checksum,
        tuple(readers),
        tuple(notes),
    )


def image_suffix(path: Path) -> str:
    """Return the ending that says in which format to write; `UserError` if there is none."""
    for suffix in SUFFIXES:
        if path.name.lower().endswith(suffix) and len(path.name) > len(suffix):
            return suffix
    raise UserError(f"{path.name} must end in {', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}.")


def _refuse_source(target: Path, source: Path) -> None:
    """Raise if both are one file: by any link or spelling, or but for upper and lower case."""
    same_name = str(target).casefold() == str(source.resolve()).casefold()
    if same_name or (target.exists() and source.exists() and target.samefile(source)):
        raise UserError(
            f"{target.name} is the image itself, which is never overwritten; choose another name."
        )

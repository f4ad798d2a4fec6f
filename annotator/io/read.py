"""Image files in: volumes and label maps on the canonical grid.

Voxels are only permuted and flipped into LPS+ ``(z, y, x)``, never resampled.
Voxel types in memory:

- whole numbers (also after scaling by whole numbers) become int16 when all fit, else float32,
  which is exact up to ±16 777 216;
- everything else becomes float32; NaN becomes the smallest finite value, infinities the largest
  or smallest one.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import psutil

from annotator.core.errors import UserError
from annotator.core.geometry import SourceHeader
from annotator.core.texts import tr
from annotator.core.volume import Volume
from annotator.io.dicom.files import is_dicom_input, no_tick
from annotator.io.dicom.image import open_dicom
from annotator.io.image_file import NIFTI_SUFFIXES
from annotator.io.metaimage import open_metaimage
from annotator.io.modality import guess_modality
from annotator.io.nifti import open_nifti
from annotator.io.nrrd import open_nrrd
from annotator.io.orientation import canonical_axes, canonical_geometry, is_placement

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from annotator.core.geometry import AxisMap
    from annotator.io.dicom.files import Tick
    from annotator.io.image_file import ImageFile

EXACT_IN_FLOAT32 = 1 << 24
INT16 = np.iinfo(np.int16)
READERS: dict[tuple[str, ...], Callable[[Path], ImageFile]] = {
    (*NIFTI_SUFFIXES, ".hdr", ".img"): open_nifti,
    (".nrrd", ".nhdr"): open_nrrd,
    (".mha", ".mhd"): open_metaimage,
}


def open_image(
    path: str | Path, series: str = "", *, allow_uneven: bool = False, tick: Tick = no_tick
) -> ImageFile:
    """Header of a NIfTI, NRRD or MetaImage file or of a DICOM series; voxels stay on disk.

    Parameters
    ----------
    path
        A file; for DICOM also a folder, a zip archive or a DICOMDIR.
    series, allow_uneven, tick
        For DICOM: which series, whether uneven spacing is accepted, and progress; see
        `annotator.io.dicom.image.open_dicom`.

    Raises
    ------
    UserError
        If there is no such file, it is of another format, damaged, or not a 3D or 4D image; with
        several DICOM series `SeveralSeries`, with uneven ones `UnevenSpacing`.
    """
    path = Path(path)
    if path.is_dir():
        return open_dicom(path, series, allow_uneven=allow_uneven, tick=tick)
    if not path.is_file():
        raise UserError(tr("There is no file {path}.", path=path))
    if path.stat().st_size == 0:
        raise UserError(tr("{name} is empty; copy or download it again.", name=path.name))
    name = path.name.lower()
    opener = next((o for endings, o in READERS.items() if name.endswith(endings)), None)
    if opener is not None:
        image = opener(path)
    elif is_dicom_input(path):
        image = open_dicom(path, series, allow_uneven=allow_uneven, tick=tick)
    else:
        raise UserError(
            tr(
                "{name} is not a format that can be opened here; use NIfTI (.nii, "
                ".nii.gz), NRRD (.nrrd, .nhdr), MetaImage (.mha, .mhd) or DICOM.",
                name=path.name,
            )
        )
    if not is_placement(image.affine_ras):
        raise UserError(
            tr("{name} has no valid voxel spacing; its header may be damaged.", name=path.name)
        )
    return image


def files_of(path: Path) -> tuple[Path, ...]:
    """Files that hold the voxels of a NIfTI, NRRD or MetaImage file apart from it, if any."""
    name = path.name.lower()
    opener = next((o for endings, o in READERS.items() if name.endswith(endings)), None)
    try:
        return () if opener is None or not path.is_file() else opener(path).data_files
    except (OSError, UserError):
        return ()  # reading it will say what is wrong


def count_time_points(path: str | Path) -> int:
    """Return the number of volumes in a file, 1 for 3D; raises `UserError` like `open_image`."""
    return open_image(path).time_points


def read_volume(
    path: str | Path,
    time_point: int | None = None,
    series: str = "",
    *,
    allow_uneven: bool = False,
    tick: Tick = no_tick,
) -> Volume:
    """Open and load an image: `open_image`, then `load_volume`."""
    return load_volume(open_image(path, series, allow_uneven=allow_uneven, tick=tick), time_point)


LEAST_BYTES = 4
"""Per voxel: an image of int16, its label map and the origins of its voxels."""
ALWAYS_BYTES = 64 << 20
"""No more than this is tried without a look at what memory is free."""


def _check_memory(image: ImageFile) -> None:
    """Raise `UserError` if the voxels cannot fit into what memory is free, swap included."""
    needed = math.prod(image.shape_ijk) * LEAST_BYTES
    if needed < ALWAYS_BYTES:
        return
    free = psutil.virtual_memory().available + psutil.swap_memory().free
    if needed > free:
        raise UserError(
            tr(
                "{name} ({shape} voxels) needs {needed:.1f} GB of memory, and {free:.1f} GB are "
                "free; close other programs or crop it first.",
                name=image.path.name,
                shape=" × ".join(map(str, image.shape_ijk)),
                needed=needed / 1000000000.0,
                free=free / 1000000000.0,
            )
        )


def load_volume(image: ImageFile, time_point: int | None = None) -> Volume:
    """Read the voxels of an image that was opened.

    Parameters
    ----------
    image
        As `open_image` gives it.
    time_point
        Which volume of a 4D file, from 0; None takes the first and notes that.

    Returns
    -------
    Volume
        int16 or float32 ``(z, y, x)`` in LPS+ order. Its `source.extra` holds "format", "dtype"
        (type on disk), "time_point" and "time_points", and lists of sentences for the user:
        "warnings" and "notes".

    Raises
    ------
    UserError
        If the file cannot be read as a 3D image, or has no such time point.
    """
    notes = list(image.notes)
    if time_point is None and image.time_points > 1:
        notes.append(
            tr(
                "The file holds {time_points} time points; this is the first one.",
                time_points=image.time_points,
            )
        )
    chosen = time_point or 0
    if not 0 <= chosen < image.time_points:
        raise UserError(
            tr(
                "{name} has no time point {chosen}; choose one from 0 to {time_points}.",
                name=image.path.name,
                chosen=chosen,
                time_points=image.time_points - 1,
            )
        )
    axes = canonical_axes(image.affine_ras)
    _check_memory(image)
    try:
        voxels, warnings = _read_voxels(image, axes, chosen)
    except MemoryError as error:
        raise UserError(
            tr(
                "{name} ({shape} voxels) does not fit into memory; close other programs or crop "
                "it first.",
                name=image.path.name,
                shape=" × ".join(map(str, image.shape_ijk)),
            )
        ) from error
    header = SourceHeader(
        path=str(image.path),
        axes=axes,
        shape_ijk=image.shape_ijk,
        affine_ras=image.affine_ras,
        sform_code=image.sform_code,
        qform_code=image.qform_code,
        stored=image.stored,
        files=tuple(str(file) for file in image.data_files),
        placements=image.placements,
        unit_mm=image.unit_mm,
        placed=image.placed,
        extra={
            "format": image.format,
            "dtype": image.dtype.name,
            "time_point": chosen,
            "time_points": image.time_points,
            "warnings": [*image.warnings, *warnings],
            "notes": notes,
            **image.extra,
        },
    )
    geometry = canonical_geometry(image.affine_ras, image.shape_ijk, axes)
    return Volume(voxels, geometry, image.modality or guess_modality(voxels), header)


def _read_voxels(
    image: ImageFile, axes: AxisMap, time_point: int
) -> tuple[NDArray[np.int16] | NDArray[np.float32], list[str]]:
    shape_zyx = tuple(image.shape_ijk[axis] for axis in axes.file_axis)
    voxels: NDArray[Any] = np.empty(shape_zyx, np.int16 if image.holds_integers else np.float32)
    finite = True
    largest = 0.0
    for where, values in image.values(time_point):
        if image.holds_integers:
            low, high = _range(values)
            largest = max(largest, -low, high)
            if voxels.dtype == np.int16 and not INT16.min <= low <= high <= INT16.max:
                voxels = voxels.astype(np.float32)
        with np.errstate(over="ignore"):  # beyond float32 becomes infinite, dealt with below
            axes.to_file(voxels)[:, :, where] = values
        finite = finite and (
            voxels.dtype == np.int16 or bool(np.isfinite(axes.to_file(voxels)[:, :, where]).all())
        )
    warnings = []
    if largest > EXACT_IN_FLOAT32:
        warnings.append(
            tr(
                "Values reach {largest:.6g}; those beyond ±{exact} were rounded to float32.",
                largest=largest,
                exact=EXACT_IN_FLOAT32,
            )
        )
    if not finite:
        warnings.append(_replace_non_finite(image.path, voxels))
    return voxels, warnings


def _range(values: NDArray[Any]) -> tuple[int, int]:
    if np.can_cast(values.dtype, np.int16):
        return INT16.min, INT16.max  # fits in any case, no need to look
    return int(values.min()), int(values.max())


def _replace_non_finite(path: Path, voxels: NDArray[np.float32]) -> str:
    finite = np.isfinite(voxels)
    if not finite.any():
        raise UserError(
            tr("{name} holds no finite value; there is nothing to show.", name=path.name)
        )
    low = voxels.min(where=finite, initial=np.inf)
    high = voxels.max(where=finite, initial=-np.inf)
    np.nan_to_num(voxels, copy=False, nan=low, posinf=high, neginf=low)
    count = voxels.size - int(np.count_nonzero(finite))
    return tr(
        "{count} voxels were not finite numbers; NaN now counts as {low:.6g}, "
        "infinity as the largest or smallest finite value.",
        count=count,
        low=low,
    )

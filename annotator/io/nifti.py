"""NIfTI-1 and NIfTI-2 files, plain or gzip-compressed.

The header is parsed by nibabel; voxels are read from the (decompressed) byte stream slab by slab,
so that no second copy of the volume is ever in memory.
"""

from __future__ import annotations

import gzip
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import numpy as np
from nibabel.nifti1 import Nifti1Header
from nibabel.nifti2 import Nifti2Header
from nibabel.spatialimages import HeaderDataError
from nibabel.wrapstruct import WrapStructError

from annotator.core.errors import UserError
from annotator.io.image_file import ImageFile, check_numeric, slab_thickness, spatial_shape
from annotator.io.orientation import SAME_GRID_VOXELS, grid_distance_mm, is_placement

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from annotator.core.geometry import Shape3
    from annotator.io.image_file import Slab

LONGEST_HEADER = 540
LARGEST_OFFSET = 1 << 31
MILLIMETRES_PER_UNIT = {1: 1000.0, 3: 0.001}  # NIfTI spatial units: 1 metre, 2 mm, 3 micron


def open_nifti(path: Path) -> ImageFile:
    """Parse the header of a ``.nii`` or ``.nii.gz`` file.

    The sform is used when its code is above 0, else the qform. With neither, voxels are laid out
    by their spacing alone as nibabel and FSL do: i to the left, j to anterior, k to superior,
    centred (radiological, as in Analyze).

    Raises
    ------
    UserError
        If the file is not NIfTI, is damaged, or holds something else than a 3D or 4D image.
    """
    with _stream(path) as stream:
        block = stream.read(LONGEST_HEADER)
    header = _parse(path, block)
    try:
        dtype = header.get_data_dtype()
        slope, inter = header.get_slope_inter()
        shape, time_points = spatial_shape(path, tuple(map(int, header.get_data_shape())))
        offset = int(header.get_data_offset())
    except (HeaderDataError, KeyError, ValueError, OverflowError) as error:
        raise UserError(f"{path.name} has an unreadable NIfTI header: {error}.") from error
    if not 0 < offset < LARGEST_OFFSET:
        raise UserError(f"{path.name} has a damaged NIfTI header; copy or download it again.")
    check_numeric(path, dtype)
    affine, apart, warnings = _affine(header, shape)
    unit = MILLIMETRES_PER_UNIT.get(int(header["xyzt_units"]) & 7, 1.0)
    if unit != 1.0:
        affine[:3] *= unit
        warnings.append("The header gives lengths in another unit; they were turned into mm.")

    def slabs(time_point: int) -> Iterator[Slab]:
        yield from _read_slabs(
            path, offset, shape, dtype, time_point, time_point + 1 == time_points
        )

    return ImageFile(
        path=path,
        format="NIfTI-2" if isinstance(header, Nifti2Header) else "NIfTI-1",
        shape_ijk=shape,
        time_points=time_points,
        dtype=dtype,
        affine_ras=affine,
        slabs=slabs,
        slope=1.0 if slope is None else float(slope),
        inter=0.0 if inter is None else float(inter),
        sform_code=int(header["sform_code"]),
        qform_code=int(header["qform_code"]),
        sform_qform_mm=None if apart is None else apart * unit,
        warnings=tuple(warnings),
    )


@contextmanager
def _stream(path: Path) -> Iterator[BinaryIO]:
    """Byte stream of the decompressed file, whatever its name says about compression."""
    try:
        with path.open("rb") as raw:
            compressed = raw.read(2) == b"\x1f\x8b"
            raw.seek(0)
            if not compressed:
                yield raw
                return
            with gzip.GzipFile(fileobj=raw) as stream:
                yield cast("BinaryIO", stream)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise UserError(
            f"{path.name} is damaged (its compressed data is cut short or corrupt); "
            "copy or download it again."
        ) from error
    except OSError as error:
        raise UserError(f"{path.name} cannot be read: {error.strerror or error}.") from error


def _parse(path: Path, block: bytes) -> Any:
    for kind in (Nifti1Header, Nifti2Header):
        if kind.may_contain_header(block):
            break
    else:
        raise UserError(f"{path.name} is not a NIfTI image.")
    try:
        header = kind(block[: kind.sizeof_hdr])
    except (HeaderDataError, WrapStructError) as error:
        raise UserError(f"{path.name} has a damaged NIfTI header: {error}.") from error
    if bytes(header["magic"])[:2] == b"ni":
        raise UserError(
            f"{path.name} is one half of a .hdr/.img pair; convert the pair to one .nii file."
        )
    return header


def _affine(header: Any, shape: Shape3) -> tuple[NDArray[np.float64], float | None, list[str]]:
    """Affine in the header's unit, distance between sform and qform or None, and warnings."""
    warnings: list[str] = []
    sform = _valid_form(header, "sform", warnings)
    qform = _valid_form(header, "qform", warnings)
    if sform is not None and qform is not None:
        apart = grid_distance_mm(sform, qform, shape)
        if apart > SAME_GRID_VOXELS * np.linalg.norm(sform[:3, :3], axis=0).min():
            warnings.append(
                f"sform and qform place voxels up to {apart:.3g} mm apart; the sform is used, "
                "other programs may use the qform."
            )
        return sform, apart, warnings
    chosen = qform if sform is None else sform
    if chosen is None:
        chosen = np.array(header.get_base_affine(), dtype=np.float64)
        warnings.append(
            "The header does not say how the patient lies (no sform, no qform): left, right, "
            "front and back are assumed, so check them before you trust them."
        )
    return chosen, None, warnings


def _valid_form(header: Any, name: str, warnings: list[str]) -> NDArray[np.float64] | None:
    if int(header[f"{name}_code"]) <= 0:
        return None
    try:
        with np.errstate(invalid="ignore"):  # NaN is dealt with below
            affine = np.array(getattr(header, f"get_{name}")(), dtype=np.float64)
    except (HeaderDataError, ValueError):
        affine = np.zeros((4, 4))
    if is_placement(affine):
        return affine
    warnings.append(f"The {name} in the header is not a valid placement and was ignored.")
    return None


def _read_slabs(
    path: Path, offset: int, shape: Shape3, dtype: np.dtype[Any], time_point: int, to_end: bool
) -> Iterator[Slab]:
    ni, nj, nk = shape
    slice_bytes = ni * nj * dtype.itemsize
    step = slab_thickness(shape, dtype)
    with _stream(path) as stream:
        stream.seek(offset + time_point * nk * slice_bytes)
        for start in range(0, nk, step):
            stop = min(start + step, nk)
            block = stream.read((stop - start) * slice_bytes)
            if len(block) < (stop - start) * slice_bytes:
                raise UserError(
                    f"{path.name} is cut short (voxels are missing from slice "
                    f"{start + len(block) // slice_bytes} on); copy or download it again."
                )
            yield slice(start, stop), np.frombuffer(block, dtype).reshape((ni, nj, -1), order="F")
        if to_end:
            stream.read(1)  # reaches the gzip trailer, whose checksum is verified then

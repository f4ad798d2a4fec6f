"""NIfTI-1 and NIfTI-2: single files, plain or gzip-compressed, and ``.hdr``/``.img`` pairs.

The fields of a header are taken as stored. What is not valid in them is replaced as the reference
implementation (nifti1_io) does, and said.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from nibabel.nifti1 import Nifti1Header
from nibabel.nifti2 import Nifti2Header
from nibabel.spatialimages import HeaderDataError
from nibabel.wrapstruct import WrapStructError

from annotator.core.errors import UserError
from annotator.core.texts import number, tr
from annotator.io.byte_stream import byte_stream, compression_of
from annotator.io.image_file import ImageFile, StoredNifti, check_numeric, spatial_shape
from annotator.io.orientation import SAME_GRID_VOXELS, grid_distance_mm, is_placement
from annotator.io.voxel_source import VoxelSource

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from annotator.core.geometry import Shape3

LONGEST_HEADER = 540
LARGEST_OFFSET = 1 << 31
LARGEST_EXTENSIONS = 1 << 24
CIFTI = 32
MILLIMETRES_PER_UNIT = {0: 1.0, 1: 1000.0, 2: 1.0, 3: 0.001}
"""NIfTI spatial units: 0 unknown (millimetres then, as everybody does), metre, mm, micron."""
UNIT_NAMES = {1: "metres", 3: "microns"}
PAIRS = {".hdr": ".img", ".img": ".hdr"}


def open_nifti(path: Path) -> ImageFile:
    """Parse the header of a NIfTI file; of a pair, either half may be given.

    The sform is used when its code is above 0, else the qform. With neither, voxels are laid out
    by their spacing alone as nibabel and FSL do: i to the left, j to anterior, k to superior,
    centred (radiological, as in Analyze).

    Raises
    ------
    UserError
        If the file is not NIfTI, is damaged, or holds something else than a 3D or 4D image.
    """
    header_file, voxel_file = _halves(path)
    with byte_stream(header_file, compression_of(header_file)) as stream:
        block = stream.read(LONGEST_HEADER)
    header = _parse(path, block)
    paired = bytes(header["magic"])[:2] == b"ni"
    if paired and voxel_file == header_file:
        raise UserError(
            tr(
                "{name} is one half of a .hdr/.img pair; rename it to .hdr and put the "
                "other half beside it, or convert the pair to one .nii file.",
                name=path.name,
            )
        )
    shape, time_points, dtype = _contents(path, header)
    offset = _offset(path, header, paired)
    warnings: list[str] = []
    slope, inter = _scaling(header, warnings)
    placing = _Placing(header, shape, warnings)
    compression = compression_of(voxel_file)
    start, skipped = (offset, 0) if compression == "none" else (0, offset)
    source = VoxelSource(
        path, (voxel_file,), shape, dtype, 1, time_points, compression, start, skipped
    )
    source.check()
    extensions = b"" if paired else _extensions(header_file, header.sizeof_hdr, offset)
    return ImageFile(
        path=path,
        format="NIfTI-2" if isinstance(header, Nifti2Header) else "NIfTI-1",
        shape_ijk=shape,
        time_points=time_points,
        dtype=dtype,
        affine_ras=placing.chosen,
        slabs=source.slabs,
        slope=slope,
        inter=inter,
        sform_code=int(header["sform_code"]),
        qform_code=int(header["qform_code"]),
        sform_qform_mm=placing.apart,
        warnings=tuple(warnings),
        data_files=tuple(file for file in (header_file, voxel_file) if file != path),
        stored=StoredNifti(block[: header.sizeof_hdr], extensions),
        placed=placing.placed,
        placements=placing.others,
        unit_mm=placing.unit_mm,
    )


def _halves(path: Path) -> tuple[Path, Path]:
    """Header and voxel file: one and the same, or the halves of a pair."""
    suffix = path.suffix.lower()
    if suffix not in PAIRS:
        return path, path
    other = path.with_suffix(PAIRS[suffix] if path.suffix.islower() else PAIRS[suffix].upper())
    if not other.is_file():
        raise UserError(
            tr(
                "{name} is one half of a .hdr/.img pair and {name_2} is missing; put both into "
                "one folder.",
                name=path.name,
                name_2=other.name,
            )
        )
    return (path, other) if suffix == ".hdr" else (other, path)


def _parse(path: Path, block: bytes) -> Any:
    for kind in (Nifti1Header, Nifti2Header):
        if kind.may_contain_header(block):
            break
    else:
        analyze = len(block) >= 348 and 348 in (
            int.from_bytes(block[:4], "little"),
            int.from_bytes(block[:4], "big"),
        )
        if analyze and path.suffix.lower() in PAIRS:
            raise UserError(
                tr(
                    "{name} is an Analyze image, which does not say how the patient "
                    "lies; convert it "
                    "to NIfTI with the program that made it.",
                    name=path.name,
                )
            )
        raise UserError(tr("{name} is not a NIfTI image.", name=path.name))
    try:
        return kind(block[: kind.sizeof_hdr], check=False)
    except (HeaderDataError, WrapStructError) as error:
        raise UserError(
            tr("{name} has a damaged NIfTI header: {error}.", name=path.name, error=error)
        ) from error


def _contents(path: Path, header: Any) -> tuple[Shape3, int, np.dtype[Any]]:
    """Shape, number of volumes, and type of the values."""
    dimensions = [int(length) for length in header["dim"]]
    if not 1 <= dimensions[0] <= 7:
        raise UserError(
            tr(
                "{name} has a damaged NIfTI header ({dimensions} dimensions); copy or download "
                "it again.",
                name=path.name,
                dimensions=dimensions[0],
            )
        )
    shape, time_points = spatial_shape(path, tuple(dimensions[1 : dimensions[0] + 1]))
    try:
        dtype = np.dtype(header.get_data_dtype())
    except (HeaderDataError, KeyError, ValueError, TypeError) as error:
        raise UserError(
            tr(
                "{name} stores values of an unknown type ({int}); save it as whole or "
                "floating-point numbers.",
                name=path.name,
                int=int(header["datatype"]),
            )
        ) from error
    check_numeric(path, dtype)
    return shape, time_points, dtype


def _offset(path: Path, header: Any, paired: bool) -> int:
    value = float(header["vox_offset"])
    least = 0 if paired else header.sizeof_hdr
    if not least <= value < LARGEST_OFFSET or value != int(value):
        raise UserError(
            tr(
                "{name} has a damaged NIfTI header (its voxels begin at byte {value:g}); copy or "
                "download it again.",
                name=path.name,
                value=value,
            )
        )
    return int(value)


def _scaling(header: Any, warnings: list[str]) -> tuple[float, float]:
    """Slope and intercept; a slope of 0 means none, as the standard says."""
    slope, inter = float(header["scl_slope"]), float(header["scl_inter"])
    if not np.isfinite(slope) or slope == 0.0:
        if not np.isfinite(slope) and not np.isnan(slope):
            warnings.append(tr("The scaling in the header is not finite; stored values are shown."))
        return 1.0, 0.0
    if not np.isfinite(inter):
        warnings.append(tr("The intercept in the header is not a number; 0 is used."))
        inter = 0.0
    return slope, inter


def _extensions(path: Path, start: int, offset: int) -> bytes:
    """Header extensions between the header and the voxels, CIFTI's left out."""
    if not start + 20 <= offset <= LARGEST_EXTENSIONS:
        return b""
    with byte_stream(path, compression_of(path)) as stream:
        block = stream.read(offset)[start:]
    order = "little"
    if not block[0]:
        return b""
    kept, at = [], 4
    while at + 8 <= len(block):
        size = int.from_bytes(block[at : at + 4], "little")
        if not 8 <= size <= len(block) - at:
            order, size = "big", int.from_bytes(block[at : at + 4], "big")
        if size % 16 or not 16 <= size <= len(block) - at:
            break
        code = int.from_bytes(block[at + 4 : at + 8], order)  # type: ignore[arg-type]
        if code != CIFTI:
            words = size.to_bytes(4, "little") + code.to_bytes(4, "little")
            kept.append(words + block[at + 8 : at + size])
        at += size
    return b"".join(kept)


@dataclass(slots=True)
class _Placing:
    """The affine of a header, in millimetres, and what there is to say about it."""

    chosen: NDArray[np.float64]
    others: tuple[NDArray[np.float64], ...]
    apart: float | None
    placed: bool
    unit_mm: float

    def __init__(self, header: Any, shape: Shape3, warnings: list[str]) -> None:
        clean = header.copy()
        spacing = _spacing(header, warnings)
        clean["pixdim"][:4] = (-1.0 if header["pixdim"][0] < 0 else 1.0, *spacing)
        self.unit_mm = _unit(header, warnings)
        scale = np.diag([self.unit_mm] * 3 + [1.0])
        sform, qform = (_valid_form(clean, name, warnings) for name in ("sform", "qform"))
        self.placed = sform is not None or qform is not None
        self.apart, others = None, []
        if sform is not None and qform is not None:
            apart = grid_distance_mm(sform, qform, shape)
            self.apart = apart * self.unit_mm
            if apart > SAME_GRID_VOXELS * np.linalg.norm(sform[:3, :3], axis=0).min():
                others.append(qform)
                warnings.append(
                    tr(
                        "sform and qform place voxels up to {apart:.3g} mm apart; the sform is "
                        "used, other programs may use the qform.",
                        apart=self.apart,
                    )
                )
        chosen = qform if sform is None else sform
        if chosen is None:
            chosen = np.array(clean.get_base_affine(), dtype=np.float64)
            others.append(np.diag([*spacing, 1.0]))
            warnings.append(
                tr(
                    "The header does not say how the patient lies (no sform, no qform): "
                    "left, right, front and back are assumed, so check them before you trust "
                    "them."
                )
            )
        else:
            _compare_spacing(chosen, header, warnings)
        self.chosen = scale @ chosen
        self.others = tuple(scale @ other for other in others)


def _spacing(header: Any, warnings: list[str]) -> NDArray[np.float64]:
    """Voxel spacing in the header's unit; what is no length becomes 1."""
    stored = np.array(header["pixdim"][1:4], dtype=np.float64)
    formed = int(header["sform_code"]) > 0
    if (stored < 0).any():
        warnings.append(
            tr(
                "The header gives a negative voxel spacing; its size is used, other "
                "programs may mirror the image."
            )
        )
    usable = np.isfinite(stored) & (stored != 0) & (np.abs(stored) < 1e12)
    if not usable.all() and not formed:
        missing = ", ".join(axis for axis, good in zip("ijk", usable, strict=True) if not good)
        warnings.append(
            tr("The header gives no voxel spacing along {missing}; 1 is assumed.", missing=missing)
        )
    return np.where(usable, np.abs(stored), 1.0)


def _unit(header: Any, warnings: list[str]) -> float:
    code = int(header["xyzt_units"]) & 7
    if code not in MILLIMETRES_PER_UNIT:
        warnings.append(
            tr(
                "The header gives lengths in an unknown unit (code {code}); they are "
                "taken as mm, so check sizes and volumes before you trust them.",
                code=code,
            )
        )
    elif code in UNIT_NAMES:
        warnings.append(
            tr(
                "The header gives lengths in another unit ({unit}); they were turned into mm.",
                unit=UNIT_NAMES[code],
            )
        )
    return MILLIMETRES_PER_UNIT.get(code, 1.0)


def _valid_form(header: Any, name: str, warnings: list[str]) -> NDArray[np.float64] | None:
    if int(header[f"{name}_code"]) <= 0:
        return None
    try:
        with np.errstate(invalid="ignore", over="ignore"):  # dealt with below
            affine = np.array(getattr(header, f"get_{name}")(), dtype=np.float64)
    except (HeaderDataError, ValueError):
        affine = np.zeros((4, 4))
    if is_placement(affine):
        return affine
    warnings.append(
        tr("The {name} in the header is not a valid placement and was ignored.", name=name)
    )
    return None


def _compare_spacing(affine: NDArray[np.float64], header: Any, warnings: list[str]) -> None:
    """Warn where the spacing of the sform is not that of the field pixdim."""
    formed = np.linalg.norm(affine[:3, :3], axis=0)
    stored = np.abs(np.array(header["pixdim"][1:4], dtype=np.float64))
    good = np.isfinite(stored) & (stored > 0)
    if good.any() and not np.allclose(formed[good], stored[good], rtol=1e-2):
        warnings.append(
            tr(
                "The header gives two voxel spacings: {affine} in its affine, which is "
                "used, and {pixdim} in the field pixdim, which other programs may use.",
                affine=_by(formed),
                pixdim=_by(stored),
            )
        )


def _by(values: NDArray[np.float64]) -> str:
    return " × ".join(number(float(value), ".5g") for value in values)

"""MetaImage files (``.mha``, ``.mhd``): header parsed here, field by field as MetaIO defines it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

from annotator.core.errors import UserError
from annotator.core.texts import number, tr, translatable
from annotator.io.image_file import ImageFile, StoredText, check_numeric, spatial_shape
from annotator.io.lengths import converted
from annotator.io.orientation import RAS_TO_LPS
from annotator.io.text_header import (
    HeaderError,
    data_files,
    decode,
    finite,
    numbered,
    numbers,
    read_start,
    set_once,
    sizes,
    whole,
)
from annotator.io.voxel_source import VoxelSource

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

TYPES = {
    "MET_CHAR": "i1",
    "MET_UCHAR": "u1",
    "MET_SHORT": "i2",
    "MET_USHORT": "u2",
    "MET_INT": "i4",
    "MET_UINT": "u4",
    "MET_LONG": "i4",
    "MET_ULONG": "u4",
    "MET_LONG_LONG": "i8",
    "MET_ULONG_LONG": "u8",
    "MET_FLOAT": "f4",
    "MET_DOUBLE": "f8",
}
KEY = re.compile(r"\s*([^\s=:][^=:]{0,254}?)\s*[=:]\s*(.*?)\s*")
SYNONYMS = {
    **dict.fromkeys(("position", "origin"), "offset"),
    **dict.fromkeys(("rotation", "orientation"), "transformmatrix"),
    "elementbyteordermsb": "binarydatabyteordermsb",
}
PLACING = (
    *("Offset", "Position", "Origin", "TransformMatrix", "Rotation", "Orientation"),
    *("CenterOfRotation", "AnatomicalOrientation", "ElementSpacing", "ElementSize"),
    "DistanceUnits",
)
ASSUMED = translatable(
    "The header does not say how the patient lies (no TransformMatrix): left, right, front and "
    "back are assumed, so check them before you trust them."
)


def parse_metaimage(block: bytes) -> tuple[dict[str, str], list[str], int]:
    """Fields by name as stored, lines after ``ElementDataFile = LIST``, length of the header.

    Raises
    ------
    HeaderError
        If it is no MetaImage header.
    """
    fields: dict[str, str] = {}
    at = 0
    while at < len(block):
        end = block.find(b"\n", at)
        raw = block[at:] if end < 0 else block[at:end]
        at = len(block) if end < 0 else end + 1
        line = decode(raw)
        if not line.strip():
            continue
        found = KEY.fullmatch(line)
        if found is None:
            raise HeaderError(tr("a header line that is no field"))
        set_once(fields, found[1], found[2])
        if found[1].lower() == "elementdatafile":
            listed: list[str] = []
            if found[2].upper().startswith("LIST"):
                listed = [decode(part).strip() for part in block[at:].split(b"\n")]
            return fields, [name for name in listed if name], at
    raise HeaderError(tr("no field 'ElementDataFile'"))


def open_metaimage(path: Path) -> ImageFile:
    """Parse the header of a ``.mha`` or ``.mhd`` file.

    Raises
    ------
    UserError
        If the file is damaged or holds something else than a 3D or 4D scalar image.
    """
    try:
        stored, listed, length = parse_metaimage(read_start(path))
        return _image(path, stored, listed, length)
    except HeaderError as error:
        raise UserError(
            tr(
                "{name} is not a readable MetaImage (it has {error}); copy or download it again.",
                name=path.name,
                error=error,
            )
        ) from error


def _image(path: Path, stored: dict[str, str], listed: list[str], length: int) -> ImageFile:
    fields: dict[str, str] = {}
    for name, value in stored.items():
        lower = name.lower().replace(" ", "")
        set_once(fields, SYNONYMS.get(lower, lower), value)
    for name in ("ndims", "dimsize", "elementtype"):
        if name not in fields:
            raise HeaderError(tr("no field '{name}'", name=name))
    dimension = whole("NDims", fields["ndims"])
    if not 1 <= dimension <= 10:
        raise HeaderError(f"{dimension} dimensions")
    shape, time_points = spatial_shape(path, sizes("DimSize", fields["dimsize"], dimension))
    dtype = _dtype(path, fields)
    source = _voxels(path, fields, listed, length, dtype, (*shape, time_points))
    source.check()
    affine, warnings, placed = _placement(path, fields, dimension)
    slope, inter = _intensity(fields, warnings)
    return ImageFile(
        path,
        "MetaImage",
        shape,
        time_points,
        dtype,
        affine,
        source.slabs,
        slope=slope,
        inter=inter,
        warnings=tuple(warnings),
        data_files=tuple(file for file in source.files if file != path),
        stored=StoredText("MetaImage", _kept(stored, dimension)),
        placed=placed,
    )


def _true(fields: dict[str, str], name: str) -> bool:
    return fields.get(name, "").lower() in ("true", "1", "t", "yes")


def _dtype(path: Path, fields: dict[str, str]) -> np.dtype[Any]:
    name = fields["elementtype"].upper()
    channels = whole("ElementNumberOfChannels", fields.get("elementnumberofchannels", "1"))
    if channels != 1 or name.endswith("_ARRAY"):
        raise UserError(
            tr(
                "{name} holds {channels} values per voxel (colours, vectors or a time series "
                "stored as such); save one of them as a 3D image.",
                name=path.name,
                channels=channels,
            )
        )
    if name not in TYPES:
        raise HeaderError(tr("an unknown type ({name})", name=name[:40]))
    dtype = np.dtype(TYPES[name])
    check_numeric(path, dtype)
    return dtype.newbyteorder(">" if _true(fields, "binarydatabyteordermsb") else "<")


def _voxels(
    path: Path,
    fields: dict[str, str],
    listed: list[str],
    length: int,
    dtype: np.dtype[Any],
    shape: tuple[int, int, int, int],
) -> VoxelSource:
    name = fields["elementdatafile"]
    local = name.upper() == "LOCAL"
    files = (path,) if local else _files(path, name, listed)
    compressed = _true(fields, "compresseddata")
    skipped = whole("HeaderSize", fields.get("headersize", "0"))
    if skipped < -1 or skipped > 1 << 40:
        raise HeaderError(tr("an impossible HeaderSize ({skipped})", skipped=skipped))
    if compressed and skipped == -1:
        raise HeaderError(tr("a HeaderSize of -1 with compressed data"))
    slices = shape[2] * shape[3]
    if slices % len(files):
        raise HeaderError(
            tr("{count} voxel data files for {slices} slices", count=len(files), slices=slices)
        )
    return VoxelSource(
        path,
        files,
        shape[:3],
        dtype,
        1,
        shape[3],
        "zlib" if compressed else "none",
        -1 if skipped == -1 else (length if local else 0) + skipped,
        text="" if _true(fields, "binarydata") else "ascii",
    )


def _files(path: Path, name: str, listed: list[str]) -> tuple[Path, ...]:
    if name.upper().startswith("LIST"):
        if name.upper() not in ("LIST", "LIST 2", "LIST 2D") or not listed:
            raise HeaderError(tr("an impossible list of voxel data files"))
        return data_files(path, listed)
    if "%" in name:
        words = name.split()
        if len(words) not in (3, 4):
            raise HeaderError(tr("an impossible pattern of its voxel data files"))
        first, last, step = (whole("ElementDataFile", word) for word in (*words[1:], "1")[:3])
        return data_files(path, numbered(words[0], first, last, step))
    return data_files(path, [name])


def _placement(
    path: Path, fields: dict[str, str], dimension: int
) -> tuple[NDArray[np.float64], list[str], bool]:
    """Affine (index to RAS mm), warnings, and whether the header says how the patient lies."""
    warnings: list[str] = []
    lps = np.eye(4)
    placed = "transformmatrix" in fields
    if placed:
        values = numbers("TransformMatrix", fields["transformmatrix"], dimension**2)
        rows = np.array(values).reshape(dimension, dimension)[:3, :3]  # one row per file axis
        lengths = np.linalg.norm(rows, axis=1)
        if not finite(values) or not lengths.all() or abs(np.linalg.det(rows)) < 1e-6:
            raise UserError(
                tr(
                    "{name} has a TransformMatrix that places several voxels at one place "
                    "({values}); its header may be damaged.",
                    name=path.name,
                    values=" ".join(f"{value:g}" for value in values[:9]),
                )
            )
        lps[:3, :3] = rows.T
    else:
        warnings.append(tr(ASSUMED))
    lps[:3, :3] = lps[:3, :3] * _spacing(fields, dimension, warnings)
    if "offset" in fields:
        origin = numbers("Offset", fields["offset"], dimension)[:3]
        if finite(origin):
            lps[:3, 3] = origin
        else:
            warnings.append(tr("The origin in the header is not a valid place; 0, 0, 0 is used."))
    if "distanceunits" in fields and fields["distanceunits"] not in ("?", ""):
        factors, said = converted([fields["distanceunits"]] * 3, 3)
        lps[:3] *= factors[0]
        warnings += said
    _compare_orientation(fields, lps, placed, warnings)
    return np.asarray(RAS_TO_LPS @ lps), warnings, placed


def _spacing(fields: dict[str, str], dimension: int, warnings: list[str]) -> NDArray[np.float64]:
    name = "elementspacing" if "elementspacing" in fields else "elementsize"
    if name not in fields:
        warnings.append(tr("The header gives no voxel spacing; 1 mm is assumed."))
        return np.ones(3)
    values = np.array(numbers(name, fields[name], dimension)[:3])
    if (values < 0).any():
        warnings.append(tr("The header gives a negative voxel spacing; its size is used."))
    values = np.abs(values)
    usable = np.isfinite(values) & (values > 0) & (values < 1e12)
    if not usable.all():
        missing = ", ".join(axis for axis, good in zip("ijk", usable, strict=True) if not good)
        warnings.append(
            tr(
                "The header gives no voxel spacing along {missing}; 1 mm is assumed.",
                missing=missing,
            )
        )
    if name == "elementspacing" and "elementsize" in fields:
        sizes_of = np.abs(numbers("ElementSize", fields["elementsize"], dimension)[:3])
        if not np.allclose(sizes_of, values, rtol=1e-3):
            warnings.append(
                tr(
                    "ElementSpacing ({spacing}) and ElementSize ({size}) differ in the "
                    "header; the spacing is used.",
                    spacing=_by(values),
                    size=_by(sizes_of),
                )
            )
    return np.where(usable, values, 1.0)


def _by(values: NDArray[np.float64]) -> str:
    return " × ".join(number(float(value), ".5g") for value in values)


def _compare_orientation(
    fields: dict[str, str], lps: NDArray[np.float64], placed: bool, warnings: list[str]
) -> None:
    """Warn if AnatomicalOrientation (from where each axis comes, "RAI" is LPS) says otherwise."""
    code = fields.get("anatomicalorientation", "").upper()
    ends = {"R": (0, 1), "L": (0, -1), "A": (1, 1), "P": (1, -1), "I": (2, 1), "S": (2, -1)}
    if not re.fullmatch("[RLAPIS]{3}", code) or len({ends[sign][0] for sign in code}) != 3:
        return
    if not placed and code == "RAI":
        return
    along = [int(np.argmax(np.abs(lps[:3, axis]))) for axis in range(3)]
    found = [(world, int(np.sign(lps[world, axis]))) for axis, world in enumerate(along)]
    if found != [ends[sign] for sign in code]:
        used = "TransformMatrix" if placed else tr("order of the axes")
        warnings.append(
            tr(
                "The header's AnatomicalOrientation ({code}) contradicts its {used}; the {used} is "
                "used, so check left, right, front and back before you trust them.",
                code=code,
                used=used,
            )
        )


def _intensity(fields: dict[str, str], warnings: list[str]) -> tuple[float, float]:
    """Slope and offset from stored values to intensities."""
    factors = []
    for name, default in (("slope", 1.0), ("offset", 0.0)):
        text = fields.get(f"elementtointensityfunction{name}")
        value = default if text is None else numbers(name, text, 1)[0]
        factors.append(value)
    slope, inter = factors
    if slope == 0.0 or not (np.isfinite(slope) and np.isfinite(inter)):
        warnings.append(
            tr("The header's intensity function is not valid; stored values are shown.")
        )
        return 1.0, 0.0
    if (slope, inter) != (1.0, 0.0):
        warnings.append(
            tr(
                "The header's intensity function was applied (value = {slope:g} · stored "
                "+ {inter:g}); other programs may show the stored values.",
                slope=slope,
                inter=inter,
            )
        )
    return slope, inter


def _kept(stored: dict[str, str], dimension: int) -> dict[str, str]:
    """Fields that say where the voxels lie, reduced to three axes, as stored."""
    known = {name.lower().replace(" ", ""): name for name in PLACING}
    kept = {}
    for name, value in stored.items():
        plain = known.get(name.lower().replace(" ", ""))
        if plain is None:
            continue
        words = value.split()
        if len(words) == dimension**2:
            grid = np.array(words).reshape(dimension, dimension)[:3, :3]
            kept[plain] = " ".join(grid.reshape(-1).tolist())
        else:
            kept[plain] = " ".join(words[:3]) if len(words) == dimension else value
    return kept

"""NRRD files: header parsed here, field by field as in the format's definition (teem, NRRD0005).

Orientation follows the field `space`: what is not left-posterior-superior is turned into it. Axes
that lie in space (vectors in `space directions`, or kind "space"/"domain") are the image's; one
more axis of another kind holds time points, components or layers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from annotator.core.errors import UserError
from annotator.core.texts import tr, translatable
from annotator.io.byte_stream import GZIP_MAGIC
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

    from annotator.core.geometry import Shape3
    from annotator.io.byte_stream import Compression

TYPES = {
    **dict.fromkeys(("signed char", "int8", "int8_t"), "i1"),
    **dict.fromkeys(("uchar", "unsigned char", "uint8", "uint8_t"), "u1"),
    **dict.fromkeys(("short", "short int", "signed short", "signed short int", "int16"), "i2"),
    **dict.fromkeys(("ushort", "unsigned short", "unsigned short int", "uint16"), "u2"),
    **dict.fromkeys(("int", "signed int", "int32", "int32_t"), "i4"),
    **dict.fromkeys(("uint", "unsigned int", "uint32", "uint32_t"), "u4"),
    **dict.fromkeys(("longlong", "long long", "long long int", "int64", "int64_t"), "i8"),
    **dict.fromkeys(("signed long long", "signed long long int"), "i8"),
    **dict.fromkeys(("ulonglong", "unsigned long long", "unsigned long long int"), "u8"),
    **dict.fromkeys(("uint64", "uint64_t"), "u8"),
    **dict.fromkeys(("int16_t",), "i2"),
    **dict.fromkeys(("uint16_t",), "u2"),
    "float": "f4",
    "double": "f8",
}
ENCODINGS: dict[str, tuple[str, str]] = {
    "raw": ("none", ""),
    **dict.fromkeys(("gzip", "gz"), ("gzip", "")),
    **dict.fromkeys(("bzip2", "bz2"), ("bzip2", "")),
    **dict.fromkeys(("txt", "text", "ascii"), ("none", "ascii")),
    "hex": ("none", "hex"),
}
SPACES = {
    **dict.fromkeys(("left-posterior-superior", "lps"), (1, 1, 1)),
    **dict.fromkeys(("right-anterior-superior", "ras"), (-1, -1, 1)),
    **dict.fromkeys(("left-anterior-superior", "las"), (1, -1, 1)),
}
"""Signs that turn a space's axes into left, posterior, superior."""
SPATIAL_KINDS = ("space", "domain")
VOLUME_KINDS = ("", "list", "time", "domain", "space", "???", "none")
SPELLINGS = {"datafile": "data file", "lineskip": "line skip", "byteskip": "byte skip"}
ASSUMED = translatable(
    "The header does not say how the patient lies ({what}): left, right, front and back are "
    "assumed, so check them before you trust them."
)
NO_SPACING = translatable("The header gives no voxel spacing along {axes}; 1 mm is assumed.")


@dataclass(slots=True)
class NrrdHeader:
    """Fields of a NRRD header.

    Attributes
    ----------
    fields
        By lower-case name ("data file", "byte skip", "line skip" in this spelling).
    pairs
        Key/value pairs (``key:=value``) in their order.
    data_names
        Lines after ``data file: LIST``.
    length
        Number of bytes up to and with the empty line, or the whole file if there is none.
    """

    fields: dict[str, str] = field(default_factory=dict)
    pairs: dict[str, str] = field(default_factory=dict)
    data_names: list[str] = field(default_factory=list)
    length: int = 0


def parse_nrrd(block: bytes) -> NrrdHeader:
    """Split the start of a file into fields.

    Raises
    ------
    HeaderError
        If it is no NRRD header.
    """
    if not re.match(rb"NRRD000[1-5]\r?\n", block):
        raise HeaderError(tr("no NRRD header"))
    header = NrrdHeader()
    at = block.index(b"\n") + 1
    listing = False
    while at < len(block):
        end = block.find(b"\n", at)
        raw = block[at:] if end < 0 else block[at:end]
        at = len(block) if end < 0 else end + 1
        if raw.rstrip(b"\r") == b"" and not listing:
            break
        line = decode(raw)
        if line.startswith("#"):
            continue
        if listing:
            if line.strip():
                header.data_names.append(line.strip())
        elif pair := re.match(r"([^:=]+):=(.*)", line):
            header.pairs[pair[1]] = pair[2]
        elif known := re.match(r"([^:]+): ?(.*)", line):
            name = known[1].strip().lower()
            set_once(header.fields, SPELLINGS.get(name, name), known[2].strip())
            listing = name in ("data file", "datafile") and known[2].strip().startswith("LIST")
        else:
            raise HeaderError(tr("a header line that is no field"))
    header.length = at
    return header


def open_nrrd(path: Path) -> ImageFile:
    """Parse the header of a ``.nrrd`` or ``.nhdr`` file.

    Raises
    ------
    UserError
        If the file is damaged or holds something else than a 3D or 4D scalar image.
    """
    block = read_start(path)
    try:
        header = parse_nrrd(block)
        return _image(path, header)
    except HeaderError as error:
        raise UserError(
            tr(
                "{name} is not a readable NRRD image (it has {error}); copy or download it again.",
                name=path.name,
                error=error,
            )
        ) from error


def _image(path: Path, header: NrrdHeader) -> ImageFile:
    fields = header.fields
    for name in ("type", "dimension", "sizes", "encoding"):
        if name not in fields:
            raise HeaderError(tr("no field '{name}'", name=name))
    dimension = whole("dimension", fields["dimension"])
    if not 1 <= dimension <= 16:
        raise HeaderError(f"{dimension} dimensions")
    lengths = sizes("sizes", fields["sizes"], dimension)
    if dimension < 3:
        spatial_shape(path, lengths)
    dtype = _dtype(path, fields)
    axes, extra = _axes(path, fields, lengths)
    shape = cast("Shape3", tuple(lengths[axis] for axis in axes))
    source = _voxels(path, header, dtype, shape, lengths, extra)
    source.check()
    affine, warnings, placed = _placement(path, fields, dimension, axes)
    return ImageFile(
        path,
        "NRRD",
        shape,
        source.volumes,
        dtype,
        affine,
        source.slabs,
        warnings=tuple(warnings),
        data_files=tuple(file for file in source.files if file != path),
        stored=StoredText("NRRD", _kept(header, axes), header.pairs),
        placed=placed,
        layers=extra is not None and fields_kind(fields, dimension)[extra] != "time",
    )


def fields_kind(fields: dict[str, str], dimension: int) -> list[str]:
    """Kind of each axis in lower case, "" where the header does not say."""
    kinds = fields.get("kinds", "").lower().split()
    return kinds if len(kinds) == dimension else [""] * dimension


def _dtype(path: Path, fields: dict[str, str]) -> np.dtype[Any]:
    name = " ".join(fields["type"].lower().split())
    if name not in TYPES:
        if name == "block":
            raise UserError(
                tr("{name} stores opaque blocks; save it as a scalar image.", name=path.name)
            )
        raise HeaderError(tr("an unknown type ({name})", name=name[:40]))
    dtype = np.dtype(TYPES[name])
    order = fields.get("endian", "little").lower()
    if order not in ("little", "big"):
        raise HeaderError(tr("an unknown byte order"))
    check_numeric(path, dtype)
    return dtype.newbyteorder(">" if order == "big" else "<")


def _axes(
    path: Path, fields: dict[str, str], lengths: tuple[int, ...]
) -> tuple[list[int], int | None]:
    """Find the three axes that lie in space, and one more axis or None."""
    dimension = len(lengths)
    kinds = fields_kind(fields, dimension)
    vectors = vectors_of(fields, dimension)
    if vectors is not None:
        axes = [axis for axis, vector in enumerate(vectors) if vector is not None]
        axes = [a for a in axes if kinds[a] in ("", *SPATIAL_KINDS)] if len(axes) > 3 else axes
        if len(axes) > 3 and "time" in fields.get("space", "").lower():
            axes = [a for a in axes if np.abs(np.array(vectors[a])[:3]).max() > 0]
    else:
        axes = [axis for axis, kind in enumerate(kinds) if kind in SPATIAL_KINDS]
    if len(axes) != 3:
        axes = list(range(dimension - 3, dimension)) if _leading(kinds) else [0, 1, 2]
    others = [axis for axis in range(dimension) if axis not in axes]
    for axis in others:
        if lengths[axis] > 1 and kinds[axis] not in VOLUME_KINDS:
            raise UserError(
                tr(
                    "{name} holds {lengths} values per voxel (colours, vectors or a time series "
                    "stored as such); save one of them as a 3D image.",
                    name=path.name,
                    lengths=lengths[axis],
                )
            )
    longer = [axis for axis in others if lengths[axis] > 1]
    if len(longer) > 1 or (longer and longer[0] not in (0, dimension - 1)):
        shape = tuple(lengths[axis] for axis in axes)
        spatial_shape(path, (*shape, *(lengths[axis] for axis in longer), 2)[: max(5, dimension)])
    return axes, longer[0] if longer else None


def _leading(kinds: list[str]) -> bool:
    """Whether the first axis is known to be none of space, as components of a voxel are."""
    return bool(kinds[0]) and kinds[0] not in (*SPATIAL_KINDS, "time", "???", "none")


def vectors_of(fields: dict[str, str], dimension: int) -> list[list[float] | None] | None:
    """`space directions`: one vector per axis, None for "none"; None without the field."""
    if "space directions" not in fields:
        return None
    words = re.findall(r"none|\([^()]*\)", fields["space directions"])
    if len(words) != dimension:
        raise HeaderError(tr("space directions that do not fit its dimension"))
    return [None if word == "none" else vector("space directions", word) for word in words]


def vector(name: str, text: str) -> list[float]:
    """Numbers of ``(a,b,c)``."""
    return numbers(name, text.strip().strip("()").replace(",", " "))


def _placement(
    path: Path, fields: dict[str, str], dimension: int, axes: list[int]
) -> tuple[NDArray[np.float64], list[str], bool]:
    """Affine (index to RAS mm), warnings, and whether the header says how the patient lies."""
    warnings: list[str] = []
    space = fields.get("space", "").strip().strip('"').lower()
    timed = space.endswith("-time") or (len(space) == 4 and space.endswith("t"))
    plain = space.removesuffix("-time") if space.endswith("-time") else space[:3] * timed or space
    vectors = vectors_of(fields, dimension)
    lps = np.eye(4)
    units = re.findall(r'"[^"]*"|\S+', fields.get("space units", ""))[:3]
    if vectors is None:
        lps[:3, :3] = np.diag(_spacings(fields, dimension, axes, warnings))
        words = re.findall(r'"[^"]*"|\S+', fields.get("units", ""))
        if not units and len(words) == dimension:
            units = [words[axis] for axis in axes]
    else:
        columns = [np.array(vectors[axis] or [], dtype=np.float64)[:3] for axis in axes]
        if any(len(column) != 3 for column in columns):
            raise HeaderError(tr("space directions that are not vectors of three numbers"))
        lps[:3, :3] = np.array(columns).T
        for name, column in zip("ijk", range(3), strict=True):
            if not np.isfinite(lps[:3, column]).all() or not lps[:3, column].any():
                raise UserError(
                    tr(
                        "{name} has no valid voxel spacing along its axis {axis} ({values}); "
                        "its header may be damaged.",
                        name=path.name,
                        axis=name,
                        values=", ".join(f"{value:g}" for value in lps[:3, column]),
                    )
                )
    if "space origin" in fields:
        origin = vector("space origin", fields["space origin"])[:3]
        if len(origin) == 3 and finite(origin):
            lps[:3, 3] = origin
        else:
            warnings.append(tr("The origin in the header is not a valid place; 0, 0, 0 is used."))
    factors, said = converted(units, 3)
    if vectors is not None:
        lps[:3] *= np.array(factors)[:, None]
    else:
        lps[:3, :3] *= np.array(factors)
    warnings += said
    if timed:
        warnings.append(tr("The header places this image in space and time; its time is not used."))
    placed = plain in SPACES and vectors is not None
    if not placed:
        what = tr("space: {space}", space=space[:40]) if space else tr("no space")
        what = what if vectors is not None else tr("{what}, no directions", what=what)
        warnings.append(tr(ASSUMED, what=what))
    signs = SPACES.get(plain, (1, 1, 1))
    return np.asarray(RAS_TO_LPS @ np.diag([*signs, 1]) @ lps), warnings, placed


def _spacings(
    fields: dict[str, str], dimension: int, axes: list[int], warnings: list[str]
) -> list[float]:
    values = [float("nan")] * dimension
    if "spacings" in fields:
        values = numbers("spacings", fields["spacings"], dimension)
    chosen = [abs(values[axis]) for axis in axes]
    if any(values[axis] < 0 for axis in axes):
        warnings.append(tr("The header gives a negative voxel spacing; its size is used."))
    missing = [
        n for n, value in zip("ijk", chosen, strict=True) if not (finite([value]) and value > 0)
    ]
    if missing:
        warnings.append(tr(NO_SPACING, axes=", ".join(missing)))
    return [value if finite([value]) and value > 0 else 1.0 for value in chosen]


def _voxels(
    path: Path,
    header: NrrdHeader,
    dtype: np.dtype[Any],
    shape: Shape3,
    lengths: tuple[int, ...],
    extra: int | None,
) -> VoxelSource:
    fields = header.fields
    encoding = fields["encoding"].lower()
    if encoding not in ENCODINGS:
        raise HeaderError(tr("an unknown encoding ({encoding})", encoding=encoding[:40]))
    compression, text = ENCODINGS[encoding]
    files, start = _files(path, header), header.length
    if "data file" in fields:
        start = 0
    for _ in range(min(whole("line skip", fields.get("line skip", "0")), 1000)):
        start = _after_line(files[0], start)
    skipped = whole("byte skip", fields.get("byte skip", "0"))
    if skipped < -1 or skipped > 1 << 40:
        raise HeaderError(tr("an impossible byte skip ({skipped})", skipped=skipped))
    if compression == "none":
        start, skipped = (-1 if skipped == -1 else start + skipped), 0
    elif skipped == -1:
        raise HeaderError(tr("a byte skip of -1 with compressed data"))
    elif compression == "gzip" and files[0] == path and not _is_gzip_at(path, start):
        raise HeaderError(tr("data that is not compressed as its header says"))
    if lengths[-1] % len(files):
        raise HeaderError(
            tr(
                "{count} voxel data files for {slices} slices",
                count=len(files),
                slices=lengths[-1],
            )
        )
    before = lengths[extra] if extra == 0 else 1
    after = lengths[extra] if extra is not None and extra != 0 else 1
    return VoxelSource(
        path,
        files,
        shape,
        dtype,
        before,
        after,
        cast("Compression", compression),
        start,
        skipped,
        cast("Any", text),
    )


def _files(path: Path, header: NrrdHeader) -> tuple[Path, ...]:
    name = header.fields.get("data file")
    if name is None:
        if path.suffix.lower() == ".nhdr" and not header.length < path.stat().st_size:
            raise HeaderError(tr("no voxel data and no field 'data file'"))
        return (path,)
    if name.startswith("LIST"):
        if not header.data_names:
            raise HeaderError(tr("an empty list of voxel data files"))
        return data_files(path, header.data_names)
    if "%" in name:
        words = name.rsplit(maxsplit=3)
        if len(words) != 4:
            raise HeaderError(tr("an impossible pattern of its voxel data files"))
        first, last, step = (whole("data file", word) for word in words[1:])
        return data_files(path, numbered(words[0], first, last, step))
    return data_files(path, [name])


def _after_line(file: Path, start: int) -> int:
    with file.open("rb") as stream:
        stream.seek(start)
        return start + len(stream.readline(1 << 16))


def _is_gzip_at(path: Path, start: int) -> bool:
    with path.open("rb") as stream:
        stream.seek(start)
        return stream.read(2) == GZIP_MAGIC


PLACING = ("space", "space dimension", "space origin", "space units", "measurement frame")
PER_AXIS = (
    *("space directions", "spacings", "units", "kinds", "centers", "centerings"),
    *("thicknesses", "axis mins", "axis maxs", "axismins", "axismaxs"),
)


def _kept(header: NrrdHeader, axes: list[int]) -> dict[str, str]:
    """Fields that say where the voxels lie, reduced to the three axes in space, as stored."""
    fields = header.fields
    dimension = int(fields["dimension"])
    kept = {name: fields[name] for name in PLACING if name in fields}
    for name in PER_AXIS:
        words = re.findall(r'"[^"]*"|\([^()]*\)|\S+', fields.get(name, ""))
        if len(words) == dimension:
            kept[name] = " ".join(words[axis] for axis in axes)
    return kept

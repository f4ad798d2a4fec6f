"""Image files out: the bytes of NIfTI, NRRD and MetaImage files.

A file of the source's own format keeps the source's header: every field that says where the voxels
lie is written as it was stored, and what was not defined stays undefined.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import nibabel as nib
import numpy as np
from isal import isal_zlib

from annotator.io.image_file import NIFTI_SUFFIXES, StoredNifti, StoredText
from annotator.io.orientation import RAS_TO_LPS, orthonormality_error

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

SUFFIXES = (".nii.gz", ".nii", ".nrrd", ".mha")
LARGEST_NIFTI1_DIMENSION = 32767
SCANNER_CODE = 1
ASSUMED_CODE = 2  # "aligned": the source itself does not say in which space it lies
AFFINE_TOLERANCE = 1e-4
SHEAR = 5e-5  # ITK draws the line at 1e-4
SLAB_BYTES = 1 << 24
COMPRESSION_LEVEL = 1
GZIP_BITS, ZLIB_BITS = 31, 15
META_TYPES = {
    "i1": "MET_CHAR",
    "u1": "MET_UCHAR",
    "i2": "MET_SHORT",
    "u2": "MET_USHORT",
    "i4": "MET_INT",
    "u4": "MET_UINT",
    "i8": "MET_LONG_LONG",
    "u8": "MET_ULONG_LONG",
    "f4": "MET_FLOAT",
    "f8": "MET_DOUBLE",
}
NRRD_TYPES = {
    "i1": "int8",
    "u1": "uint8",
    "i2": "int16",
    "u2": "uint16",
    "i4": "int32",
    "u4": "uint32",
    "i8": "int64",
    "u8": "uint64",
    "f4": "float",
    "f8": "double",
}
NRRD_ORDER = (
    *("space", "space dimension", "space directions", "spacings", "axis mins", "axis maxs"),
    *("axismins", "axismaxs", "thicknesses", "centers", "centerings", "kinds", "units"),
)
NRRD_PLACE = ("space units", "space origin", "measurement frame")


@dataclass(frozen=True, slots=True, eq=False)
class FileImage:
    """What a file shall hold, in file order.

    Attributes
    ----------
    voxels
        Integer or floating point ``(i, j, k)``.
    affine_ras
        float64 (4, 4), index to RAS millimetres.
    sform_code, qform_code
        NIfTI codes of the source, 0 for none.
    description
        Up to 79 characters for NIfTI's description field.
    stored
        The source's header, kept where the format is the same.
    unit_mm
        Millimetres per unit of length in `stored`.
    is_mask
        Whether the voxels are labels, for which the source's intent and display range mean nothing.
    pairs
        Key/value pairs for NRRD.
    """

    voxels: NDArray[Any]
    affine_ras: NDArray[np.float64]
    sform_code: int = 1
    qform_code: int = 1
    description: str = ""
    stored: object | None = None
    unit_mm: float = 1.0
    is_mask: bool = False
    pairs: dict[str, str] | None = None

    @property
    def is_sheared(self) -> bool:
        """Whether the axes are not perpendicular, which neither a qform nor ITK can express."""
        return orthonormality_error(self.affine_ras) > SHEAR

    def with_own_header(self) -> FileImage:
        """Return the same image without the source's header."""
        return replace(self, stored=None, unit_mm=1.0)

    def keeps_header(self, path: Path) -> bool:
        """Whether a file of that name gets the source's own header."""
        if path.name.lower().endswith(NIFTI_SUFFIXES):
            return isinstance(self.stored, StoredNifti)
        return isinstance(self.stored, StoredText) and self.stored.format == text_format(path)


def text_format(path: Path) -> str:
    """Format of a ``.nrrd`` or ``.mha`` file."""
    return "MetaImage" if path.name.lower().endswith(".mha") else "NRRD"


def same_affine(first: NDArray[np.float64], second: NDArray[np.float64]) -> bool:
    """Whether two affines agree to 1e-4 (or to float32 precision where that is coarser)."""
    return np.allclose(first, second, rtol=1.2e-7, atol=AFFINE_TOLERANCE)


def nifti_header(image: FileImage) -> nib.Nifti1Header:
    """Make a header: the source's own, or one with the affine in sform and qform.

    Of the source's header, shape, type, scaling and description change, for a mask also intent and
    display range; everything that says where voxels lie is as it was stored.

    In a new header the given codes are kept. A code of 0 takes the other one's value, or 2 when
    both are 0: the affine is known by then, and a reader that looks at one form only must find it
    there. The sform holds any affine exactly. The qform is a rotation in 32-bit quaternions, which
    cannot hold a sheared affine and loses rotations of under about 0.05° near a half turn. It then
    gets the nearest rotation under the given code, 0 included. One exception: ITK takes the qform
    if the sform's code is not 1, and for a lost rotation (no shear) the qform's code is then 0, so
    that ITK too takes the exact sform.
    """
    if isinstance(image.stored, StoredNifti):
        return _kept_header(image, image.stored)
    kind = nib.Nifti1Header
    if max(image.voxels.shape) > LARGEST_NIFTI1_DIMENSION:
        kind = nib.Nifti2Header
    header = kind()
    _describe_voxels(header, image)
    sform_code = image.sform_code or image.qform_code or ASSUMED_CODE
    header.set_sform(image.affine_ras, code=sform_code)
    header.set_qform(image.affine_ras, code=image.qform_code or sform_code, strip_shears=True)
    if not same_affine(header.get_qform(), image.affine_ras):
        keeps_code = image.is_sheared or sform_code == SCANNER_CODE
        header["qform_code"] = image.qform_code if keeps_code else 0
    header.set_xyzt_units("mm")
    return header


def _kept_header(image: FileImage, stored: StoredNifti) -> nib.Nifti1Header:
    is_first = len(stored.block) == nib.Nifti1Header.sizeof_hdr
    kind = nib.Nifti1Header if is_first else nib.Nifti2Header
    header = kind(stored.block, check=False).as_byteswapped("<")
    _describe_voxels(header, image)
    header["magic"] = b"n+1" if is_first else b"n+2"
    if image.is_mask:
        for name in ("intent_code", "intent_p1", "intent_p2", "intent_p3", "cal_min", "cal_max"):
            header[name] = 0
        header["intent_name"] = b""
    return header


def _describe_voxels(header: nib.Nifti1Header, image: FileImage) -> None:
    header["dim"] = (3, *image.voxels.shape, 1, 1, 1, 1)
    header.set_data_dtype(image.voxels.dtype)
    header["scl_slope"], header["scl_inter"] = 1.0, 0.0
    header["descrip"] = image.description.encode("ascii", "replace")[:79]


def encode_nifti(path: Path, image: FileImage) -> None:
    """Write a NIfTI file, gzip-compressed if `path` ends in ``.gz``."""
    header = nifti_header(image)
    extensions = image.stored.extensions if isinstance(image.stored, StoredNifti) else b""
    start = -(-(header.sizeof_hdr + 4 + len(extensions)) // 16) * 16
    header["vox_offset"] = start
    head = header.binaryblock + bytes((bool(extensions), 0, 0, 0)) + extensions
    blocks = _blocks(head.ljust(start, b"\0"), image.voxels)
    with path.open("wb") as file:
        for part in _gzip(blocks) if path.name.lower().endswith(".gz") else blocks:
            file.write(part)


def encode_nrrd(path: Path, image: FileImage) -> None:
    """Write a gzip-compressed NRRD file."""
    if image.keeps_header(path):
        assert isinstance(image.stored, StoredText)
        place = image.stored.fields
    else:
        lps = RAS_TO_LPS @ image.affine_ras
        place = {
            "space": "left-posterior-superior",
            "space directions": " ".join(_vector(lps[:3, axis]) for axis in range(3)),
            "kinds": "domain domain domain",
            "space origin": _vector(lps[:3, 3]),
        }
    lines = [
        "NRRD0005",
        f"# {image.description}",
        f"type: {NRRD_TYPES[image.voxels.dtype.str[1:]]}",
        "dimension: 3",
        *(f"{name}: {place[name]}" for name in NRRD_ORDER[:2] if name in place),
        f"sizes: {' '.join(map(str, image.voxels.shape))}",
        *(f"{name}: {place[name]}" for name in NRRD_ORDER[2:] if name in place),
        "endian: little",
        "encoding: gzip",
        *(f"{name}: {place[name]}" for name in NRRD_PLACE if name in place),
        *(f"{name}:={value}" for name, value in (image.pairs or {}).items()),
    ]
    head = "".join(f"{line}\n" for line in (*lines, "")).encode()
    with path.open("wb") as file:
        file.write(head)
        for part in _gzip(_blocks(b"", image.voxels)):
            file.write(part)


def encode_metaimage(path: Path, image: FileImage) -> None:
    """Write a compressed MetaImage file."""
    if image.keeps_header(path):
        assert isinstance(image.stored, StoredText)
        place = image.stored.fields
    else:
        lps = RAS_TO_LPS @ image.affine_ras
        spacing = np.linalg.norm(lps[:3, :3], axis=0)
        place = {
            "TransformMatrix": _words((lps[:3, :3] / spacing).T.reshape(-1)),
            "Offset": _words(lps[:3, 3]),
            "CenterOfRotation": "0 0 0",
            "ElementSpacing": _words(spacing),
        }
    packed = b"".join(_deflate(_blocks(b"", image.voxels), ZLIB_BITS))
    lines = [
        "ObjectType = Image",
        "NDims = 3",
        "BinaryData = True",
        "BinaryDataByteOrderMSB = False",
        "CompressedData = True",
        f"CompressedDataSize = {len(packed)}",
        *(f"{name} = {value}" for name, value in place.items()),
        f"DimSize = {' '.join(map(str, image.voxels.shape))}",
        f"ElementType = {META_TYPES[image.voxels.dtype.str[1:]]}",
        "ElementDataFile = LOCAL",
    ]
    with path.open("wb") as file:
        file.write("".join(f"{line}\n" for line in lines).encode())
        file.write(packed)


def encode(path: Path, image: FileImage) -> None:
    """Write a file of the format that `path` names."""
    if path.name.lower().endswith(NIFTI_SUFFIXES):
        encode_nifti(path, image)
    elif text_format(path) == "NRRD":
        encode_nrrd(path, image)
    else:
        encode_metaimage(path, image)


def _blocks(head: bytes, voxels: NDArray[Any]) -> Iterator[bytes]:
    """`head`, then the values in little-endian order, first axis fastest, some slices at a time."""
    if head:
        yield head
    little = voxels.dtype.newbyteorder("<")
    step = max(1, SLAB_BYTES // max(1, voxels[:, :, :1].nbytes))
    for k in range(0, voxels.shape[2], step):
        yield np.ascontiguousarray(voxels[:, :, k : k + step].T, little).tobytes()


def _gzip(blocks: Iterator[bytes]) -> Iterator[bytes]:
    yield from _deflate(blocks, GZIP_BITS)


def _deflate(blocks: Iterator[bytes], bits: int) -> Iterator[bytes]:
    packer = isal_zlib.compressobj(COMPRESSION_LEVEL, wbits=bits)
    for block in blocks:
        yield packer.compress(block)
    yield packer.flush()


def _words(values: NDArray[np.float64]) -> str:
    return " ".join(f"{value:.17g}" for value in values)


def _vector(values: NDArray[np.float64]) -> str:
    return "(" + ",".join(f"{value:.17g}" for value in values) + ")"

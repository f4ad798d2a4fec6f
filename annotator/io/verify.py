"""Reopening a written file with independent readers and comparing it with what was meant."""

from __future__ import annotations

import hashlib
import logging
import threading
import zlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import nibabel as nib
import numpy as np
from isal import igzip
from nibabel import imageglobals
from nibabel.filebasedimages import ImageFileError
from nibabel.spatialimages import HeaderDataError

from annotator.core.texts import tr, translatable
from annotator.io.byte_stream import IsalError
from annotator.io.encode import nifti_header, same_affine
from annotator.io.image_file import NIFTI_SUFFIXES, StoredNifti
from annotator.io.itk_process import ITK
from annotator.io.orientation import RAS_TO_LPS, grid_distance_mm

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from annotator.io.encode import FileImage

_NIBABEL_LOCK = threading.Lock()
NIBABEL_ERRORS = (
    *(ImageFileError, HeaderDataError, OSError, EOFError, ValueError, zlib.error),
    IsalError,
)
READ_BY_NIBABEL = (*NIFTI_SUFFIXES, ".hdr", ".img")
PLACE_TOLERANCE_MM = 5e-4
FLOAT32_ROUNDING = 2.4e-7  # of four numbers that are added up
REFUSED_NOTE = translatable(
    "{reader} cannot open the source {name} ({reason}), so it was not compared there; "
    "programs built on it will not show this image."
)
ELSEWHERE_NOTE = translatable(
    "Programs built on ITK place this image elsewhere than its header's first affine says; "
    "the saved file lies on the image there too, because it has the same header."
)
APART_NOTE = translatable(
    "Programs built on ITK place the source up to {apart:.3g} mm away from where its header puts "
    "it, and the saved file where the header puts it; for such programs save in the format of the "
    "source."
)
SHEARED_NOTE = translatable(
    "The axes of the source are not perpendicular: the sform holds them exactly, the qform cannot, "
    "and programs built on ITK refuse or straighten such files."
)
ROUNDED_NOTE = translatable(
    "The 32-bit rotation of the qform only approximates this affine; the sform holds it exactly."
)


class Mismatch(Exception):  # noqa: N818  (a finding; the writer turns it into a UserError)
    """A written file does not hold what it should; the message names reader and difference."""


def voxel_checksum(voxels: NDArray[Any]) -> str:
    """SHA-1 of the values of an array ``(i, j, k)``, i fastest, little-endian.

    Equal for every memory layout and byte order of the same values and type.
    """
    digest = hashlib.sha1(usedforsecurity=False)
    little_endian = voxels.dtype.newbyteorder("<")
    for k in range(voxels.shape[2]):
        digest.update(np.ascontiguousarray(voxels[:, :, k].T, little_endian).data)
    return digest.hexdigest()


def verify(
    path: Path, image: FileImage, source: Path | None = None
) -> tuple[str, list[str], list[str]]:
    """Reopen a file with nibabel (NIfTI) and SimpleITK and compare it with `image` and its source.

    Shape, voxel type and, by checksum, all voxels must be those of `image`. Each reader must place
    the voxels where it places those of the source (every corner, origin, spacing and direction to
    1e-3 mm); where it cannot read the source, or there is none, where `image` has them.

    Parameters
    ----------
    path
        The written file.
    image
        What it shall hold.
    source
        The file that the image was read from, which the same readers open.

    Returns
    -------
    checksum : str
        Of the voxels, see `voxel_checksum`.
    readers : list of str
        Who read the file back correctly, with versions.
    notes : list of str
        What could not be checked or expressed, whole sentences.

    Raises
    ------
    Mismatch
        At the first difference.
    """
    readers: list[str] = []
    notes: list[str] = []
    with ThreadPoolExecutor(2, thread_name_prefix="verify") as pool:
        asked = pool.submit(ITK.ask, path, voxels=True)
        summed = pool.submit(voxel_checksum, image.voxels)
        if path.name.lower().endswith(NIFTI_SUFFIXES):
            _verify_with_nibabel(path, image, source, notes)
            readers.append(f"nibabel {nib.__version__}")
        checksum, found = summed.result(), asked.result()
    if _verify_with_itk(path, image, found, checksum, source, notes):
        readers.append(f"SimpleITK {ITK.version}")
    return checksum, readers, list(dict.fromkeys(notes))


def _verify_with_nibabel(
    path: Path, image: FileImage, source: Path | None, notes: list[str]
) -> None:
    try:
        found = _load_quietly(path)
        voxels = _voxels_by_nibabel(path, found)
    except NIBABEL_ERRORS as error:
        raise Mismatch(f"nibabel cannot read it ({error})") from error
    _compare_voxels("nibabel", image, voxels)
    kept = isinstance(image.stored, StoredNifti)
    meant = image.affine_ras.copy()
    meant[:3] /= image.unit_mm  # nibabel leaves lengths in the header's unit
    if source is not None and source.name.lower().endswith(READ_BY_NIBABEL):
        try:
            theirs = _load_quietly(source)
        except NIBABEL_ERRORS as error:
            notes.append(tr(REFUSED_NOTE, reader="nibabel", name=source.name, reason=error))
        else:
            _compare_place("nibabel", found.affine, theirs.affine, image)
            if kept:
                for form in ("sform", "qform"):
                    mine, original = (_form(h, form) for h in (found.header, theirs.header))
                    if mine[1] != original[1] or not _alike(mine[0], original[0], image):
                        raise Mismatch(f"nibabel finds another {form} than in the source")
                return
    if kept:
        return
    if not _alike(found.affine, meant, image):
        difference = np.abs(found.affine - meant).max()
        raise Mismatch(f"nibabel finds an affine that differs by {difference:.4g}")
    qform = nifti_header(image).get_qform()
    for name, wanted in (("sform", image.affine_ras), ("qform", qform)):
        affine = getattr(found.header, f"get_{name}")()
        if not same_affine(affine, wanted):
            raise Mismatch(f"nibabel finds another {name}: {affine.tolist()}")
    if not same_affine(qform, image.affine_ras):
        notes.append(tr(SHEARED_NOTE if image.is_sheared else ROUNDED_NOTE))


def _voxels_by_nibabel(path: Path, found: Any) -> NDArray[Any]:
    """Values as nibabel reads them, decompressed on the way by the quicker library."""
    if not path.name.lower().endswith(".gz"):
        return np.asanyarray(found.dataobj)
    with igzip.IGzipFile(path) as stream:  # type: ignore[no-untyped-call]
        with _quietly():
            image = type(found).from_stream(stream)
        return np.asanyarray(image.dataobj)


def _form(header: Any, name: str) -> tuple[NDArray[np.float64], int]:
    with np.errstate(invalid="ignore", over="ignore"):
        try:
            affine = np.array(getattr(header, f"get_{name}")(), dtype=np.float64)
        except (HeaderDataError, ValueError):
            affine = np.full((4, 4), np.nan)
    return affine, int(header[f"{name}_code"])


@contextmanager
def _quietly() -> Iterator[None]:
    """Let nibabel keep its remarks on headers to itself."""
    with _NIBABEL_LOCK:
        level = imageglobals.logger.level
        imageglobals.logger.setLevel(logging.CRITICAL + 1)
        try:
            yield
        finally:
            imageglobals.logger.setLevel(level)


def _load_quietly(path: Path) -> Any:
    with _quietly():
        return nib.load(path, mmap=False)


def _verify_with_itk(
    path: Path,
    image: FileImage,
    found: dict[str, Any],
    checksum: str,
    source: Path | None,
    notes: list[str],
) -> bool:
    """Whether SimpleITK could read the file; raises `Mismatch` if it reads something else.

    `found` is what it answered.
    """
    theirs = None
    if source is not None:
        theirs = ITK.ask(source, voxels=False)
        if "error" in theirs:
            notes.append(
                tr(REFUSED_NOTE, reader="SimpleITK", name=source.name, reason=theirs["error"])
            )
            theirs = None
    if "error" in found:
        if image.is_sheared and path.name.lower().endswith(NIFTI_SUFFIXES):
            notes.insert(0, tr(SHEARED_NOTE))
            return False
        is_nifti = path.name.lower().endswith(NIFTI_SUFFIXES)
        if is_nifti and source is not None and theirs is None and image.keeps_header(path):
            return False  # as it refuses the source, which the notes say
        raise Mismatch(f"SimpleITK cannot read it ({found['error']})")
    if tuple(found["shape"]) != image.voxels.shape:
        raise Mismatch(
            f"SimpleITK finds shape {tuple(found['shape'])} instead of {image.voxels.shape}"
        )
    if found["dtype"] != image.voxels.dtype.name:
        raise Mismatch(f"SimpleITK finds {found['dtype']} voxels instead of {image.voxels.dtype}")
    if found["checksum"] != checksum:
        raise Mismatch("SimpleITK finds voxels with other values")
    affine = RAS_TO_LPS @ np.array(found["affine"])
    if theirs is not None:
        place = RAS_TO_LPS @ np.array(theirs["affine"])
        if image.keeps_header(path) or _alike(affine, place, image):
            _compare_place("SimpleITK", affine, place, image)
            if not _alike(place, image.affine_ras, image):
                notes.append(tr(SHEARED_NOTE if image.is_sheared else ELSEWHERE_NOTE))
            return True
        apart = grid_distance_mm(place, image.affine_ras, image.voxels.shape)
        notes.append(tr(APART_NOTE, apart=apart))
    if not _alike(affine, image.affine_ras, image) and not image.keeps_header(path):
        if image.is_sheared:
            notes.append(tr(SHEARED_NOTE))
            return True
        difference = np.abs(affine - image.affine_ras).max()
        raise Mismatch(f"SimpleITK finds an affine that differs by {difference:.4g}")
    return True


def _compare_voxels(reader: str, image: FileImage, voxels: NDArray[Any]) -> None:
    if voxels.shape != image.voxels.shape:
        raise Mismatch(f"{reader} finds shape {voxels.shape} instead of {image.voxels.shape}")
    native = voxels.dtype.newbyteorder("=")
    if native != image.voxels.dtype.newbyteorder("="):
        raise Mismatch(f"{reader} finds {voxels.dtype} voxels instead of {image.voxels.dtype}")
    bits = np.dtype(f"u{native.itemsize}")  # so that a number that is none equals itself
    wrong = 0
    for k in range(voxels.shape[2]):
        theirs, ours = (
            values[:, :, k].astype(native, copy=False).view(bits)
            for values in (voxels, image.voxels)
        )
        if not np.array_equal(theirs, ours):
            wrong += int(np.count_nonzero(theirs != ours))
    if wrong:
        raise Mismatch(f"{reader} finds {wrong} voxels with other values")


def _compare_place(
    reader: str, affine: NDArray[np.float64], source: NDArray[np.float64], image: FileImage
) -> None:
    if not _alike(affine, source, image):
        difference = np.abs(affine - source).max()
        raise Mismatch(f"{reader} finds an affine that differs by {difference:.4g} from the source")


def _alike(first: NDArray[np.float64], second: NDArray[np.float64], image: FileImage) -> bool:
    """Whether two affines put every corner at one place, to 1e-3 mm or what float32 can hold."""
    if not (np.isfinite(first).all() and np.isfinite(second).all()):
        return bool(np.array_equal(first, second, equal_nan=True))
    shape = image.voxels.shape
    reach = np.abs(second[:3, 3]).max() + (np.abs(second[:3, :3]) @ np.array(shape)).max()
    apart = grid_distance_mm(first, second, shape)
    return bool(apart <= PLACE_TOLERANCE_MM + FLOAT32_ROUNDING * reach)

"""Label maps and volumes out, exactly on the grid of their source, verified before they count."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from annotator.core.errors import UserError
from annotator.core.labels import MAX_VALUE, complete_labels
from annotator.core.texts import tr, translatable
from annotator.io.encode import ASSUMED_CODE, SUFFIXES, FileImage, encode, same_affine
from annotator.io.image_file import NIFTI_SUFFIXES
from annotator.io.itk_process import ITK
from annotator.io.orientation import RAS_TO_LPS, header_for
from annotator.io.replacing import remove_leftovers, replacing
from annotator.io.segments import SUFFIX as SEGMENTS_SUFFIX
from annotator.io.segments import segment_pairs
from annotator.io.verify import Mismatch, verify

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from annotator.core.geometry import Shape3, SourceHeader
    from annotator.core.labels import LabelClass
    from annotator.core.volume import Volume

SOURCE_SUFFIXES = (*NIFTI_SUFFIXES, ".nrrd", ".nhdr", ".mha", ".mhd", ".hdr", ".img")
PLAIN_NOTE = translatable(
    "The header of the source is not valid for other programs, so the saved file has a plain one "
    "with the same placement."
)
OTHER_FORM_NOTE = translatable(
    "The header of the source places its voxels in two ways; programs built on ITK, which read "
    "this format, take the second, and so does the saved file."
)


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
    classes: Sequence[LabelClass] | None = None,
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
    classes
        Names and colours, for formats that hold them (``.seg.nrrd``); default: those of the values.

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
    pairs = None
    if Path(path).name.lower().endswith(SEGMENTS_SUFFIX):
        if classes is None:
            present = np.unique(voxels)
            classes = complete_labels(int(v) for v in present if 0 < v <= MAX_VALUE)
        axes = source.source.axes if source.source else header_for(source.geometry).axes
        pairs = segment_pairs(classes, axes.to_file(voxels))
    return _save(Path(path), voxels, source, "label map", companions or {}, pairs)


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
    pairs: dict[str, str] | None = None,
) -> ExportReport:
    if voxels_zyx.shape != source.geometry.shape_zyx:
        raise ValueError(f"{voxels_zyx.shape} does not fit the grid {source.geometry.shape_zyx}")
    header = source.source or header_for(source.geometry)
    image_suffix(path)
    target = path.resolve()
    _refuse_sources(target, header)
    shadowed = _check_shadows(target, header)
    original = Path(header.path) if header.path.lower().endswith(SOURCE_SUFFIXES) else None
    if original is not None and not original.is_file():
        original = None
    image = FileImage(
        header.axes.to_file(voxels_zyx),
        header.affine_ras,
        header.sform_code if header.placed else ASSUMED_CODE,
        header.qform_code if header.placed else ASSUMED_CODE,
        f"CAT-Net Annotator {content}",
        header.stored,
        header.unit_mm,
        is_mask=content == "label map",
        pairs=pairs,
    )
    image, said = _as_programs_place_it(target, image, header, original)
    remove_leftovers(target.parent)
    with replacing(target, *(place.resolve() for place in companions)) as (temporary, *others):
        for other, text in zip(others, companions.values(), strict=True):
            other.write_text(text, "utf-8", newline="\n")
        try:
            checksum, readers, notes = _encode_and_verify(temporary, image, original)
        except Mismatch as difference:
            raise UserError(
                tr(
                    "{name} was not saved because it did not read back as written: {difference}; "
                    "check the disk or save to another folder.",
                    name=path.name,
                    difference=difference,
                )
            ) from difference
    return ExportReport(
        path,
        header.shape_ijk,
        image.voxels.dtype.name,
        image.affine_ras,
        checksum,
        tuple(readers),
        (*said, *notes, *shadowed),
    )


def _encode_and_verify(
    temporary: Path, image: FileImage, original: Path | None
) -> tuple[str, list[str], list[str]]:
    """Write with the source's header, or where readers stumble over that, with a plain one."""
    encode(temporary, image)
    try:
        return verify(temporary, image, original)
    except Mismatch:
        if not image.keeps_header(temporary):
            raise
    plain = image.with_own_header()
    encode(temporary, plain)
    checksum, readers, notes = verify(temporary, plain, original)
    return checksum, readers, [tr(PLAIN_NOTE), *notes]


def _as_programs_place_it(
    target: Path, image: FileImage, header: SourceHeader, original: Path | None
) -> tuple[FileImage, tuple[str, ...]]:
    """Place an image of another format than its source where ITK programs show the source.

    Formats other than NIfTI hold one affine and are read by such programs alone. Where a NIfTI
    header holds two, and ITK takes another one than we do, that one goes into the file.
    """
    is_nifti = target.name.lower().endswith(NIFTI_SUFFIXES)
    if is_nifti or not header.placements or original is None or image.keeps_header(target):
        return image, ()
    found = ITK.ask(original, voxels=False)
    place = RAS_TO_LPS @ np.array(found.get("affine", np.full((4, 4), np.nan)))
    for other in header.placements:
        if same_affine(place, other) and not same_affine(other, image.affine_ras):
            return replace(image, affine_ras=other), (tr(OTHER_FORM_NOTE),)
    return image, ()


def image_suffix(path: Path) -> str:
    """Return the ending that says in which format to write; `UserError` if there is none."""
    for suffix in SUFFIXES:
        if path.name.lower().endswith(suffix) and len(path.name) > len(suffix):
            written = path.name[-len(suffix) :]
            if written != suffix and not (written.isupper() and suffix != ".mha"):
                raise UserError(
                    tr(
                        "Programs built on ITK do not open files that end in {written}; name it "
                        "{name}{suffix}.",
                        written=written,
                        name=path.name[: -len(suffix)],
                        suffix=suffix,
                    )
                )
            return suffix
    raise UserError(
        tr(
            "{name} must end in {choices} or {suffixes}.",
            name=path.name,
            choices=", ".join(SUFFIXES[:-1]),
            suffixes=SUFFIXES[-1],
        )
    )


def _refuse_sources(target: Path, header: SourceHeader) -> None:
    """Raise if the target is a file of the source: by any link or spelling, or but for case."""
    for source in (header.path, *header.files):
        if not source:
            continue
        same_name = str(target).casefold() == str(Path(source).resolve()).casefold()
        if same_name or (target.exists() and Path(source).exists() and target.samefile(source)):
            raise UserError(
                tr(
                    "{name} is the image itself, which is never overwritten; choose another name.",
                    name=target.name,
                )
            )


def _check_shadows(target: Path, header: SourceHeader) -> tuple[str, ...]:
    """Look for NIfTI files of one name: ITK programs open the uncompressed one in place of both.

    Raises if the file to be written would not be opened, or hides the image; says what else it
    hides.
    """
    name = target.name.lower()
    if name.endswith(".nii.gz") and target.with_suffix("").is_file():
        raise UserError(
            tr(
                "{name} lies in the same folder, and programs built on ITK open that instead of "
                "{name_2}; choose another name or folder.",
                name=target.with_suffix("").name,
                name_2=target.name,
            )
        )
    hidden = target.with_name(f"{target.name}.gz")
    if not name.endswith(".nii") or not hidden.is_file():
        return ()
    if any(Path(source).resolve() == hidden for source in (header.path, *header.files) if source):
        raise UserError(
            tr(
                "Programs built on ITK would open {name} instead of the image {name_2}; choose "
                "another name or folder.",
                name=target.name,
                name_2=hidden.name,
            )
        )
    return (
        tr(
            "{name} lies in the same folder; programs built on ITK now open {saved} instead of it.",
            name=hidden.name,
            saved=target.name,
        ),
    )

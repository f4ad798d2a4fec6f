"""The images below a folder, each with the place of its mask: names and sizes, no voxels.

A mask belongs to an image by its name: beside it as ``NAME_labels`` (also ``_label``, ``_mask``,
``_seg``, ``_segmentation``), in nnU-Net's ``labelsTr`` for one of ``imagesTr``, or as ``label`` and
so on where it lies with a single image in one folder.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.core.errors import UserError
from annotator.core.texts import tr
from annotator.io.file_names import sidecar_path, stem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Look = Callable[[], None]

log = logging.getLogger(__name__)

IMAGE_SUFFIXES = (".nii.gz", ".nii", ".nrrd", ".nhdr", ".mha", ".mhd", ".hdr")
OTHER_SUFFIXES = (".json", ".txt", ".csv", ".tsv", ".md", ".png", ".jpg", ".raw", ".gz", ".img")
MASK_WORDS = ("labels", "label", "mask", "seg", "segmentation")
LOOKED_AT = 3
"""Files of a folder whose first bytes are read to see whether it holds DICOM."""

_MASK_NAME = re.compile(rf"(?P<image>.+)[._-](?:{'|'.join(MASK_WORDS)})", re.IGNORECASE)

Signature = str
"""Changes when a file does; "" for no file."""


@dataclass(frozen=True, slots=True)
class CaseFiles:
    """An image and what belongs to it.

    Attributes
    ----------
    image
        A file, or a folder of DICOM files.
    series
        Key of a DICOM series, "" where the folder holds just one, or for other files.
    mask
        Its label map; where it would be saved if there is none.
    has_mask
        Whether it is there.
    image_signature, state_signature
        Of the image; of mask and sidecar.
    """

    image: Path
    series: str
    mask: Path
    has_mask: bool
    image_signature: Signature
    state_signature: Signature

    @property
    def signatures(self) -> Signature:
        """Of image, mask and sidecar together."""
        return f"{self.image_signature} {self.state_signature}"


@dataclass(frozen=True, slots=True)
class DicomFolder:
    """A folder with DICOM files, whose series are still to be told apart."""

    path: Path
    signature: Signature


class _Listing:
    """Regular files of one folder by name, with their signatures."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: dict[str, Signature] = {}
        self.folders: list[Path] = []
        for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
            if entry.name.startswith("."):
                continue
            try:
                about = entry.stat()
            except OSError:  # a link to nowhere
                continue
            if stat.S_ISREG(about.st_mode):
                self.files[entry.name] = f"{about.st_mtime_ns}:{about.st_size}"
            elif stat.S_ISDIR(about.st_mode) and not entry.is_symlink():
                self.folders.append(Path(entry.path))

    def signature(self, *names: str) -> Signature:
        """Signature of some files together."""
        return "|".join(self.files.get(name, "") for name in names)

    def images(self) -> list[str]:
        """Names of image files, masks included."""
        return [name for name in self.files if name.lower().endswith(IMAGE_SUFFIXES)]

    def holds_dicom(self) -> bool:
        """Whether one of the first files of no known kind begins as DICOM."""
        from annotator.io.dicom.files import DicomFile  # pydicom only where files may be DICOM

        known = (*IMAGE_SUFFIXES, *OTHER_SUFFIXES)
        names = [name for name in self.files if not name.lower().endswith(known)]
        return any(DicomFile(self.folder / name).begins_as_dicom() for name in names[:LOOKED_AT])


def find_cases(folder: Path, look: Look = lambda: None) -> Iterator[CaseFiles | DicomFolder]:
    """Find the images below a folder, in order of their paths; hidden files are left out.

    `look` is called for every folder looked into and may raise to stop.

    Raises
    ------
    UserError
        If the folder itself cannot be read.
    """
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        look()
        try:
            listing = _Listing(here)
        except OSError as error:
            if here == folder:
                raise UserError(
                    tr(
                        "{file} cannot be read: {reason}.",
                        file=folder,
                        reason=error.strerror or error,
                    )
                ) from error
            continue
        is_dicom = listing.holds_dicom()
        if is_dicom:
            yield DicomFolder(here, _of_all(listing))
        yield from _cases(listing)
        waiting += [] if is_dicom else reversed(listing.folders)


def dicom_cases(found: DicomFolder, look: Look = lambda: None) -> Iterator[CaseFiles]:
    """Cases of a DICOM folder; those of a folder that cannot be read are left out, and logged.

    `look` is called for every file and may raise to stop.
    """
    from annotator.io.dicom.catalogue import read_catalogue

    try:
        catalogue = read_catalogue(found.path, lambda *_progress: look())
    except UserError as error:
        log.warning("%s", error)
        return
    yield from series_cases(
        found, [(series.key, series.header.file.path.parent) for series in catalogue.series]
    )


def series_cases(found: DicomFolder, keys: Iterable[tuple[str, Path]]) -> Iterator[CaseFiles]:
    """Cases of a DICOM folder, given each series' key and the folder of its files."""
    by_folder: dict[Path, list[str]] = {}
    for key, folder in keys:
        by_folder.setdefault(folder, []).append(key)
    for folder, series in by_folder.items():
        for key in series:
            alone = len(series) == 1
            tag = "" if alone else f"_{hashlib.sha256(key.encode()).hexdigest()[:8]}"
            mask = folder.with_name(f"{folder.name}{tag}_labels.nii.gz")
            yield CaseFiles(
                folder, "" if alone else key, mask, mask.exists(), found.signature, state_of(mask)
            )


def state_of(mask: Path) -> Signature:
    """Signature of a mask and its sidecar."""
    return "|".join(_signature(path) for path in (mask, sidecar_path(mask)))


def _signature(path: Path) -> Signature:
    try:
        about = path.stat()
    except OSError:
        return ""
    return f"{about.st_mtime_ns}:{about.st_size}"


def _of_all(listing: _Listing) -> Signature:
    text = "\n".join(f"{name} {signature}" for name, signature in listing.files.items())
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:24]


def _cases(listing: _Listing) -> Iterator[CaseFiles]:
    names = listing.images()
    stems = {stem(Path(name)).lower(): name for name in names}
    masks = {name for name in names if _is_mask(name, stems)}
    images = [name for name in names if name not in masks]
    if listing.folder.name in ("labelsTr", "labelsTs"):
        return
    for name in images:
        mask = _mask_beside(name, stems)
        if mask is None and len(images) == 1:
            mask = next((stems[word] for word in MASK_WORDS if word in stems), None)
        if mask is None and listing.folder.name in ("imagesTr", "imagesTs"):
            yield _nnunet_case(listing, name)
            continue
        target = listing.folder / (mask or f"{stem(Path(name))}_labels.nii.gz")
        yield CaseFiles(
            listing.folder / name,
            "",
            target,
            mask is not None,
            listing.signature(name),
            listing.signature(target.name, sidecar_path(target).name),
        )


def _is_mask(name: str, stems: dict[str, str]) -> bool:
    own = stem(Path(name)).lower()
    if own in MASK_WORDS or own.endswith(".seg"):
        return len(stems) > 1
    match = _MASK_NAME.fullmatch(own)
    return match is not None and match["image"] in stems


def _mask_beside(name: str, stems: dict[str, str]) -> str | None:
    own = stem(Path(name)).lower()
    for word in MASK_WORDS:
        for sign in "_-.":
            found = stems.get(f"{own}{sign}{word}")
            if found is not None:
                return found
    return None


def _nnunet_case(listing: _Listing, name: str) -> CaseFiles:
    base = re.sub(r"_\d{4}$", "", stem(Path(name)))
    ending = name[len(stem(Path(name))) :]
    folder = listing.folder.with_name(listing.folder.name.replace("images", "labels"))
    mask = folder / f"{base}{ending}"
    if not folder.is_dir():
        mask = listing.folder / f"{stem(Path(name))}_labels.nii.gz"
    return CaseFiles(
        listing.folder / name,
        "",
        mask,
        mask.is_file(),
        listing.signature(name),
        state_of(mask),
    )

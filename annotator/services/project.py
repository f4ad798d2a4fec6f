"""A folder of cases to be labelled: what is there, how far each is, who has it open.

Nothing here is kept in memory that others could change: cases lie in an index, which follows the
files, and what people say of a case lies in its sidecar::

    project = Project(folder, index_file)
    project.cases()                          # at once, as of the last look
    for news in project.refresh(token): ...  # look at the folder: CaseNews
    project.change(key, status="done")       # on disk
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import msgspec

from annotator.core.errors import UserError
from annotator.core.labels import LabelClass
from annotator.core.texts import tr
from annotator.io import case_lock
from annotator.io.case_finding import CaseFiles, dicom_cases, find_cases, state_of
from annotator.io.case_index import Case, CaseIndex, name_in
from annotator.io.case_state import change_state, read_state
from annotator.io.replacing import write_text
from annotator.services.case_look import look_into

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from annotator.core.cancel import CancelToken
    from annotator.io.case_index import Thumbnail
    from annotator.io.image_file import ImageFile

log = logging.getLogger(__name__)

TEMPLATE_FILE = "annotator-project.json"
BATCH = 100
"""Cases between two commits and two pieces of news."""


class Template(msgspec.Struct, frozen=True):
    """Labels that every case of a project is to have."""

    labels: tuple[LabelClass, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseNews:
    """What a look at the folder has found so far.

    Attributes
    ----------
    changed
        Cases that are new or not as they were.
    removed
        Keys of cases that are gone.
    seen
        Number of cases seen so far.
    """

    changed: tuple[Case, ...]
    removed: tuple[str, ...]
    seen: int


class Project:
    """The cases below a folder. Its methods may be called from several threads.

    Parameters
    ----------
    folder
        Of the project.
    index_file
        Where the index lies, outside `folder`.

    Raises
    ------
    UserError
        If there is no such folder, or the index cannot be made.
    """

    def __init__(self, folder: Path, index_file: Path) -> None:
        if not folder.is_dir():
            raise UserError(tr("There is no folder {folder}.", folder=folder))
        self.folder = folder.resolve()
        self._index = CaseIndex(index_file, self.folder)

    # ---- what there is

    def cases(self) -> list[Case]:
        """All cases as they were at the last look, by name."""
        return self._index.cases()

    def case(self, key: str) -> Case:
        """One case; `UserError` if it is gone."""
        found = self._index.case(key)
        if found is None:
            raise UserError(
                tr("{name} has no case {key} any more.", name=self.folder.name, key=key)
            )
        return found

    def rebuild(self) -> None:
        """Forget the index; the next look reads every header anew."""
        self._index.clear()

    def refresh(self, token: CancelToken) -> Iterator[CaseNews]:
        """Look at the folder and bring the index up to date.

        Raises
        ------
        UserError
            If the folder cannot be read.
        Cancelled
            If the token was cancelled meanwhile; what was found is kept.
        """
        known = {case.key: case for case in self._index.cases()}
        seen: set[str] = set()
        changed: list[Case] = []
        for files in self._all_files(known.values(), token):
            key = self._key(files)
            seen.add(key)
            case = self._updated(known.get(key), key, files)
            if case is not known.get(key):
                changed.append(case)
            if len(changed) >= BATCH:
                self._index.store(changed)
                yield CaseNews(tuple(changed), (), len(seen))
                changed.clear()
        gone = tuple(key for key in known if key not in seen)
        self._index.store(changed)
        self._index.remove(gone)
        yield CaseNews(tuple(changed), gone, len(seen))

    def look_into(self, key: str) -> Case:
        """Read voxels of a case: its thumbnail, its modality, the labels that its mask holds."""
        case = self.case(key)
        if case.is_known:
            return case
        found = look_into(case)
        case = replace(
            case,
            modality=found.modality,
            labels=found.labels,
            problem=found.problem,
            looked_into=case.signatures,
        )
        self._index.store_look(case)
        if found.thumbnail is not None:
            self._index.store_thumbnail(key, found.thumbnail)
        return self.case(key)

    def thumbnails(self, keys: Iterable[str]) -> dict[str, Thumbnail]:
        """Pictures of cases, of those that were looked into."""
        return self._index.thumbnails(keys)

    # ---- work on a case

    def change(self, key: str, **changes: Any) -> Case:
        """Change fields of a case's state (`annotator.io.case_state.CaseState`) on disk.

        Raises
        ------
        HeldElsewhere
            If somebody else has the case open.
        UserError
            If its sidecar is damaged or cannot be written.
        """
        case = self.case(key)
        with case_lock.held(case.mask):
            change_state(case.mask, **changes)
        return self.reread(key)

    def reread(self, key: str) -> Case:
        """Take over what a case's mask and sidecar are now, as after a save."""
        known = self.case(key)
        case = self._updated(known, key, _files_now(known))
        if case is not known:
            self._index.store([case])
        return case

    def holder(self, key: str) -> case_lock.Holder | None:
        """Who has a case open, None if nobody has or it is open here."""
        found = case_lock.holder(self.case(key).mask)
        return None if found is None or found.is_this_process else found

    # ---- label template

    def template(self) -> tuple[LabelClass, ...]:
        """Labels that every case is to have; none if nobody has said.

        Raises
        ------
        UserError
            If the file is damaged.
        """
        path = self.folder / TEMPLATE_FILE
        try:
            return msgspec.json.decode(path.read_bytes(), type=Template).labels
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise UserError(
                tr("{file} cannot be read: {reason}.", file=path, reason=error.strerror or error)
            ) from error
        except (msgspec.MsgspecError, ValueError) as error:
            raise UserError(
                tr("{name} is damaged: {error}; correct or remove it.", name=path.name, error=error)
            ) from error

    def set_template(self, labels: Iterable[LabelClass]) -> None:
        """Say which labels every case is to have; raises `UserError` if that cannot be kept."""
        kept = tuple(
            LabelClass(item.value, item.name, item.color, group=item.group) for item in labels
        )
        text = msgspec.json.format(msgspec.json.encode(Template(kept)), indent=2).decode()
        write_text(self.folder / TEMPLATE_FILE, text + "\n")

    # ---- finding

    def _all_files(self, known: Iterable[Case], token: CancelToken) -> Iterator[CaseFiles]:
        """Files of every case; series of DICOM folders are told apart anew where one changed."""
        signatures = self._index.folders()
        by_signature: dict[str, list[Case]] = {}
        for case in known:
            by_signature.setdefault(case.image_signature, []).append(case)
        for found in find_cases(self.folder, token.raise_if_cancelled):
            token.raise_if_cancelled()
            if isinstance(found, CaseFiles):
                yield found
                continue
            path = found.path.as_posix()
            if signatures.get(path) == found.signature:
                yield from map(_files_now, by_signature.get(found.signature, ()))
            else:
                yield from dicom_cases(found, token.raise_if_cancelled)
                self._index.store_folder(path, found.signature)

    def _updated(self, known: Case | None, key: str, files: CaseFiles) -> Case:
        """Case as its files are now: `known` itself if nothing changed."""
        now = (files.mask, files.signatures)
        if known is not None and (known.mask, known.signatures) == now:
            return known
        if known is not None and known.is_known and _said_more(known, files):
            state, signature = read_state(files.mask), files.state_signature
            case = replace(known, state=state, state_signature=signature)
            return replace(case, looked_into=case.signatures)
        case = Case(
            key,
            self.folder,
            name_in(self.folder, files.image),
            files.series,
            name_in(self.folder, files.mask),
            files.has_mask,
            files.image_signature,
            files.state_signature,
            state=read_state(files.mask),
        )
        try:
            image = open_case(case)
        except UserError as error:
            return replace(case, problem=str(error))
        spacing = tuple(float(mm) for mm in (image.affine_ras[:3, :3] ** 2).sum(axis=0) ** 0.5)
        modality: str = image.modality or ""
        if known is not None and known.image_signature == case.image_signature:
            modality = known.modality
        return replace(case, shape_ijk=image.shape_ijk, spacing_mm=spacing, modality=modality)

    def _key(self, files: CaseFiles) -> str:
        name = name_in(self.folder, files.image)
        return f"{name}:{files.series}" if files.series else name


def index_file(folder: Path, cache_folder: Path) -> Path:
    """Where the index of a project lies in the user's cache folder."""
    digest = hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogateescape"))
    return cache_folder / "projects" / f"{digest.hexdigest()[:24]}.sqlite"


def _said_more(known: Case, files: CaseFiles) -> bool:
    """Whether only the sidecar of a case has changed, so that its voxels are known."""
    same_image = known.image_signature == files.image_signature
    same_mask = known.state_signature.split("|")[0] == files.state_signature.split("|")[0]
    return same_image and same_mask and known.mask == files.mask


def _files_now(case: Case) -> CaseFiles:
    return CaseFiles(
        case.image,
        case.series,
        case.mask,
        case.mask.is_file(),
        case.image_signature,
        state_of(case.mask),
    )


def open_case(case: Case) -> ImageFile:
    """Open the image of a case; raises `UserError` as `annotator.io.read.open_image`."""
    from annotator.io.read import open_image

    return open_image(case.image, case.series)

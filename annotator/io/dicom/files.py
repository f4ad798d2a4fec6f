"""Which files of a folder, a zip archive or a DICOMDIR are DICOM: told by content, not by name."""

from __future__ import annotations

import io
import os
import stat
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

import pydicom

from annotator.core.errors import UserError
from annotator.core.texts import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Tick = Callable[[int, int], None]

PREAMBLE = 128
MOST_FILES = 200_000
DEEPEST = 32
SMALL = 1 << 16
LARGEST_MEMBER = 4 << 30
BOMB_BYTES, BOMB_RATIO = 256 << 20, 200

UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What reading a file or a member of a damaged archive raises."""


def no_tick(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


class Archive:
    """A zip archive; members are read into memory, nothing is unpacked to the disk.

    Raises
    ------
    UserError
        If it is damaged or its members would fill the memory (a claimed size above 256 MB that is
        more than 200 times the size of the archive).
    """

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except UNREADABLE as error:
            raise UserError(
                tr("{name} is a damaged zip archive; copy it again.", name=path.name)
            ) from error
        self.path = path
        size = sum(member.file_size for member in self._zip.infolist())
        if size > BOMB_BYTES and size > BOMB_RATIO * path.stat().st_size:
            raise UserError(
                tr(
                    "{name} would unpack to {size:.0f} MB, {bomb_ratio} times its own "
                    "size or more; "
                    "it is not opened.",
                    name=path.name,
                    size=size / 1000000.0,
                    bomb_ratio=BOMB_RATIO,
                )
            )

    def names(self) -> list[str]:
        """Members that are files."""
        return [member.filename for member in self._zip.infolist() if not member.is_dir()]

    def size(self, name: str) -> int:
        """Bytes of a member."""
        return self._zip.getinfo(name).file_size

    def read(self, name: str, count: int = -1) -> bytes:
        """Bytes of a member, all or the first `count`."""
        member = self._zip.getinfo(name)
        if member.file_size > LARGEST_MEMBER:
            raise ValueError("member too large")
        if member.flag_bits & 1:
            raise UserError(
                tr("{name} is encrypted; unpack it and open the folder.", name=self.path.name)
            )
        with self._zip.open(member) as stream:
            return stream.read(member.file_size if count < 0 else count)


class _Bounded(io.BufferedReader):
    """A file that never sets memory aside for more bytes than it holds, whatever is claimed."""

    def __init__(self, path: Path) -> None:
        super().__init__(io.FileIO(path, "rb"))
        self._size = os.fstat(self.fileno()).st_size

    def read(self, size: int | None = -1) -> bytes:
        """Read up to `size` bytes."""
        if size is not None and size > SMALL:
            size = min(size, max(0, self._size - self.tell()))
        return super().read(size)


@dataclass(frozen=True, slots=True)
class DicomFile:
    """A regular file, or a member of a zip archive.

    Attributes
    ----------
    path
        The file, or the archive.
    member
        Name inside the archive.
    """

    path: Path
    member: str = ""
    archive: Archive | None = field(default=None, repr=False, compare=False)

    def open(self) -> BinaryIO:
        """Open for reading; raises one of `UNREADABLE`."""
        if self.archive is not None:
            return io.BytesIO(self.archive.read(self.member))
        if not self.path.is_file():  # a pipe would never answer
            raise OSError("not a regular file")
        return cast("BinaryIO", _Bounded(self.path))

    @property
    def name(self) -> str:
        """File name for messages."""
        return Path(self.member).name if self.member else self.path.name

    @property
    def size(self) -> int:
        """Bytes of the file; raises one of `UNREADABLE`."""
        if self.archive is not None:
            return self.archive.size(self.member)
        return self.path.stat().st_size

    def begins_as_dicom(self) -> bool:
        """Whether the first bytes are those of a DICOM file, with or without a preamble."""
        try:
            if self.archive is not None:
                block = self.archive.read(self.member, PREAMBLE + 4)
            else:
                with self.open() as stream:
                    block = stream.read(PREAMBLE + 4)
        except UNREADABLE:
            return False
        return is_dicom_block(block)


def is_dicom_block(block: bytes) -> bool:
    """Whether the first 132 bytes of a file are those of a DICOM file.

    A file without the preamble of the standard begins with a small element of group 2 or 8.
    """
    if block[PREAMBLE : PREAMBLE + 4] == b"DICM":
        return True
    bare = block[:2] in (b"\x02\x00", b"\x08\x00") and block[2:4] in (b"\x00\x00", b"\x05\x00")
    explicit, length = block[4:6], int.from_bytes(block[4:8], "little")
    return bare and len(block) > PREAMBLE and (explicit in (b"UL", b"CS") or 0 < length < 64)


def is_dicom_input(path: Path) -> bool:
    """Whether `path` is a folder, a zip archive or a DICOM file, judged by its first bytes."""
    if path.is_dir():
        return True
    if not path.is_file():
        return False
    try:
        with path.open("rb") as stream:
            block = stream.read(PREAMBLE + 4)
    except OSError:
        return False
    return block[:4] == b"PK\x03\x04" or is_dicom_block(block)


def find_files(path: Path, tick: Tick = no_tick) -> tuple[list[DicomFile], int]:
    """DICOM files that a path stands for, and the number of other files there.

    Parameters
    ----------
    path
        A folder (searched to 32 levels, each real folder once), a zip archive, a DICOMDIR, or one
        file, which stands for itself and the files beside it.
    tick
        Told ``(files looked at, 0)``; may raise to stop the search.

    Raises
    ------
    UserError
        If there is nothing to look at, or far too much.
    """
    if path.is_dir():
        return _of(path, (DicomFile(file) for file in _walk(path)), tick)
    with path.open("rb") as stream:
        if stream.read(4) == b"PK\x03\x04":
            archive = Archive(path)
            return _of(path, (DicomFile(path, name, archive) for name in archive.names()), tick)
    directory = _referenced_files(path)
    if directory is not None:
        return _of(path, map(DicomFile, directory), tick)
    beside = sorted(file for file in path.parent.iterdir() if file.is_file())
    return _of(path, map(DicomFile, beside), tick)


def _of(path: Path, files: Iterator[DicomFile], tick: Tick) -> tuple[list[DicomFile], int]:
    found, others = [], 0
    for number, file in enumerate(files):
        if number >= MOST_FILES:
            raise UserError(
                tr(
                    "{path} holds more than {most_files} files; open a folder closer to "
                    "the images.",
                    path=path,
                    most_files=MOST_FILES,
                )
            )
        tick(number, 0)
        if file.begins_as_dicom():
            found.append(file)
        else:
            others += 1
    return found, others


def _walk(folder: Path) -> Iterator[Path]:
    """Regular files below a folder in order of name; links are followed, each folder once."""
    seen: set[tuple[int, int]] = set()
    waiting = [(folder, 0)]
    while waiting:
        here, depth = waiting.pop()
        try:
            about = here.stat()
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError:
            if here == folder:
                raise UserError(
                    tr("{folder} cannot be read; check its permissions.", folder=folder)
                ) from None
            continue
        if (about.st_dev, about.st_ino) in seen:
            continue
        seen.add((about.st_dev, about.st_ino))
        for entry in entries:
            try:
                mode = entry.stat().st_mode
            except OSError:  # a link to nowhere
                continue
            if stat.S_ISREG(mode):
                yield Path(entry.path)
            elif stat.S_ISDIR(mode) and depth < DEEPEST:
                waiting.append((Path(entry.path), depth + 1))


def _referenced_files(path: Path) -> list[Path] | None:
    """Files that a DICOMDIR names, all below its own folder; None if `path` is no DICOMDIR."""
    try:
        with DicomFile(path).open() as stream:
            records = pydicom.dcmread(stream, specific_tags=["DirectoryRecordSequence"])
        listed = records.get("DirectoryRecordSequence")
        if listed is None:
            return None
        parts = [record.get("ReferencedFileID") for record in listed]
    except Exception:  # noqa: BLE001  (pydicom raises many kinds on damaged files)
        return None
    root = path.parent.resolve()
    files = []
    for part in filter(None, parts):
        names = [part] if isinstance(part, str) else [str(name) for name in part]
        file = _spelled_as_on_disk(root, names)
        if file is not None and file.resolve().is_relative_to(root):
            files.append(file)
    return files


def _spelled_as_on_disk(root: Path, names: list[str]) -> Path | None:
    """File whose name may be in lower case or end in ``.dcm`` on disk, as copies of CDs are."""
    for variant in (names, [name.lower() for name in names]):
        file = root.joinpath(*variant)
        for candidate in (file, file.with_name(f"{file.name}.dcm")):
            if candidate.is_file():
                return candidate
    return None

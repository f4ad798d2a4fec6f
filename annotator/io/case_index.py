"""What is known of the cases of a folder, in one SQLite file: fast to open, rebuilt at any time.

The truth lies in the cases' own files; rows are kept as long as the signatures of those files are
the same. The index belongs to one user and computer, so it never lies on a shared folder.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from annotator.core.errors import UserError
from annotator.core.texts import tr
from annotator.io.case_state import CaseState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from annotator.io.case_state import Status

log = logging.getLogger(__name__)

NumbersT = TypeVar("NumbersT", tuple[int, ...], tuple[float, ...])

VERSION = 3
NOTHING_SAID = CaseState()
TABLE = """
CREATE TABLE cases (
    key TEXT PRIMARY KEY, image TEXT, series TEXT, mask TEXT, has_mask INTEGER,
    image_signature TEXT, state_signature TEXT,
    shape TEXT, spacing TEXT, modality TEXT, problem TEXT,
    status TEXT, note TEXT, labeller TEXT, reader TEXT,
    labels TEXT, looked_into TEXT
);
CREATE TABLE thumbnails (key TEXT PRIMARY KEY, width INTEGER, pixels BLOB);
CREATE TABLE folders (path TEXT PRIMARY KEY, signature TEXT);
"""
COLUMNS = (
    "key, image, series, mask, has_mask, image_signature, state_signature, shape, spacing, "
    "modality, problem, status, note, labeller, reader, labels, looked_into"
)


@dataclass(frozen=True, slots=True)
class Case:
    """One image of a project with what is known of it.

    Attributes
    ----------
    key
        Its path from the project's folder, with the DICOM series after a colon where needed.
    folder
        Of the project.
    image_name, mask_name
        Paths of image and mask from there, with slashes.
    series, has_mask, image_signature, state_signature
        As in `annotator.io.case_finding.CaseFiles`.
    shape_ijk, spacing_mm
        In the order of the file; empty if the header cannot be read.
    modality
        "CT", "MR" or "unknown"; "" as long as nobody has looked at the voxels.
    problem
        Why the image cannot be opened, "" if it can.
    state
        What people say of it.
    labels
        Values that the mask holds; None as long as nobody has looked.
    looked_into
        Signatures of image and mask when the voxels were last looked at.
    """

    key: str
    folder: Path
    image_name: str
    series: str
    mask_name: str
    has_mask: bool
    image_signature: str
    state_signature: str
    shape_ijk: tuple[int, ...] = ()
    spacing_mm: tuple[float, ...] = ()
    modality: str = ""
    problem: str = ""
    state: CaseState = NOTHING_SAID
    labels: tuple[int, ...] | None = None
    looked_into: str = ""

    @property
    def image(self) -> Path:
        """File, or folder of DICOM files, of the image."""
        return self.folder / self.image_name

    @property
    def mask(self) -> Path:
        """File of the mask; where it would be saved if there is none."""
        return self.folder / self.mask_name

    @property
    def status(self) -> Status:
        """Status that counts."""
        return self.state.shown(self.has_mask)

    @property
    def signatures(self) -> str:
        """Of image, mask and sidecar together."""
        return f"{self.image_signature} {self.state_signature}"

    @property
    def is_known(self) -> bool:
        """Whether the voxels were looked at since the files changed."""
        return self.looked_into == self.signatures


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A small grey picture: `pixels` row by row, one byte each."""

    width: int
    pixels: bytes


class CaseIndex:
    """Rows of the cases of one folder. May be used from several threads.

    Parameters
    ----------
    file
        The index; made if it is missing, made anew if it is damaged or of another version.
    folder
        The project's folder, from which paths are kept.

    Raises
    ------
    UserError
        If it can be neither read nor made.
    """

    def __init__(self, file: Path, folder: Path) -> None:
        self._file, self._folder = file, folder
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with self._open() as base:
                (version,) = base.execute("PRAGMA user_version").fetchone()
                base.execute(f"SELECT {COLUMNS} FROM cases LIMIT 1")
            if version != VERSION:
                self.clear()
        except sqlite3.DatabaseError:
            self.clear()
        except OSError as error:
            raise UserError(
                tr(
                    "{parent} cannot be written ({reason}); check its permissions.",
                    parent=file.parent,
                    reason=error.strerror,
                )
            ) from error

    def clear(self) -> None:
        """Begin afresh: what the folder holds is not known any more."""
        with suppress(OSError):
            self._file.unlink()
        try:
            with self._open() as base:
                base.executescript(TABLE)
                base.execute(f"PRAGMA user_version = {VERSION}")
        except sqlite3.DatabaseError as error:
            raise UserError(
                tr("The index {file} cannot be made: {error}.", file=self._file, error=error)
            ) from error

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._file, timeout=30)) as base, base:
            base.execute("PRAGMA synchronous = OFF")  # it can be made anew
            yield base

    def cases(self) -> list[Case]:
        """All cases by key."""
        with self._open() as base:
            rows = base.execute(f"SELECT {COLUMNS} FROM cases ORDER BY key").fetchall()
        return [self._case(row) for row in rows]

    def case(self, key: str) -> Case | None:
        """Return one case."""
        with self._open() as base:
            row = base.execute(f"SELECT {COLUMNS} FROM cases WHERE key = ?", (key,)).fetchone()
        return None if row is None else self._case(row)

    def store(self, cases: Iterable[Case]) -> None:
        """Add cases, or put them in place of those of the same keys."""
        rows = [self._row(case) for case in cases]
        names = COLUMNS.split(", ")
        places = ", ".join("?" * len(names))
        new = ", ".join(f"{name} = excluded.{name}" for name in names[1:])
        with self._open() as base:
            base.executemany(
                f"INSERT INTO cases ({COLUMNS}) VALUES ({places}) "
                f"ON CONFLICT (key) DO UPDATE SET {new}",
                rows,
            )

    def store_look(self, case: Case) -> None:
        """Keep what a look at the voxels of a case told, unless its files have changed since."""
        labels = None if case.labels is None else json.dumps(case.labels)
        with self._open() as base:
            base.execute(
                "UPDATE cases SET modality = ?, labels = ?, problem = ?, looked_into = ? "
                "WHERE key = ? AND image_signature = ? AND state_signature = ?",
                (
                    case.modality,
                    labels,
                    case.problem,
                    case.looked_into,
                    case.key,
                    case.image_signature,
                    case.state_signature,
                ),
            )

    def remove(self, keys: Iterable[str]) -> None:
        """Forget cases."""
        gone = [(key,) for key in keys]
        with self._open() as base:
            base.executemany("DELETE FROM cases WHERE key = ?", gone)
            base.executemany("DELETE FROM thumbnails WHERE key = ?", gone)

    def thumbnails(self, keys: Iterable[str]) -> dict[str, Thumbnail]:
        """Pictures of cases, as far as there are any."""
        found = {}
        with self._open() as base:
            for key in keys:
                row = base.execute(
                    "SELECT width, pixels FROM thumbnails WHERE key = ?", (key,)
                ).fetchone()
                if row is not None:
                    found[key] = Thumbnail(*row)
        return found

    def store_thumbnail(self, key: str, picture: Thumbnail) -> None:
        """Keep the picture of a case."""
        with self._open() as base:
            base.execute(
                "INSERT OR REPLACE INTO thumbnails VALUES (?, ?, ?)",
                (key, picture.width, picture.pixels),
            )

    def folders(self) -> dict[str, str]:
        """Signatures of the DICOM folders whose series are known."""
        with self._open() as base:
            return dict(base.execute("SELECT path, signature FROM folders").fetchall())

    def store_folder(self, path: str, signature: str) -> None:
        """Remember that the series of a DICOM folder are known."""
        with self._open() as base:
            base.execute("INSERT OR REPLACE INTO folders VALUES (?, ?)", (path, signature))

    def _case(self, row: Sequence[Any]) -> Case:
        (key, image, series, mask, has_mask, image_signature, state_signature) = row[:7]
        (shape, spacing, modality, problem, status, note, labeller, reader) = row[7:15]
        labels, looked_into = row[15:]
        return Case(
            key,
            self._folder,
            image,
            series,
            mask,
            bool(has_mask),
            image_signature,
            state_signature,
            _numbers(shape, tuple[int, ...]),
            _numbers(spacing, tuple[float, ...]),
            modality,
            problem,
            CaseState(status=status, note=note, labeller=labeller, reader=reader),
            None if labels is None else _numbers(labels, tuple[int, ...]),
            looked_into,
        )

    def _row(self, case: Case) -> tuple[Any, ...]:
        return (
            case.key,
            case.image_name,
            case.series,
            case.mask_name,
            int(case.has_mask),
            case.image_signature,
            case.state_signature,
            json.dumps(case.shape_ijk),
            json.dumps(case.spacing_mm),
            case.modality,
            case.problem,
            case.state.status,
            case.state.note,
            case.state.labeller,
            case.state.reader,
            None if case.labels is None else json.dumps(case.labels),
            case.looked_into,
        )


def name_in(folder: Path, path: Path) -> str:
    """Path from a folder, with slashes; as it is if it lies elsewhere."""
    inside = path.is_relative_to(folder)
    return (path.relative_to(folder) if inside else path).as_posix()


def _numbers(text: str, kind: type[NumbersT]) -> NumbersT:
    return msgspec.json.decode(text, type=kind)

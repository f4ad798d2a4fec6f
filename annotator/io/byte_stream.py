"""Bytes of voxel files, decompressed on the way: one block after the other, never all at once."""

from __future__ import annotations

import bz2
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, Literal, Protocol, cast

from isal import isal_zlib

from annotator.core.errors import UserError
from annotator.core.texts import tr

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Compression = Literal["none", "gzip", "zlib", "bzip2"]
WINDOW_BITS = {"gzip": 31, "zlib": 15}
GZIP_MAGIC = b"\x1f\x8b"
IsalError = cast("type[Exception]", isal_zlib.error)  # its stub says that it is an instance
READ_BYTES = 1 << 18
STEP_BYTES = 1 << 22
LARGEST_DEFLATE_RATIO = 1032
"""Deflate cannot pack more bytes than this into one."""
BOMB_RATIO = 300
BOMB_BYTES = 4 << 30
"""Compressed voxels are refused when they are larger than this and packed tighter than that."""


class Readable(Protocol):
    """What `read` and `skip` of a stream do."""

    def read(self, size: int) -> bytes:
        """Return the next `size` bytes, fewer at the end only."""
        ...


class InflateStream:
    """Decompressed bytes of a gzip or zlib file.

    Checksums are verified at the end of each member. What follows the last member (padding of a
    download) is left alone, as gunzip does.
    """

    def __init__(self, raw: BinaryIO, compression: Literal["gzip", "zlib"]) -> None:
        self._raw = raw
        self._bits = WINDOW_BITS[compression]
        self._inflate = isal_zlib.decompressobj(wbits=self._bits)
        self._waiting = b""

    def read(self, size: int) -> bytes:
        """Return the next `size` bytes, fewer at the end only; EOFError if the file is cut."""
        parts = []
        while size > 0:
            if self._inflate.eof and not self._next_member():
                break
            part = self._step(min(size, STEP_BYTES))
            size -= len(part)
            parts.append(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def finish(self) -> None:
        """Read on to the end of the member, whose checksum is verified there."""
        while not self._inflate.eof:
            self._step(STEP_BYTES)

    def _step(self, size: int) -> bytes:
        block = self._inflate.unconsumed_tail or self._waiting or self._raw.read(READ_BYTES)
        self._waiting = b""
        part = self._inflate.decompress(block, size)
        if not (block or part or self._inflate.eof):
            raise EOFError
        return part

    def _next_member(self) -> bool:
        rest = self._inflate.unused_data
        rest += self._raw.read(READ_BYTES) if len(rest) < len(GZIP_MAGIC) else b""
        if self._bits != WINDOW_BITS["gzip"] or not rest.startswith(GZIP_MAGIC):
            return False
        self._inflate, self._waiting = isal_zlib.decompressobj(wbits=self._bits), rest
        return True


@contextmanager
def byte_stream(path: Path, compression: Compression, start: int = 0) -> Iterator[Readable]:
    """Open the (decompressed) bytes of a file from byte `start` of the file on.

    Raises
    ------
    UserError
        If the file cannot be read, also while the stream is used.
    """
    try:
        with path.open("rb") as raw:
            raw.seek(start)
            if compression == "none":
                yield raw
            elif compression == "bzip2":
                yield bz2.BZ2File(raw)
            else:
                yield InflateStream(raw, compression)
    except (EOFError, IsalError) as error:
        raise UserError(
            tr(
                "{name} is damaged (its compressed data is cut short or corrupt); copy or "
                "download it again.",
                name=path.name,
            )
        ) from error
    except OSError as error:
        raise UserError(
            tr("{file} cannot be read: {reason}.", file=path.name, reason=error.strerror or error)
        ) from error


def skip(stream: Readable, count: int) -> None:
    """Move on by `count` bytes, decompressing in small steps."""
    if count and hasattr(stream, "seek"):
        stream.seek(count, 1)
        return
    while count > 0:
        block = stream.read(min(count, STEP_BYTES))
        if not block:
            return
        count -= len(block)


def compression_of(path: Path) -> Literal["none", "gzip"]:
    """How a file is compressed by its first bytes, whatever its name says; none if unreadable."""
    try:
        with path.open("rb") as raw:
            return "gzip" if raw.read(2) == GZIP_MAGIC else "none"
    except OSError:
        return "none"


def check_claim(path: Path, claimed: int, available: int, compression: Compression) -> None:
    """See whether a file can hold the bytes that its header claims, before any are allocated.

    Parameters
    ----------
    path
        Named in the message.
    claimed, available
        Bytes that the header promises, and bytes on disk.
    compression
        Of the bytes on disk.

    Raises
    ------
    UserError
        If it cannot, or if a small file would fill the memory (`BOMB_RATIO`, `BOMB_BYTES`).
    """
    if compression == "none":
        if claimed > available:
            raise UserError(
                tr(
                    "{name} is cut short (it has {available} of the {claimed} bytes that "
                    "its header "
                    "promises); copy or download it again.",
                    name=path.name,
                    available=available,
                    claimed=claimed,
                )
            )
        return
    ratio = claimed / max(available, 1)
    if compression != "bzip2" and ratio > LARGEST_DEFLATE_RATIO:
        raise UserError(
            tr(
                "{name} is damaged (its header promises {claimed} bytes, more than its "
                "{available} compressed bytes can hold); copy or download it again.",
                name=path.name,
                claimed=claimed,
                available=available,
            )
        )
    if claimed > BOMB_BYTES and ratio > BOMB_RATIO:
        raise UserError(
            tr(
                "{name} would unpack to {claimed:.1f} GiB, {ratio:.0f} times its size, which no "
                "scan does; save it uncompressed if it is meant.",
                name=path.name,
                claimed=claimed / 2**30,
                ratio=ratio,
            )
        )

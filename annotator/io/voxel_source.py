"""Where the voxels of an image lie on disk, and how to read them slab by slab."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import numpy as np

from annotator.core.errors import UserError
from annotator.core.texts import tr
from annotator.io.byte_stream import InflateStream, byte_stream, check_claim, skip
from annotator.io.image_file import slab_thickness

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from annotator.core.geometry import Shape3
    from annotator.io.byte_stream import Compression, Readable
    from annotator.io.image_file import Slab

ItemT = TypeVar("ItemT")
LARGEST_TEXT = 256 << 20
STEP = 1 << 20


@dataclass(frozen=True, slots=True, eq=False)
class VoxelSource:
    """Stored values of an image, the first axis fastest.

    Attributes
    ----------
    path
        The image, named in messages.
    files
        Files that hold the values, in order and each the same share of them.
    shape_ijk
        Spatial shape.
    dtype
        Numeric type and byte order of a value.
    before, after
        Number of values that stand together in front of the spatial axes (components of a voxel),
        and number of volumes behind them (time points); one of the two is 1.
    compression
        Of each file, from `start` on.
    start
        Byte at which each file's data begins; −1: so that they end with the file.
    skipped
        Bytes to pass over after decompression.
    text
        "ascii" or "hex" for numbers written out, "" for bytes.
    """

    path: Path
    files: tuple[Path, ...]
    shape_ijk: Shape3
    dtype: np.dtype[Any]
    before: int = 1
    after: int = 1
    compression: Compression = "none"
    start: int = 0
    skipped: int = 0
    text: Literal["", "ascii", "hex"] = ""

    @property
    def volumes(self) -> int:
        """Number of volumes."""
        return self.before * self.after

    def check(self) -> None:
        """See whether the files can hold what the header claims; raises `UserError` if not."""
        share = self._bytes_per_file()
        for file in self.files:
            available = file.stat().st_size - max(self.start, 0)
            if self.text:
                values = share // self.dtype.itemsize
                needed = 2 * values - 1 if self.text == "ascii" else 2 * share
                if not needed <= available <= LARGEST_TEXT:
                    check_claim(self.path, needed, available, "none")
                    raise UserError(
                        tr(
                            "{name} is too large for numbers written as text; save it "
                            "with binary data.",
                            name=self.path.name,
                        )
                    )
            else:
                check_claim(self.path, share + self.skipped, available, self.compression)

    def slabs(self, volume: int) -> Iterator[Slab]:
        """Slabs of one volume, read ahead by one in a thread of its own."""
        yield from ahead(self._slabs(volume))

    def _bytes_per_file(self) -> int:
        return prod(self.shape_ijk) * self.volumes * self.dtype.itemsize // len(self.files)

    def _slabs(self, volume: int) -> Iterator[Slab]:
        ni, nj, nk = self.shape_ijk
        time_point, component = divmod(volume, self.before)
        slice_bytes = ni * nj * self.before * self.dtype.itemsize
        step = slab_thickness((ni * self.before, nj, nk), self.dtype)
        stream = _Files(self)
        try:
            stream.skip(time_point * nk * slice_bytes)
            for start in range(0, nk, step):
                stop = min(start + step, nk)
                block = stream.read((stop - start) * slice_bytes)
                if len(block) < (stop - start) * slice_bytes:
                    raise UserError(
                        tr(
                            "{name} is cut short (voxels are missing from slice {start} "
                            "on); copy or "
                            "download it again.",
                            name=self.path.name,
                            start=start + len(block) // slice_bytes,
                        )
                    )
                values = np.frombuffer(block, self.dtype)
                values = values.reshape((self.before, ni, nj, -1), order="F")
                yield slice(start, stop), values[component]
            if time_point + 1 == self.after:
                stream.finish()
        finally:
            stream.close()


class _Files:
    """The bytes of all files of a source, one file after the other."""

    def __init__(self, source: VoxelSource) -> None:
        self._source = source
        self._share = source._bytes_per_file()
        self._left = 0  # in the open file
        self._waiting = list(reversed(source.files))
        self._context: Any = None
        self._stream: Readable | None = None

    def read(self, size: int) -> bytes:
        parts: list[bytes] = []
        while size > 0:
            if not self._left and not self._open_next():
                break
            assert self._stream is not None
            block = self._guarded(self._stream.read, min(size, self._left))
            if not block:
                break
            self._left -= len(block)
            size -= len(block)
            parts.append(block)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def skip(self, count: int) -> None:
        while count > 0:
            if not self._left and not self._open_next():
                return
            part = min(count, self._left)
            if part < self._left or not self._waiting:
                self._guarded(skip, self._stream, part)
            self._left -= part
            count -= part

    def finish(self) -> None:
        if isinstance(self._stream, InflateStream):
            self._guarded(self._stream.finish)

    def close(self) -> None:
        if self._context is not None:
            self._context.__exit__(None, None, None)
            self._context = self._stream = None

    def _guarded(self, call: Any, *values: Any) -> Any:
        """Call something that reads; what goes wrong becomes the sentence of `byte_stream`."""
        try:
            return call(*values)
        except Exception as error:
            context, self._context, self._stream = self._context, None, None
            context.__exit__(type(error), error, error.__traceback__)
            raise

    def _open_next(self) -> bool:
        self.close()
        if not self._waiting:
            return False
        source, file = self._source, self._waiting.pop()
        start = source.start
        if start < 0:
            start = max(0, file.stat().st_size - self._share)
        self._context = byte_stream(file, source.compression, start)
        self._stream = self._context.__enter__()
        self._left = self._share
        if source.text:
            self._stream = self._guarded(_Written, source, self._stream)
        elif source.skipped:
            self._guarded(skip, self._stream, source.skipped)
        return True


class _Written:
    """Numbers written as text, turned into the bytes that they stand for."""

    def __init__(self, source: VoxelSource, stream: Readable) -> None:
        text = b"".join(iter(lambda: stream.read(STEP), b""))  # `check` has limited it
        try:
            if source.text == "hex":
                self._bytes = bytes.fromhex(text.decode("ascii"))
            else:
                words = text.split()
                kind: Any = np.float64 if source.dtype.kind == "f" else np.int64
                self._bytes = np.array(words).astype(kind).astype(source.dtype).tobytes()
        except (ValueError, OverflowError) as error:
            raise UserError(
                tr(
                    "{name} is damaged (its values are no numbers); copy or download it again.",
                    name=source.path.name,
                )
            ) from error
        self._at = 0

    def read(self, size: int) -> bytes:
        block = self._bytes[self._at : self._at + size]
        self._at += len(block)
        return block


def ahead(items: Iterator[ItemT]) -> Iterator[ItemT]:
    """Yield items while the next one is made in another thread."""
    end = object()
    with ThreadPoolExecutor(1, thread_name_prefix="read-ahead") as pool:
        coming = pool.submit(next, items, end)
        try:
            while (item := coming.result()) is not end:
                coming = pool.submit(next, items, end)
                yield item  # type: ignore[misc]
        finally:
            coming.cancel()
            pool.submit(items.close)  # type: ignore[attr-defined]

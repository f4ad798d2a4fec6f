"""Pixels of DICOM files: numbers as they lie in the file, or through the decoder of GDCM."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import numpy as np
import pydicom
from pydicom.encaps import encapsulate, generate_frames
from pydicom.pixels.decoders.base import get_decoder
from pydicom.uid import UID, RLELossless

from annotator.core.errors import UserError
from annotator.core.texts import tr
from annotator.io.dicom.codec import Codec, check_syntax
from annotator.io.dicom.files import UNREADABLE
from annotator.io.dicom.header import PIXEL_TAGS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from annotator.io.dicom.header import FileHeader, Frame

FLOATS = {0x7FE00008: "f4", 0x7FE00009: "f8"}
MOST_COMPRESSED = 4000


def stored_type(header: FileHeader) -> np.dtype[Any]:
    """Type of a stored pixel in the file's byte order; `UserError` if it is an unusual one."""
    order = ">" if header.big_endian else "<"
    if header.pixel_tag in FLOATS:
        return np.dtype(order + FLOATS[header.pixel_tag])
    if header.bits_allocated not in (8, 16, 32) or not (
        0 < header.bits_stored <= header.bits_allocated
    ):
        raise UserError(
            tr(
                "{name} stores {bits_stored} of {bits_allocated} bits per pixel, which cannot be "
                "read here; export it again with 8, 16 or 32 bits.",
                name=header.file.name,
                bits_stored=header.bits_stored,
                bits_allocated=header.bits_allocated,
            )
        )
    return np.dtype(f"{order}{'i' if header.signed else 'u'}{header.bits_allocated // 8}")


def check_size(header: FileHeader) -> None:
    """Raise `UserError` if a file claims more pixels than its bytes can hold."""
    if header.encapsulated:
        check_syntax(header)
    ratio = MOST_COMPRESSED if header.encapsulated or header.pixel_offset is None else 1
    claimed = header.frames * header.rows * header.columns * stored_type(header).itemsize
    try:
        held = header.file.size * ratio
    except UNREADABLE:
        held = 0
    if claimed > held:
        raise UserError(
            tr(
                "{name} is damaged or cut short: it claims {columns} × {rows} × {frames} pixels; "
                "copy or download it again.",
                name=header.file.name,
                columns=header.columns,
                rows=header.rows,
                frames=header.frames,
            )
        )


class PixelReader:
    """Reads frames; keeps the file it read last and one decoder. Use as a context.

    Frames of one file are best asked for one after the other.
    """

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._codec: Codec | None = None
        self._header: FileHeader | None = None
        self._frames: list[bytes] = []

    def __enter__(self) -> PixelReader:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def read(self, frame: Frame) -> NDArray[Any]:
        """Read the stored values ``(row, column)`` of a frame.

        Raises
        ------
        UserError
            If the file is cut short or damaged, or its compression cannot be decoded.
        """
        header = frame.header
        dtype = stored_type(header)
        try:
            if header.encapsulated:
                check_syntax(header)
                pixels = self._decode(frame)
            else:
                pixels = self._native(frame, dtype)
        except UserError:
            raise
        except Exception as error:
            raise UserError(
                tr(
                    "{name} is damaged or cut short; copy or download it again.",
                    name=header.file.name,
                )
            ) from error
        return _without_overlays(pixels, header)

    def _native(self, frame: Frame, dtype: np.dtype[Any]) -> NDArray[Any]:
        header = frame.header
        size = header.rows * header.columns * dtype.itemsize
        if header.pixel_offset is None:
            block = self._whole(header)[frame.index * size : (frame.index + 1) * size]
        else:
            with header.file.open() as stream:
                stream.seek(header.pixel_offset + (8 if header.implicit else 12))
                stream.seek(frame.index * size, 1)
                block = stream.read(size)
        if len(block) < size:
            raise EOFError
        pixels = np.frombuffer(block, dtype).reshape(header.rows, header.columns)
        return pixels.astype(dtype.newbyteorder("="), copy=False)

    def _whole(self, header: FileHeader) -> bytes:
        """Pixel bytes of a deflated file."""
        if self._header is not header:
            with header.file.open() as stream:
                dataset = pydicom.dcmread(stream)
            self._header, self._frames = header, [bytes(dataset[PIXEL_TAGS[0x7FE00010]].value)]
        return self._frames[0]

    def _decode(self, frame: Frame) -> NDArray[Any]:
        header = frame.header
        if self._header is not header:
            assert header.pixel_offset is not None
            with header.file.open() as stream:
                stream.seek(header.pixel_offset + 12)
                buffer = stream.read()
            frames = list(generate_frames(buffer, number_of_frames=header.frames))
            self._header, self._frames = header, frames
        if header.transfer_syntax == RLELossless:
            return _run_lengths(header, self._frames[frame.index])
        if self._codec is None:
            self._codec = self._stack.enter_context(Codec())
        return self._codec.decode(header, self._frames[frame.index])


def _run_lengths(header: FileHeader, frame: bytes) -> NDArray[Any]:
    """Decode RLE with pydicom, whose decoder is Python: quicker than a process, and as safe."""
    about: dict[str, Any] = {
        "rows": header.rows,
        "columns": header.columns,
        "number_of_frames": 1,
        "samples_per_pixel": 1,
        "photometric_interpretation": "MONOCHROME2",
        "bits_allocated": header.bits_allocated,
        "bits_stored": header.bits_stored,
        "pixel_representation": int(header.signed),
        "pixel_keyword": "PixelData",
    }
    decoder = get_decoder(UID(header.transfer_syntax))
    pixels, _ = decoder.as_array(encapsulate([frame]), index=0, raw=True, **about)
    return pixels.reshape(header.rows, header.columns)


def _without_overlays(pixels: NDArray[Any], header: FileHeader) -> NDArray[Any]:
    """Pixels without the bits above those in use, where old files keep overlays."""
    spare = header.bits_allocated - header.bits_stored
    if pixels.dtype.kind == "f" or not spare:
        return pixels
    if pixels.dtype.kind == "u":
        limit = (1 << header.bits_stored) - 1
        return pixels if pixels.max(initial=0) <= limit else pixels & pixels.dtype.type(limit)
    limit = 1 << (header.bits_stored - 1)
    if -limit <= pixels.min(initial=0) and pixels.max(initial=0) < limit:
        return pixels
    shift = pixels.dtype.type(spare)
    return np.asarray(np.right_shift(np.left_shift(pixels, shift), shift))

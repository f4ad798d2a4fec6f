"""Compressed frames, decoded by GDCM in a process of its own.

A damaged frame can end or stall native code; then that process is gone and a sentence is said.
"""

from __future__ import annotations

import io
import subprocess
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.uid import UID, SecondaryCaptureImageStorage

from annotator.core.errors import UserError
from annotator.core.texts import tr
from annotator.io.dicom import codec_process
from annotator.io.dicom.codec_process import receive, send

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from annotator.io.dicom.header import FileHeader

LONGEST_S, END_S = 60.0, 2.0
ONE_FRAME_UID = "2.25.1"  # of a file that nobody sees
DECODED = {
    "1.2.840.10008.1.2.4.50": "JPEG baseline",
    "1.2.840.10008.1.2.4.51": "JPEG extended",
    "1.2.840.10008.1.2.4.57": "JPEG lossless",
    "1.2.840.10008.1.2.4.70": "JPEG lossless",
    "1.2.840.10008.1.2.4.80": "JPEG-LS lossless",
    "1.2.840.10008.1.2.4.81": "JPEG-LS",
    "1.2.840.10008.1.2.4.90": "JPEG 2000 lossless",
    "1.2.840.10008.1.2.4.91": "JPEG 2000",
    "1.2.840.10008.1.2.5": "RLE",
}
"""Compressions that GDCM decodes (RLE: pydicom)."""


def check_syntax(header: FileHeader) -> None:
    """Raise `UserError` if the compression of a file cannot be decoded."""
    if header.transfer_syntax in DECODED:
        return
    uid = UID(header.transfer_syntax)
    name = uid.name if uid.is_transfer_syntax else tr("an unknown code ({uid})", uid=uid)
    raise UserError(
        tr(
            "{name} is compressed with {code}, for which there is no decoder here; "
            "export the series uncompressed or as JPEG 2000.",
            name=header.file.name,
            code=name,
        )
    )


class Codec:
    """The decoding process; starts with the first frame, ends with the context."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Codec:
        return self

    def __exit__(self, *_: object) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        with suppress(OSError):
            cast("BinaryIO", process.stdin).close()  # on which it ends and removes its file
        with suppress(subprocess.TimeoutExpired):
            process.wait(END_S)
        process.kill()
        process.wait()
        cast("BinaryIO", process.stdout).close()

    def decode(self, header: FileHeader, frame: bytes) -> NDArray[Any]:
        """Decode the stored values ``(row, column)`` of one compressed frame.

        Raises
        ------
        UserError
            If the frame is damaged.
        """
        process = self._running()
        clock = threading.Timer(LONGEST_S, process.kill)
        clock.start()
        try:
            send(cast("BinaryIO", process.stdin), _file_of(header, frame))
            kind = receive(cast("BinaryIO", process.stdout)).decode()
            pixels = receive(cast("BinaryIO", process.stdout))
        except (EOFError, OSError):
            kind, pixels = "", b""
        finally:
            clock.cancel()
        size = header.rows * header.columns
        if not kind or len(pixels) != size * np.dtype(kind).itemsize:
            self.__exit__()
            raise UserError(
                tr(
                    "{name} cannot be decoded ({decoded}); it may be damaged, so copy or "
                    "download it again.",
                    name=header.file.name,
                    decoded=DECODED[header.transfer_syntax],
                )
            )
        return np.frombuffer(pixels, kind).reshape(header.rows, header.columns)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-P", codec_process.__file__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._process


def _file_of(header: FileHeader, frame: bytes) -> bytes:
    """DICOM file with one frame and nothing about the patient."""
    dataset = Dataset()
    dataset.SOPClassUID = SecondaryCaptureImageStorage
    dataset.SOPInstanceUID = ONE_FRAME_UID
    dataset.SamplesPerPixel = 1
    dataset.PhotometricInterpretation = "MONOCHROME2"
    dataset.Rows, dataset.Columns = header.rows, header.columns
    dataset.BitsAllocated, dataset.BitsStored = header.bits_allocated, header.bits_stored
    dataset.HighBit = header.bits_stored - 1
    dataset.PixelRepresentation = int(header.signed)
    dataset.PixelData = encapsulate([frame])
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = UID(header.transfer_syntax)
    stream = io.BytesIO()
    dataset.save_as(stream, enforce_file_format=True)
    return stream.getvalue()

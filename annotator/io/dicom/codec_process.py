"""The process that decodes compressed frames: a DICOM file with one frame in, its pixels out.

It is started by its path and imports nothing of this package, so that it is quick to start. The
file that it writes for GDCM, which as SimpleITK brings it reads files only, holds pixels alone.
"""

from __future__ import annotations

import struct
import sys
import tempfile
from pathlib import Path
from typing import BinaryIO, cast


def send(stream: BinaryIO, block: bytes) -> None:
    """Write a block with its length."""
    stream.write(struct.pack("<Q", len(block)))
    stream.write(block)
    stream.flush()


def receive(stream: BinaryIO) -> bytes:
    """Read a block; EOFError if the other side has gone."""
    size = stream.read(8)
    if len(size) < 8:
        raise EOFError
    (length,) = struct.unpack("<Q", size)
    block = stream.read(length)
    if len(block) < length:
        raise EOFError
    return block


def main() -> None:
    """Answer requests until the other side has gone; two empty blocks for a damaged frame."""
    import SimpleITK as sitk  # noqa: N813  (the name its own examples use)

    sitk.ProcessObject.SetGlobalWarningDisplay(False)
    reader = sitk.ImageFileReader()
    reader.SetImageIO("GDCMImageIO")
    stdin, stdout = cast("BinaryIO", sys.stdin.buffer), cast("BinaryIO", sys.stdout.buffer)
    with tempfile.TemporaryDirectory(prefix="annotator-") as folder:
        path = Path(folder) / "frame.dcm"
        reader.SetFileName(str(path))
        while True:
            try:
                path.write_bytes(receive(stdin))
            except EOFError:
                return
            try:
                pixels = sitk.GetArrayFromImage(reader.Execute())
            except RuntimeError:
                send(stdout, b"")
                send(stdout, b"")
            else:
                send(stdout, pixels.dtype.str.encode())
                send(stdout, pixels.tobytes())


if __name__ == "__main__":
    main()

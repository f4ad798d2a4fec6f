"""Damaged and hostile files against the readers: nothing but an image or a sentence may come out.

Run: PYTHONPATH=. python tests/fuzz/fuzz_readers.py [--examples 2500] [--seed 0]

For every format, valid small files are mutated: bytes changed, cut out, doubled, numbers of text
headers replaced by ones that have hurt readers before. A mutated file that ends in anything but a
volume or a `UserError`, takes more than 10 s of computing or 75 s in all (a decoding process is
given 60 s), or needs more than 1.5 times the memory of the valid file (and 32 MB for buffers) stops
the run; it is kept as `hang` or printed by hypothesis in its smallest form.
"""

from __future__ import annotations

import argparse
import gzip
import logging
import os
import shutil
import signal
import sys
import tempfile
import tracemalloc
from collections import Counter
from pathlib import Path

import nibabel as nib
import numpy as np
import SimpleITK as sitk
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from annotator.core.errors import UserError
from annotator.io.dicom.catalogue import SeveralSeries
from annotator.io.itk_process import ITK
from annotator.io.label_files import read_label_file
from annotator.io.label_map import read_labels
from annotator.io.mask_file import save_mask
from annotator.io.read import read_volume
from tests.helpers.dicom_files import phantom_stack, write_enhanced, write_series

COMPUTING_S, SECONDS = 10, 75
BUFFERS = 32 << 20
HEADER_BYTES = 600
NASTY = [
    b"-1", b"0", b"1e309", b"nan", b"-inf", b"99999999999999999999", b"2147483648", b"%s%s%n",
    b"%999999999d 1 2 1", b"%d 1 2 0", b"LIST", b"LIST 99", b"../../etc/passwd", b"/dev/zero",
    b"/dev/stdin", b"none", b"(nan,0,0)", b"(0,0,0)", b"x" * 2000, b"", b" ", b"\0", b"\r\n",
    b"raw", b"gzip", b"hex", b"ascii", b"bzip2", b"block", b"MET_LONG_LONG", b"True", b"LOCAL",
]  # fmt: skip


def seeds(folder: Path) -> dict[str, list[bytes]]:
    """Valid small files per ending."""
    rng = np.random.default_rng(0)
    voxels = rng.integers(-50, 200, (6, 5, 4)).astype(np.int16)
    affine = np.array([[-2, 0, 0, 10.0], [0, -2, 0, 20], [0, 0, 4, -30], [0, 0, 0, 1]])
    found: dict[str, list[bytes]] = {}

    def add(ending: str, data: bytes) -> None:
        found.setdefault(ending, []).append(data)

    for kind in (nib.Nifti1Image, nib.Nifti2Image):
        for values in (voxels, voxels.astype(np.float32), np.stack([voxels] * 2, -1)):
            image = kind(values, affine)
            image.header.extensions.append(nib.nifti1.Nifti1Extension(6, b"a remark"))
            data = image.to_bytes()
            add(".nii", data)
            add(".nii.gz", gzip.compress(data))
            add(".nii.gz", data)  # read as well under this name, and packed after mutation
    picture = sitk.GetImageFromArray(voxels)
    for ending in (".nrrd", ".mha"):
        for compressed in (False, True):
            path = folder / f"seed{ending}"
            sitk.WriteImage(picture, str(path), compressed)
            add(ending, path.read_bytes())
    for ending, other in ((".nhdr", "raw"), (".mhd", "raw")):
        path = folder / f"image{ending}"
        sitk.WriteImage(picture, str(path))
        assert (folder / f"image.{other}").exists()
        add(ending, path.read_bytes())
    for data in dicom_seeds(folder / "dicom"):
        add(".dcm", data)
    add(".label.txt", b'# labels\n1 255 0 0 1 1 1 "Liver"\n2 0 255 0 0.5 0 1 "Left kidney"\n')
    add(".label.txt", b"1 Liver 255 0 0 255\n2 Left_kidney 0 255 0 255\n")
    return found


def dicom_seeds(folder: Path) -> list[bytes]:
    """One slice of a series in several encodings, multi-frame images, masks."""
    stack = phantom_stack(1, 8, 9)
    for syntax in ("explicit", "implicit", "big-endian", "deflated", "rle", "jpeg-ls"):
        write_series(folder / syntax, stack, syntax=syntax)
    write_enhanced(folder / "enhanced", phantom_stack(3, 8, 9))
    write_enhanced(folder / "compressed", phantom_stack(3, 8, 9), syntax="rle")
    volume = read_volume(folder / "enhanced")
    labels = (volume.voxels > 100).astype(np.uint8)
    for name in ("mask.dcm", "mask.rtstruct.dcm"):
        save_mask(folder / name, labels, volume, ())
    return [path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()]


@st.composite
def mutated(draw: st.DrawFn, originals: list[bytes]) -> bytes:
    """One of the originals with one to six changes, most of them in its header."""
    data = bytearray(draw(st.sampled_from(originals)))
    for _ in range(draw(st.integers(1, 6))):
        reach = min(len(data), HEADER_BYTES) if draw(st.integers(0, 4)) else len(data)
        at = draw(st.integers(0, max(0, reach - 1)))
        change = draw(st.sampled_from(("byte", "bytes", "nasty", "word", "cut", "double", "end")))
        if change == "byte" and data:
            data[at] = draw(st.integers(0, 255))
        elif change == "bytes":
            fresh = draw(st.binary(min_size=1, max_size=8))
            data[at : at + len(fresh)] = fresh
        elif change == "nasty":
            data[at:at] = draw(st.sampled_from(NASTY))
        elif change == "word":
            data = replace_word(data, at, draw(st.sampled_from(NASTY)))
        elif change == "cut":
            del data[at : at + draw(st.integers(1, 40))]
        elif change == "double":
            data[at:at] = data[at : at + draw(st.integers(1, 60))]
        else:
            del data[at:]
    return bytes(data)


def replace_word(data: bytearray, at: int, word: bytes) -> bytearray:
    """Put a word in the place of the next one of a text header."""
    start = at
    while start < len(data) and data[start] not in b" =:\n":
        start += 1
    start += 1
    end = start
    while end < len(data) and data[end] not in b" \n":
        end += 1
    data[start:end] = word
    return data


class Hang(BaseException):
    """A reader did not come back in time."""


def _alarm(_number: int, _frame: object) -> None:
    raise Hang


def use(path: Path, like: object, counts: Counter[str]) -> None:
    """Read a file in every way that the program does."""
    if path.name.endswith(".txt"):
        read_label_file(path)
        counts["read"] += 1
        return
    try:
        read_volume(path)
        counts["read"] += 1
    except UserError:
        if not path.name.endswith(".dcm"):
            raise
        counts["no image"] += 1  # it may be a mask
    try:
        read_labels(path, like)  # type: ignore[arg-type]
    except UserError:
        counts["no label map"] += 1


def fuzz(ending: str, originals: list[bytes], folder: Path, examples: int, number: int) -> None:
    counts: Counter[str] = Counter()
    path = folder / f"image{ending}"
    path.write_bytes(originals[0])
    like = None if ending.endswith(".txt") else read_volume(path)
    valid = 0
    for original in originals:
        path.write_bytes(original)
        tracemalloc.reset_peak()
        use(path, like, counts)
        valid = max(valid, tracemalloc.get_traced_memory()[1])
    counts.clear()

    @seed(number)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(mutated(originals), st.booleans())
    def run(data: bytes, repacked: bool) -> None:
        if repacked and ending.endswith(".gz"):
            data = gzip.compress(data)
        path.write_bytes(data)
        counts["files"] += 1
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        sentence = ""
        signal.setitimer(signal.ITIMER_PROF, COMPUTING_S)
        signal.alarm(SECONDS)
        try:
            use(path, like, counts)
        except SeveralSeries:
            counts["several series"] += 1
        except UserError as error:
            counts["refused"] += 1
            sentence = str(error)
        except Hang:
            shutil.copy(path, Path(tempfile.gettempdir()) / f"hang{ending}")
            raise
        finally:
            signal.alarm(0)
            signal.setitimer(signal.ITIMER_PROF, 0)
        assert "\n" not in sentence
        needed = tracemalloc.get_traced_memory()[1] - before
        assert needed <= 1.5 * valid + BUFFERS, f"{needed} bytes for a file of {len(data)}"
        if counts["files"] % 50 == 0 and not ending.endswith(".txt"):
            ITK.ask(path, voxels=False)  # whatever it does, it does not take us along
            counts["shown to SimpleITK"] += 1

    run()
    told = ", ".join(f"{count} {what}" for what, count in counts.items())
    print(f"{ending:11} {told}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=2500, help="mutated files per format")
    parser.add_argument("--only", help="one ending, such as .dcm")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    signal.signal(signal.SIGALRM, _alarm)
    signal.signal(signal.SIGPROF, _alarm)
    logging.getLogger("annotator").setLevel(logging.CRITICAL)
    sys.stdin = open(os.devnull)  # noqa: SIM115, PTH123
    tracemalloc.start()
    sitk.ProcessObject.GlobalWarningDisplayOff()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for ending, originals in seeds(folder).items():
            if arguments.only in (None, ending):
                fuzz(ending, originals, folder, arguments.examples, arguments.seed)


if __name__ == "__main__":
    main()

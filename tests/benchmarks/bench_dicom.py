"""Time of opening a DICOM series of 300 files, against pydicom reading the same files.

Run: PYTHONPATH=. python tests/benchmarks/bench_dicom.py [--slices 300] [--repeats 3]

Both read every file with its pixels; ours also sorts, checks and rescales them into one volume on
the canonical grid. Times are CPU seconds of this process and its decoder, the best of several
turns, taken one after the other in one run.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pydicom

from annotator.io.read import read_volume
from tests.helpers.dicom_files import write_series

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydicom.dataset import Dataset

SIDE = 512
SYNTAXES = ("explicit", "implicit", "deflated", "jpeg-ls", "jpeg-2000", "rle")


def make_slices(count: int) -> np.ndarray:
    """uint16 (slice, row, column): a noisy cylinder in air."""
    rng = np.random.default_rng(0)
    y, x = np.mgrid[-256:256, -256:256]
    body = np.where(x**2 + y**2 < 200**2, 1064, 24)
    noise = rng.normal(0, 12, (count, SIDE, SIDE))
    return np.clip(body + noise, 0, 4095).astype(np.uint16)


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of this process and of children that have ended."""

    def used() -> float:
        times = os.times()
        return times.user + times.system + times.children_user + times.children_system

    start = used()
    work()
    return used() - start


def twelve_bits(dataset: Dataset, _index: int) -> None:
    """Say what CT scanners say of their pixels."""
    dataset.BitsStored, dataset.HighBit = 12, 11


def read_with_pydicom(folder: Path) -> None:
    for path in folder.iterdir():
        pydicom.dcmread(path).pixel_array  # noqa: B018  (reading it is what takes time)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--slices", type=int, default=300)
    parser.add_argument("--repeats", type=int, default=3)
    args = parser.parse_args()
    slices = make_slices(args.slices)
    print("syntax      pydicom s   ours s   ratio   wall ratio")
    for syntax in SYNTAXES:
        count = args.slices if syntax in ("explicit", "implicit") else args.slices // 10
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "scan"
            write_series(folder, slices[:count], syntax=syntax, change=twelve_bits)
            ours, theirs, walls = [], [], []
            for _ in range(args.repeats):
                start = time.perf_counter()
                theirs.append(seconds(partial(read_with_pydicom, folder)))
                middle = time.perf_counter()
                ours.append(seconds(partial(read_volume, folder)))
                walls.append((time.perf_counter() - middle) / (middle - start))
        best, other = min(ours), min(theirs)
        print(f"{syntax:10} {other:9.2f} {best:9.2f} {best / other:7.2f} {min(walls):9.2f}")


if __name__ == "__main__":
    main()

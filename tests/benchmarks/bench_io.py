"""Time and peak memory of opening and saving a 512 × 512 × 275 CT, against nibabel's own load.

Run: python tests/benchmarks/bench_io.py [--repeats 3]

Every measurement runs in a fresh process; the best of several counts. Times are wall seconds, so
the machine should be idle. "bytes" is reading the file's bytes, decompressed by isal. Peak memory
is what the process needed beyond its imports, as a multiple of the voxel array it ends up with.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nibabel as nib
import numpy as np
from isal import isal_zlib
from nibabel.orientations import apply_orientation, axcodes2ornt

from annotator.io.label_map import read_labels
from annotator.io.read import read_volume
from annotator.io.write import write_labels

SHAPE_ZYX = (275, 512, 512)
AXES = ("LPS", "RAS", "PIR", "SAL")


def make_ct() -> np.ndarray:
    """int16 (i, j, k) in LPS order: a noisy cylinder in air, about as compressible as a real CT."""
    rng = np.random.default_rng(0)
    y, x = np.mgrid[-256:256, -256:256]
    body = np.where(x**2 + y**2 < 200**2, 40, -1000).astype(np.int16)
    ct = body + rng.normal(0, 12, SHAPE_ZYX).astype(np.int16)
    return ct.transpose(2, 1, 0)


def write_inputs(folder: Path) -> None:
    ct = make_ct()
    # nibabel's axis codes name the side an axis points to; L and P are the negative RAS directions
    for axes in AXES:
        start = axcodes2ornt(("L", "P", "S"))
        turn = nib.orientations.ornt_transform(start, axcodes2ornt(tuple(axes)))
        voxels = apply_orientation(ct, turn)
        affine = np.diag([-0.8, -0.8, 2.0, 1.0]) @ nib.orientations.inv_ornt_aff(turn, ct.shape)
        nib.save(nib.Nifti1Image(voxels, affine), folder / f"{axes}.nii.gz")
    scaled = nib.Nifti1Image(ct.astype(np.float64), np.diag([-0.8, -0.8, 2.0, 1.0]))
    nib.save(scaled, folder / "float64.nii.gz")
    nib.save(nib.load(folder / "LPS.nii.gz"), folder / "LPS.nii")


def decompress(path: Path) -> int:
    """Read a file's bytes, decompressed by the fastest library that we keep; how many."""
    with path.open("rb") as raw:
        if path.suffix != ".gz":
            return len(raw.read())
        stream, size = isal_zlib.decompressobj(wbits=31), 0
        while block := raw.read(1 << 18):
            size += len(stream.decompress(block))
        return size


def measure(task: str, path: Path) -> dict[str, float]:
    """Run one task in this process."""
    volume = labels = None
    if task.startswith("labels"):
        volume = read_volume(path)
        labels = (volume.voxels > 0).astype(np.uint8)
        write_labels(path.with_name("first.nii.gz"), labels, volume)  # starts SimpleITK's process
    target = path.with_name("labels.nii.gz")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    if task == "bytes":
        size = decompress(path)
    elif task == "nibabel":
        size = np.asanyarray(nib.load(path, mmap=False).dataobj).nbytes
    elif task == "read":
        size = read_volume(path).voxels.nbytes
    elif task == "labels_nibabel":
        image = nib.Nifti1Image(labels.transpose(), volume.source.affine_ras)
        start = time.perf_counter()
        nib.save(image, target)
        size = labels.nbytes
    else:
        write_labels(target, labels, volume)
        if task == "labels_read":
            start = time.perf_counter()
            read_labels(target, volume)
        size = labels.nbytes
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return {"seconds": seconds, "peak": peak * 1024 / size}


def run(task: str, path: Path, repeats: int) -> tuple[float, float]:
    """Best time and highest peak of several fresh processes."""
    command = [sys.executable, __file__, "--task", task, "--path", str(path)]
    results = [json.loads(subprocess.check_output(command)) for _ in range(repeats)]
    return min(r["seconds"] for r in results), max(r["peak"] for r in results)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--task", help=argparse.SUPPRESS)
    parser.add_argument("--path", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.task == "inputs":
        write_inputs(arguments.path)
        return
    if arguments.task:
        print(json.dumps(measure(arguments.task, arguments.path)))
        return
    with tempfile.TemporaryDirectory() as folder:
        # in a process of its own: a big parent would be counted in its children's peak memory
        subprocess.check_call([sys.executable, __file__, "--task", "inputs", "--path", folder])
        for name in (*(f"{axes}.nii.gz" for axes in AXES), "LPS.nii", "float64.nii.gz"):
            path = Path(folder) / name
            bare, _ = run("bytes", path, arguments.repeats)
            theirs, their_peak = run("nibabel", path, arguments.repeats)
            ours, our_peak = run("read", path, arguments.repeats)
            print(
                f"{name:15} bytes {bare:5.2f} s   nibabel {theirs:5.2f} s, peak {their_peak:4.2f}"
                f"   read_volume {ours:5.2f} s ({ours / bare:4.2f} x bytes), peak {our_peak:4.2f}",
                flush=True,
            )
        plain, _ = run("labels_nibabel", Path(folder) / "LPS.nii.gz", arguments.repeats)
        print(f"nibabel's plain save of a mask {plain:5.2f} s")
        for task in ("labels_write", "labels_read"):
            seconds, _ = run(task, Path(folder) / "LPS.nii.gz", arguments.repeats)
            print(f"{task:15} {seconds:5.2f} s ({seconds / plain:4.2f} x nibabel's save)")


if __name__ == "__main__":
    main()

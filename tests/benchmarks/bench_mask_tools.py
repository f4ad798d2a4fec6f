"""How long operations on the mask of a label take: a liver in a CT of 512 × 512 × 300 voxels.

Run: python tests/benchmarks/bench_mask_tools.py [--repeats 3]

Prints Markdown: seconds that a user waits for each operation, from choosing it until the mask is
changed; the processor time of that, which other programs do not disturb; and the part of the
processor time that the window's thread spends (planning, and committing the edit). Shortest of
some repeats. Then the same for what would be done without the label's box: the
operation on the whole volume. The aims are 1 s for smoothing and 0.5 s for the largest part.
"""

from __future__ import annotations

import argparse
import time
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from scipy import ndimage

from annotator.core import mask_operations as ops
from annotator.core.geometry import Geometry
from annotator.core.labelmap import LabelMap
from annotator.core.volume import Volume
from annotator.services.document import Document
from annotator.services.mask_tools import OPERATIONS, MaskOperation, MaskTools

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

SHAPE = (300, 512, 512)
SPACING = (1.0, 0.78, 0.78)
AIMS_S = {"median": 1.0, "largest": 0.5}


def liver() -> NDArray[np.uint8]:
    """Return an organ of about 1.6 l with a rough surface, a few holes and stray specks."""
    rng = np.random.default_rng(0)
    z, y, x = np.ogrid[: SHAPE[0], : SHAPE[1], : SHAPE[2]]
    rough = ndimage.zoom(rng.normal(0, 0.25, (30, 52, 52)), 10, order=1)[
        : SHAPE[0], : SHAPE[1], : SHAPE[2]
    ]
    body = ((z - 150) / 75) ** 2 + ((y - 240) / 90) ** 2 + ((x - 180) / 120) ** 2
    mask = body + np.pad(rough, [(0, n - m) for n, m in zip(SHAPE, rough.shape, strict=True)]) < 1
    for place in rng.uniform((90, 170, 90), (210, 310, 280), (60, 3)).astype(int):
        mask[tuple(slice(c - 2, c + 2) for c in place)] ^= True
    return mask.astype(np.uint8)


def shortest(action: Callable[[], tuple[float, ...]], repeats: int) -> tuple[float, ...]:
    """Return the figures of the quickest repeat."""
    return min(action() for _ in range(repeats))


def timed(
    tools: MaskTools, document: Document, operation: MaskOperation, other: int
) -> tuple[float, ...]:
    """Do an operation once and take it back; return the three figures."""
    begun, cpu = time.perf_counter(), time.process_time()
    plan = tools.plan(operation.name, 1, operation.amount, other=other)
    planned = time.process_time()
    patch = plan.run()
    ran = time.process_time()
    edit = tools.commit(plan, patch)
    done, end = time.process_time(), time.perf_counter()
    if edit is not None:
        document.apply(edit, undo=True)
    return end - begun, done - cpu, planned - cpu + done - ran


def main() -> None:
    """Measure every operation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    labels = liver()
    geometry = Geometry(SHAPE, np.diag([SPACING[2], SPACING[1], SPACING[0], 1.0]))
    volume = Volume(np.zeros(SHAPE, np.int16), geometry, "CT")
    document = Document(volume, LabelMap(geometry, labels))
    other = document.add_label()
    ml = document.label_voxels(1) * geometry.voxel_volume_ml
    print(f"{ml:.0f} ml in {labels.size / 1e6:.0f} million voxels\n")
    print("| operation | s | processor, s | of it the window's thread, s | aim, s |")
    print("|---|---|---|---|---|")
    tools = MaskTools(document)
    for operation in OPERATIONS:
        once = partial(timed, tools, document, operation, other.value)
        total, cpu, window = shortest(once, options.repeats)
        aim = AIMS_S.get(operation.name, "")
        print(f"| {operation.text} | {total:.2f} | {cpu:.2f} | {window:.2f} | {aim} |", flush=True)
    print("\n| on the whole volume | s | processor, s |\n|---|---|---|")
    mask = labels == 1
    for name, whole in (
        ("Keep largest part", lambda: ops.keep_largest(mask)),
        ("Smooth", lambda: ops.median(mask, SPACING, 2.0)),
    ):
        begun, cpu = time.perf_counter(), time.process_time()
        whole()
        done, end = time.process_time(), time.perf_counter()
        print(f"| {name} | {end - begun:.2f} | {done - cpu:.2f} |", flush=True)


if __name__ == "__main__":
    main()

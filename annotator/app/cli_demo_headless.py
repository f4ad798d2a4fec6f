"""`annotator demo --headless`: the whole job on a generated volume, measured against its truth."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np

import annotator
from annotator.app.arguments import run_options
from annotator.app.demo import ORGANS, demo_axis, demo_phantom, painted_slices
from annotator.app.headless import filled, open_propagator, run, run_report, save_iterations
from annotator.app.targets import check_folder, make_folder, write_json
from annotator.core.errors import UserError
from annotator.core.support import supports_from_labels
from annotator.io.write import write_labels, write_volume

if TYPE_CHECKING:
    import argparse

    from numpy.typing import NDArray

    from annotator.core.support import SupportSet

ROW = "{:<14} {:>6}  {:>8}  {}"


def run_headless(args: argparse.Namespace) -> int:
    """Generate, paint, propagate, save and compare."""
    started = time.perf_counter()
    folder = args.output
    if folder.is_dir() and any(folder.iterdir()):
        raise UserError(f"The folder {folder} is not empty; give a new one.")
    check_folder(folder, (), ())
    propagator, options = open_propagator(run_options(args), args.models)
    device = propagator.device_name(options.device)
    phantom = demo_phantom(args.modality, args.seed)
    volume, axis = phantom.volume, demo_axis(phantom)
    painted = painted_slices(phantom)
    supports = supports_from_labels(painted, axis, full_range=False)
    make_folder(folder)
    write_volume(folder / "image.nii.gz", volume.voxels, volume)
    write_labels(folder / "support.nii.gz", painted, volume)
    proposal, _ = run(propagator, volume, painted, supports, axis, options, time.monotonic())
    mask = filled(painted, proposal)
    write_labels(folder / "mask.nii.gz", mask, volume)
    save_iterations(folder / "iterations", volume, painted, [proposal])
    report = run_report(volume, mask, [proposal], options, device)
    print(ROW.format("organ", "label", "volume", "Dice on the slices that were not painted"))
    for support in supports:
        figures = report["labels"][support.label]
        figures["name"] = ORGANS[support.label]
        figures["dice"] = _dice(mask, phantom.labels, support, axis)
        ml = f"{figures['ml']:.0f} ml"
        print(ROW.format(figures["name"], support.label, ml, f"{figures['dice']:.3f}"))
    report["mean_dice"] = float(np.mean([item["dice"] for item in report["labels"].values()]))
    print(f"Mean Dice {report['mean_dice']:.3f}; {options.method} on {device}.")
    print(f"Files are in {folder}.")
    header = {"version": annotator.__version__, "modality": args.modality, "seed": args.seed}
    seconds = time.perf_counter() - started
    write_json(folder / "report.json", {**header, **report, "seconds": seconds})
    return 0


def _dice(
    mask: NDArray[np.uint8], truth: NDArray[np.uint8], support: SupportSet, axis: int
) -> float:
    """Dice of one label over its unpainted slices."""
    painted = [item.index for item in support.slices]
    found, wanted = (
        np.delete(labels == support.label, painted, axis=axis) for labels in (mask, truth)
    )
    return 2 * int((found & wanted).sum()) / max(1, int(found.sum()) + int(wanted.sum()))

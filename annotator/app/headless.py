"""A propagation without a window: run to the end, its masks and figures put into files."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
from tqdm import tqdm

from annotator.app.file_slices import FileSlices
from annotator.app.model_folders import open_model_store
from annotator.app.targets import make_folder, write_json
from annotator.core.cancel import CancelToken
from annotator.core.labelmap import VoxelOrigin
from annotator.core.labels import complete_labels
from annotator.core.marks import Maker, Marks
from annotator.core.proposal import IterationResult, Proposal, RunProgress
from annotator.core.support import FREE, PropagationRequest
from annotator.io import mask_file
from annotator.io.label_map import MaskOptions
from annotator.io.session_record import RunRecord, SessionRecord
from annotator.io.write import write_labels
from annotator.services.across import recorded
from annotator.services.probabilities import save_probabilities

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from annotator.core.proposal import Learned
    from annotator.core.run_options import RunOptions
    from annotator.core.support import SupportSet
    from annotator.core.volume import Volume
    from annotator.io.mask_file import Mask
    from annotator.io.write import ExportReport
    from annotator.services.ports import Propagator

ITERATION_FILES = ("iteration_*.nii.gz", "iterations.json")
PROBABILITY_FILES = ("*_desc-iterations_probseg.nii.gz", "*_desc-iterations_probseg.json")


def open_propagator(
    options: RunOptions, models: Path | None = None
) -> tuple[Propagator, RunOptions]:
    """Propagator, and the options with the name of the model that runs; imports torch.

    The name is None where no network runs. `models` is one more folder to look for models in.

    Raises
    ------
    UserError
        If there is no such model or device.
    """
    from annotator.inference.catnet.propagator import CatNetPropagator

    store = open_model_store(models)
    propagator = CatNetPropagator(store)
    propagator.device_name(options.device)
    if options.method == "interpolation" and options.model is None:
        return propagator, options
    return propagator, replace(options, model=store.get(options.model, "catnet").name)


def mask_options(args: argparse.Namespace) -> MaskOptions:
    """Return what a user has agreed to for masks by `annotator.app.arguments.add_mask_options`."""
    return MaskOptions(args.resample_labels, args.renumber_labels, args.layer, args.order)


def read_mask(path: Path, volume: Volume, args: argparse.Namespace) -> Mask:
    """Read a label map and its names; what there is to say of it goes to the standard error stream.

    Parameters
    ----------
    path, volume
        As for `annotator.io.mask_file.read_mask`.
    args
        With the arguments of `annotator.app.arguments.add_mask_options`.

    Raises
    ------
    UserError
        If it cannot be read.
    """
    found = mask_file.read_mask(path, volume, mask_options(args))
    for note in found.notes:
        sys.stderr.write(f"{note}\n")
    return found


def save_filled(
    path: Path,
    mask: NDArray[np.uint8],
    volume: Volume,
    painted: Mask,
    runs: Sequence[Proposal],
    records: Sequence[RunRecord],
) -> ExportReport:
    """Save a filled mask with the names of its labels and a sidecar that says what made what.

    Parameters
    ----------
    path, mask, volume
        As for `annotator.io.mask_file.save_mask`.
    painted
        The painted slices that the runs started from.
    runs
        What was filled, one run per axis.
    records
        Of these runs; they go into the sidecar, too.
    """
    filled_in = np.where(painted.voxels > 0, np.uint8(0), mask)
    origins = np.where(painted.voxels > 0, np.uint8(VoxelOrigin.HAND), np.uint8(0))
    origins[filled_in > 0] = VoxelOrigin.ACCEPTED
    marks, axes = Marks(runs[0].axis), {}
    for proposal in runs:
        made: dict[int, dict[int, Maker]] = {}
        planes = np.moveaxis(filled_in, proposal.axis, 0)
        for index in proposal.slices:
            for value in set(np.unique(planes[index]).tolist()) & set(proposal.run_labels):
                made.setdefault(value, {})[index] = proposal.maker(index, None, value)
        absent = {item.label: item.absent for item in proposal.supports if item.absent}
        marks = replace(marks.along(proposal.axis), absent=absent, made=made)
        axes.update(dict.fromkeys(proposal.run_labels, proposal.axis))
    classes = complete_labels([int(value) for value in np.unique(mask) if value], painted.classes)
    marks = marks.along(runs[0].axis)
    session = painted.session or SessionRecord()
    session = msgspec.structs.replace(session, opened=session.opened + 1)
    for record in records:
        session = session.with_run(record)
    return mask_file.save_mask(
        path, mask, volume, classes, "leave", origins, marks, session, axes=axes
    )


def say_saved(saved: ExportReport) -> None:
    """Print what was saved; what the user should know of it goes to the standard error stream."""
    sys.stdout.write(f"{saved.summary()}\n")
    for note in saved.notes:
        sys.stderr.write(f"{saved.path.name}: {note}\n")


@contextmanager
def progress_bar(text: str) -> Iterator[Callable[[RunProgress], None]]:
    """Show progress on a terminal, nothing in a pipe; important messages appear in both."""
    bar = tqdm(desc=text, total=1, disable=None, leave=False, bar_format="{l_bar}{bar}| {elapsed}")

    def show(progress: RunProgress) -> None:
        bar.total = progress.total
        bar.update(progress.done - bar.n)
        if progress.important:
            tqdm.write(progress.text, file=sys.stderr)
        elif progress.text:
            bar.set_description(progress.text, refresh=False)

    with bar:
        yield show


def run(
    propagator: Propagator,
    volume: Volume,
    labels: NDArray[np.uint8],
    supports: tuple[SupportSet, ...],
    axis: int,
    options: RunOptions,
    started: float,
) -> tuple[Proposal, RunRecord]:
    """Propagate painted slices to the end; returns what is suggested, and the run's record.

    Parameters
    ----------
    propagator
        Does the work.
    volume, labels
        Image, and uint8 ``(z, y, x)`` label map of painted slices, whose voxels are all kept.
    supports, axis
        Taken from `labels` (`annotator.core.support.supports_from_labels`).
    options
        How to run.
    started
        When the image was opened, of `time.monotonic`.
    """
    request = PropagationRequest(
        volume,
        axis,
        supports,
        locked=np.where(labels > 0, labels, np.uint8(FREE)),
        options=options,
    )
    values = tuple(item.label for item in supports)
    proposal = Proposal(axis, values, options.method, supports, options)
    proposal.model = propagator.model_of(options)
    at_s, clock = time.monotonic() - started, time.monotonic
    with progress_bar("Propagating") as show:
        for step in recorded(propagator, request, CancelToken(), at_s, clock):
            if isinstance(step, IterationResult):
                proposal.add(step)
            elif isinstance(step, RunRecord):
                record = step
            else:
                show(step)
                if step.learned is not None:
                    proposal.learned[step.learned.label] = step.learned
    return proposal, record


def filled(
    labels: NDArray[np.uint8], proposal: Proposal, iteration: int | None = None
) -> NDArray[np.uint8]:
    """Label map with the slices of a proposal put in, after `iteration` or the last one.

    Parameters
    ----------
    labels
        uint8 ``(z, y, x)`` of the painted slices; not changed.
    proposal, iteration
        What the run suggests; a slice without that iteration gives its last one.
    """
    result = labels.copy()
    slices = np.moveaxis(result, proposal.axis, 0)
    for index, entry in proposal.slices.items():
        slices[index] = entry.labels(iteration)
    return result


def save_iterations(
    folder: Path, volume: Volume, labels: NDArray[np.uint8], proposals: Sequence[Proposal]
) -> None:
    """Write the mask after every iteration and the figures of each.

    ``iteration_00.nii.gz`` holds MIFE's first mask, the last file the final one;
    ``iterations.json`` has one entry per label, slice and iteration.
    """
    make_folder(folder)
    for iteration in range(max(proposal.iterations() for proposal in proposals)):
        mask = labels
        for proposal in proposals:
            mask = filled(mask, proposal, iteration)
        write_labels(folder / f"iteration_{iteration:02d}.nii.gz", mask, volume)
    write_json(folder / "iterations.json", iteration_figures(volume, proposals))


def save_run_probabilities(
    folder: Path, propagator: Propagator, volume: Volume, proposal: Proposal, options: RunOptions
) -> None:
    """Write foreground probabilities of the run that was made last, one file per label."""
    make_folder(folder)
    request = PropagationRequest(volume, proposal.axis, proposal.supports, options=options)
    with progress_bar("Probabilities") as show:
        for label in proposal.run_labels:
            name = f"Label {label}"
            for step in save_probabilities(folder, propagator, request, label, name, CancelToken()):
                if isinstance(step, RunProgress):
                    show(step)


def iteration_figures(volume: Volume, proposals: Sequence[Proposal]) -> dict[str, Any]:
    """Contents of ``iterations.json``: plain values, slices numbered as in the file."""
    figures = [
        {
            "label": label,
            "axis": slices.file_axis,
            "slice": slices.in_file(index),
            "iteration": iteration,
            "voxels": stats.voxels,
            "dice_to_previous": stats.dice_to_previous,
            "mean_probability": stats.probability,
            "seconds": stats.seconds,
            "network_share": stats.share,
        }
        for proposal in proposals
        for slices in (FileSlices.along(volume, proposal.axis),)
        for index, entry in proposal.slices.items()
        for iteration, by_label in enumerate(entry.stats)
        for label, stats in by_label.items()
    ]
    figures.sort(key=lambda item: (item["label"], item["slice"], item["iteration"]))
    first = proposals[0]
    axis = FileSlices.along(volume, first.axis).file_axis
    return {"axis": axis, "method": first.method, "iterations": figures}


def _learned(learned: Learned | None) -> dict[str, Any]:
    """Figures of what a run learned of a label, for its report."""
    if learned is None:
        return {}
    return {
        "adaptation_steps": learned.steps,
        "left_out_dice_before": learned.before,
        "left_out_dice_after": learned.after,
        "network_share": learned.network,
    }


def run_report(
    volume: Volume,
    labels: NDArray[np.uint8],
    proposals: Sequence[Proposal],
    options: RunOptions,
    device_name: str,
) -> dict[str, Any]:
    """Plain values that say how a mask came about; slices numbered as in the file.

    Parameters
    ----------
    volume
        The image.
    labels
        uint8 ``(z, y, x)``, the final mask.
    proposals, options
        The runs, one per axis; the options name the model, as `open_propagator` returns them.
    device_name
        The device for people.
    """
    counts = np.bincount(labels.reshape(-1), minlength=256)
    voxel_ml = volume.geometry.voxel_volume_ml
    return {
        "axis": FileSlices.along(volume, proposals[0].axis).file_axis,
        "method": options.method,
        "iterations": options.iterations if options.model else 0,
        "model": options.model,
        "device": device_name,
        "adapt": str(options.adaptation),
        "labels": {
            support.label: {
                "axis": slices.file_axis,
                "painted_slices": slices.all_in_file([s.index for s in support.slices]),
                "absent_slices": slices.all_in_file(support.absent),
                "filled_slices": len(support.query_indices()),
                "voxels": int(counts[support.label]),
                "ml": float(counts[support.label] * voxel_ml),
                **_learned(proposal.learned.get(support.label)),
            }
            for proposal in proposals
            for slices in (FileSlices.along(volume, proposal.axis),)
            for support in proposal.supports
        },
    }

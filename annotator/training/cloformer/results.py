"""What a trained slice classifier learned from and what was measured, for its card and tables."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from annotator.training.card import history_table
from annotator.training.cloformer.data import REGIONS
from annotator.training.cloformer.measures import (
    Judged,
    accuracy,
    answered,
    class_error,
    confusion,
    structure_error,
    structure_figures,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

    from annotator.inference.manifests import Calibration
    from annotator.training.cloformer.data import LabelledVolume


def data_lines(
    learning: Sequence[LabelledVolume],
    held_out: Sequence[LabelledVolume],
    testing: Sequence[LabelledVolume],
) -> list[str]:
    """Count volumes by what they were for, and those learned from by what they show."""
    kinds = Counter((v.modality, "+".join(v.regions) or "unknown") for v in learning)
    return [
        f"{len(learning)} volumes to learn from, {len(held_out)} to calibrate on, "
        f"{len(testing)} to measure on; split by patient.",
        *(f"{n} of them {m or 'modality not known'}, {r}" for (m, r), n in kinds.items()),
    ]


def headline(judged: Judged, calibration: Calibration, *, measured_only: bool) -> list[str]:
    """Share of the slices that get an answer, and how many of the answers are right."""
    who = "patients not trained on" if measured_only else "the patients calibrated on"
    lines = [f"On all slices along all three axes of {who}:", ""]
    for name, logits, truth, heat, limit in _answers(judged, calibration):
        given, right = answered(logits, truth, heat, limit)
        rightly = f"answered, {right:.3f} of them rightly" if given else "answered"
        lines.append(f"- {name}: {given:.3f} of the slices {rightly}")
    return lines


def tables(
    judged: Judged, calibration: Calibration, names: Sequence[str], history: Sequence[Any]
) -> list[str]:
    """Accuracy, calibration, confusion of regions, structures, and all validations."""
    lines = [
        "| | accuracy | answered | accuracy of the answers | calibration error before | after |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name, logits, truth, heat, limit in _answers(judged, calibration):
        given, right = answered(logits, truth, heat, limit)
        before, after = class_error(logits, truth, 1.0), class_error(logits, truth, heat)
        lines.append(
            f"| {name} | {accuracy(logits, truth):.3f} | {given:.3f} | {right:.3f} | "
            f"{before:.3f} | {after:.3f} |"
        )
    heat = calibration.structures_temperature
    before = structure_error(judged.structures, judged.shows, 1.0)
    after = structure_error(judged.structures, judged.shows, heat)
    lines.append(f"| structures | | | | {before:.3f} | {after:.3f} |")
    lines += ["", "Slices by region (rows: truth, columns: answer):", ""]
    lines += _confusion(judged, calibration)
    lines += ["", "Structures:", ""]
    lines += [
        "| structure | slices with | without | F1 | sensitivity |",
        "|---|---:|---:|---:|---:|",
    ]
    found = structure_figures(judged.structures, judged.shows)
    lines += [
        f"| {names[number]} | {shown} | {not_shown} | {f1:.3f} | {sensitivity:.3f} |"
        for number, (shown, not_shown, f1, sensitivity) in found.items()
    ]
    return [*lines, "", "Validations during the training:", "", *history_table(history)]


def _answers(
    judged: Judged, calibration: Calibration
) -> list[tuple[str, Tensor, Tensor, float, float]]:
    """Name, logits, truth, temperature and threshold of what is answered or left open."""
    c = calibration
    return [
        (
            "modality",
            judged.modality,
            judged.is_modality,
            c.modality_temperature,
            c.modality_threshold,
        ),
        ("region", judged.region, judged.is_region, c.region_temperature, c.region_threshold),
    ]


def _confusion(judged: Judged, calibration: Calibration) -> list[str]:
    table = confusion(
        judged.region,
        judged.is_region,
        calibration.region_temperature,
        calibration.region_threshold,
    )
    lines = [f"| | {' | '.join(REGIONS)} | unknown |", "|---|" + "---:|" * (len(REGIONS) + 1)]
    for name, row in zip(REGIONS, table.tolist(), strict=True):
        if sum(row):
            lines.append(f"| {name} | {' | '.join(map(str, row))} |")
    return lines

"""The card of a trained slice classifier: what it learned from and what was measured."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

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
    from annotator.training.cloformer.options import SliceRecipe, Split
    from annotator.training.cloformer.trainer import SliceTrainer


def slice_card(
    recipe: SliceRecipe,
    split: Split,
    trainer: SliceTrainer,
    calibration: dict[str, float],
    tested: Judged,
    date: str,
) -> str:
    """Write the card of a finished run, Markdown.

    Parameters
    ----------
    recipe, split, trainer
        The run; cases are counted, not named, for their names may be patients'.
    calibration
        As in the manifest.
    tested
        Slices of the patients that were measured on.
    date
        Day of the training.
    """
    parameters = sum(p.numel() for p in trainer.net.parameters())
    licences = Counter(v.licence or "not stated" for v in split.learning if v.modality)
    kinds = Counter((v.modality, "+".join(v.regions) or "unknown") for v in split.learning)
    return (
        "\n".join(
            [
                f"# {recipe.output.name}",
                "",
                "CloFormer-XXS (Fan et al., arXiv:2303.17803) for slices of CT and MR volumes: "
                "modality, body region, structures, and from painted slices where one ends. "
                "Not a medical device.",
                "",
                f"- Network: {parameters / 1e6:.2f} million parameters, input "
                f"{recipe.size} pixels, three neighbouring slices.",
                f"- Training: {trainer.step} steps of {6 * trainer.config.episodes} slices in "
                f"{trainer.spent:.0f} s, {date}, seed {recipe.seed}.",
                f"- Command: `{recipe.command}`",
                "",
                "## Data",
                "",
                f"- {len(split.learning)} volumes to learn from, {len(split.held_out)} to "
                f"calibrate on, {len(split.testing)} to measure on; split by patient.",
                *(f"- {n} of them {m or 'modality not known'}, {r}" for (m, r), n in kinds.items()),
                *(f"- Licence of {n} volumes: {text}" for text, n in licences.items()),
                "",
                "## Measured",
                "",
                *_measured(split, calibration, tested, trainer),
            ]
        )
        + "\n"
    )


def _measured(
    split: Split, calibration: dict[str, float], judged: Judged, trainer: SliceTrainer
) -> list[str]:
    who = "patients not trained on" if split.testing else "the patients calibrated on"
    lines = [f"On all slices along all three axes of {who}.", ""]
    lines += [
        "| | accuracy | answered | accuracy of the answers | calibration error before | after |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name, logits, truth in (
        ("modality", judged.modality, judged.is_modality),
        ("region", judged.region, judged.is_region),
    ):
        heat, limit = calibration[f"{name}_temperature"], calibration[f"{name}_threshold"]
        given, right = answered(logits, truth, heat, limit)
        before, after = class_error(logits, truth, 1.0), class_error(logits, truth, heat)
        lines.append(
            f"| {name} | {accuracy(logits, truth):.3f} | {given:.3f} | {right:.3f} | "
            f"{before:.3f} | {after:.3f} |"
        )
    heat = calibration["structures_temperature"]
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
    figures = structure_figures(judged.structures, judged.shows)
    names = trainer.config.net.structures
    lines += [
        f"| {names[number]} | {shown} | {not_shown} | {f1:.3f} | {found:.3f} |"
        for number, (shown, not_shown, f1, found) in figures.items()
    ]
    return lines


def _confusion(judged: Judged, calibration: dict[str, float]) -> list[str]:
    table = confusion(
        judged.region,
        judged.is_region,
        calibration["region_temperature"],
        calibration["region_threshold"],
    )
    lines = [f"| | {' | '.join(REGIONS)} | unknown |", "|---|" + "---:|" * (len(REGIONS) + 1)]
    for name, row in zip(REGIONS, table.tolist(), strict=True):
        if sum(row):
            lines.append(f"| {name} | {' | '.join(map(str, row))} |")
    return lines

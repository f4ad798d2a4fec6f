"""What a slice classifier is trained on, for how long, and which volumes are held out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.training.cloformer.data import LabelledVolume


@dataclass(frozen=True, slots=True)
class SliceRecipe:
    """What to train on, and for how long.

    Attributes
    ----------
    data
        Folders with cases.
    output
        Folder of the model; its name is the model's.
    cache
        Folder where supervoxels are kept.
    steps, seconds
        Budget: optimiser steps, or seconds where `steps` is 0.
    validate, test, exclude
        Names of cases, or patterns (``*``): to calibrate on, to measure the result on, to leave
        out. Without names every fifth case is calibrated on.
    size
        Side of the network's input in pixels.
    phantoms
        Generated volumes that are added; a quarter of them is calibrated on.
    seed
        Of weights, batches and phantoms.
    resume
        Go on with the training in `output`, if there is one.
    command
        The command line, for the model's card.
    """

    data: tuple[Path, ...]
    output: Path
    cache: Path
    steps: int = 0
    seconds: float = 1200.0
    validate: tuple[str, ...] = ()
    test: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    size: int = 96
    phantoms: int = 0
    seed: int = 0
    resume: bool = False
    command: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """Volumes by what they are for: training, calibration, and measuring only."""

    learning: list[LabelledVolume]
    held_out: list[LabelledVolume]
    testing: list[LabelledVolume]

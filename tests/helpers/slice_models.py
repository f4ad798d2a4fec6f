"""An untrained slice classifier installed in a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from annotator.inference.manifests import Calibration, ClassifierInput, ClassifierManifest
from annotator.inference.model_store import ModelStore, save_model
from annotator.nets.cloformer.slice_net import SliceNet, SliceNetConfig

if TYPE_CHECKING:
    from pathlib import Path

CALIBRATION = {
    "modality_temperature": 1.0,
    "region_temperature": 1.0,
    "structures_temperature": 1.0,
    "modality_threshold": 0.0,
    "region_threshold": 0.0,
    "presence_threshold": 0.3,
}


def install_classifier(folder: Path, name: str = "slices", **calibration: float) -> ModelStore:
    """Save a seeded network and return the store that finds it."""
    torch.manual_seed(2)
    config = SliceNetConfig(regions=("head", "abdomen"), structures=("liver", "spleen"))
    described = ClassifierManifest(
        licence="CC0-1.0",
        config=config,
        input=ClassifierInput(32),
        calibration=Calibration(**{**CALIBRATION, **calibration}),
    )
    save_model(folder / name, SliceNet(config).state_dict(), described, "# card")
    return ModelStore([folder])

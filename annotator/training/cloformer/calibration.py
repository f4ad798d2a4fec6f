"""Temperatures and thresholds of a trained slice classifier, fitted on patients held out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from annotator.core.cancel import CancelToken
from annotator.inference.cloformer.slice_scorer import SliceEncoder, SliceFeatures
from annotator.training.cloformer.data import slice_targets
from annotator.training.cloformer.ends import EndSequence, end_errors
from annotator.training.cloformer.measures import Judged, abstention, fit_temperature

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.nets.cloformer.slice_net import SliceNet
    from annotator.training.cloformer.data import LabelledVolume

MISSED = 0.05
"""Share of a structure's unpainted slices that the suggested ends may cut off at most, with one to
five slices painted anywhere. Shapes fade before that, beyond the ends that are more likely."""

THRESHOLDS = (0.5, 0.4, 0.3, 0.2, 0.15, 0.1, 0.07, 0.05, 0.03, 0.02)

Encoded = tuple["LabelledVolume", int, SliceFeatures]
"""A volume, an axis, and what the network says of its slices along that axis."""


def encode_all(encoder: SliceEncoder, volumes: Sequence[LabelledVolume]) -> list[Encoded]:
    """Look at volumes along all their axes."""
    return [(item, axis, encode(encoder, item, axis)) for item in volumes for axis in item.axes()]


def encode(encoder: SliceEncoder, item: LabelledVolume, axis: int) -> SliceFeatures:
    """Return what the network says of all slices of a volume along an axis."""
    for news in encoder.encode(item.volume, axis, CancelToken()):
        if isinstance(news, SliceFeatures):
            found = news
    return found


def judge(
    encoded: Sequence[Encoded],
    structures: Sequence[str],
    groups: dict[str, set[int]],
) -> Judged:
    """Join what the network says with what is known."""
    targets = [slice_targets(item, axis, structures, groups) for item, axis, _ in encoded]
    return Judged.join([features for _, _, features in encoded], targets)


def calibrate(judged: Judged) -> dict[str, float]:
    """Temperatures, and the thresholds below which the answer is "unknown"."""
    found = {
        # one answer per volume: too few to trust a temperature that makes them surer
        "modality_temperature": max(1.0, fit_temperature(judged.modality, judged.is_modality)),
        "region_temperature": fit_temperature(judged.region, judged.is_region),
        "structures_temperature": fit_temperature(judged.structures, judged.shows),
    }
    for name, logits, truth in (
        ("modality", judged.modality, judged.is_modality),
        ("region", judged.region, judged.is_region),
    ):
        found[f"{name}_threshold"] = abstention(logits, truth, found[f"{name}_temperature"])
    return found


def presence_threshold(net: SliceNet, sequences: Sequence[EndSequence]) -> float:
    """Largest threshold with which hardly any slice that holds a structure is cut off."""
    labelled = [s for s in sequences if s.weight == 1.0]
    unpainted = sum(s.unpainted for s in labelled) / 2  # every structure is followed both ways
    for threshold in THRESHOLDS:
        if end_errors(net.ends, labelled, threshold)[0] <= MISSED * unpainted:
            return threshold
    return THRESHOLDS[-1]


def usual_axis(item: LabelledVolume) -> int:
    """Axis along which a volume is painted as a rule: the one of the coarsest spacing."""
    return int(np.argmax(item.volume.geometry.spacing_zyx_mm))

"""Training a slice classifier from folders of cases to an installed model, in one go."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import torch

from annotator.core.cancel import CancelToken
from annotator.core.errors import UserError
from annotator.inference.cloformer.slice_scorer import SliceEncoder, SliceFeatures
from annotator.inference.manifests import Calibration, ClassifierInput, ClassifierManifest
from annotator.inference.model_store import MANIFEST, save_model
from annotator.nets.cloformer.slice_net import SliceNetConfig
from annotator.training.cases import find_cases
from annotator.training.cloformer.batches import SliceSampler
from annotator.training.cloformer.card import slice_card
from annotator.training.cloformer.data import (
    REGIONS,
    common_structures,
    load_labelled,
    phantom_volumes,
    slice_set,
    slice_targets,
    structure_groups,
)
from annotator.training.cloformer.ends import EndSequence, end_errors, end_sequences, fit_ends
from annotator.training.cloformer.measures import Judged, abstention, fit_temperature
from annotator.training.cloformer.options import Split
from annotator.training.cloformer.trainer import SliceTrainConfig, SliceTrainer, figures

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from annotator.nets.cloformer.slice_net import SliceNet
    from annotator.training.cloformer.data import LabelledVolume
    from annotator.training.cloformer.options import SliceRecipe

PURPOSE = "what slices show, and which of them contain a structure"
CUT = 112 / 96
"""Side of the stored slices over that of the network's input: room for augmentation."""

HELD_OUT = 5
"""Every so many cases one is held out for calibration where none is named."""

VALIDATION_BATCHES = 10
MISSED = 0.025
"""Share of a structure's unpainted slices that the suggested ends may cut off at most, with one to
five slices painted anywhere."""

THRESHOLDS = (0.5, 0.4, 0.3, 0.2, 0.15, 0.1, 0.07, 0.05, 0.03, 0.02)


def train_classifier(recipe: SliceRecipe, report: Callable[[str], None]) -> None:
    """Train and write the model to `recipe.output`, usable at once.

    Raises
    ------
    UserError
        If there are no cases, a name fits none, a file cannot be read, or `output` already holds
        a training or a model and `resume` is not set.
    """
    training = recipe.output / "training"
    if not recipe.resume and (
        (training / "checkpoint.pt").exists() or (recipe.output / MANIFEST).exists()
    ):
        raise UserError(
            f"{recipe.output} already holds a training or a model; add --resume to go on with it, "
            "or choose another folder."
        )
    split = load_split(recipe, report)
    structures = common_structures(split.learning, min(2, len(split.learning)))
    groups = structure_groups([*split.learning, *split.held_out, *split.testing])
    net = SliceNetConfig(regions=REGIONS, structures=structures)
    config = SliceTrainConfig(
        net=net, size=recipe.size, steps=recipe.steps, seconds=recipe.seconds, seed=recipe.seed
    )
    side = round(recipe.size * CUT)
    report(f"Cutting slices of {len(split.learning) + len(split.held_out)} volumes")
    learning, held_out = (
        [slice_set(v, axis, side, structures, groups) for v in volumes for axis in v.axes()]
        for volumes in (split.learning, split.held_out)
    )
    trainer = SliceTrainer(config, SliceSampler(learning, recipe.size, recipe.seed + 1), training)
    batches = []
    if any(any(s.spans.values()) for s in held_out):
        sampler = SliceSampler(held_out, recipe.size, 77, augment=False)
        batches = [sampler.batch(number, config.episodes) for number in range(VALIDATION_BATCHES)]
    trained = trainer.run(partial(figures, batches=batches) if batches else None, report)
    finish(recipe, trained, split, groups, trainer, report)


def load_split(recipe: SliceRecipe, report: Callable[[str], None]) -> Split:
    """Read all cases and share them out."""
    found = [files for folder in recipe.data for files in find_cases(folder)]
    names = [files.name for files in found]
    for pattern in (*recipe.validate, *recipe.test, *recipe.exclude):
        if not any(fnmatchcase(name, pattern) for name in names):
            known = ", ".join(names[:5])
            raise UserError(f"No case is called '{pattern}'; names are like {known}.")
    split = Split([], [], [])
    kept = [files for files in found if not _fits(files.name, recipe.exclude)]
    for number, files in enumerate(kept):
        report(f"Reading {files.name}, {number + 1} of {len(kept)}")
        testing = _fits(files.name, recipe.test)
        held_out = _fits(files.name, recipe.validate)
        if not recipe.validate:
            held_out = number % HELD_OUT == HELD_OUT - 1
        item = load_labelled(files, None if testing else recipe.cache)
        (split.testing if testing else split.held_out if held_out else split.learning).append(item)
    for number, item in enumerate(phantom_volumes(recipe.phantoms, recipe.seed)):
        (split.held_out if number < recipe.phantoms // 4 else split.learning).append(item)
    if not split.learning:
        raise UserError("No case is left to train on; name fewer with --validate and --exclude.")
    return split


def _fits(name: str, patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def finish(
    recipe: SliceRecipe,
    net: SliceNet,
    split: Split,
    groups: dict[str, set[int]],
    trainer: SliceTrainer,
    report: Callable[[str], None],
) -> None:
    """Fit the ends, calibrate, measure, and write the model."""
    encoder = SliceEncoder(net, recipe.size, torch.device("cpu"))
    encoded = {}
    for name, volumes in (("learning", split.learning), ("held out", split.held_out)):
        report(f"Looking at the slices of the {len(volumes)} volumes {name}")
        encoded[name] = [(v, axis, encode(encoder, v, axis)) for v in volumes for axis in v.axes()]
    rng = np.random.default_rng(recipe.seed + 2)
    sequences = {
        name: [
            sequence
            for item, axis, features in pairs
            if name == "learning" or axis == usual_axis(item)
            for sequence in end_sequences(encoder.net, item, features, rng)
        ]
        for name, pairs in encoded.items()
    }
    report(f"Learning the ends from {len(sequences['learning'])} examples")
    if sequences["learning"]:
        fit_ends(encoder.net.ends, sequences["learning"], seed=recipe.seed)
    structures = net.config.structures
    judged = judge(encoded["held out"] or encoded["learning"], structures, groups)
    calibration = calibrate(judged)
    calibration["presence_threshold"] = presence_threshold(
        encoder.net, sequences["held out"] or sequences["learning"]
    )
    testing = [(v, axis, encode(encoder, v, axis)) for v in split.testing for axis in v.axes()]
    tested = judge(testing, structures, groups) if testing else judged
    date = datetime.now(UTC).date().isoformat()
    recipe = replace(recipe, steps=trainer.step)
    card = slice_card(recipe, split, trainer, calibration, tested, date)
    licences = sorted({v.licence or "not stated" for v in split.learning if v.fields})
    manifest = ClassifierManifest(
        purpose=PURPOSE,
        licence="training data: " + "; ".join(licences),
        date=date,
        command=recipe.command,
        config=net.config,
        input=ClassifierInput(recipe.size),
        calibration=Calibration(**calibration),
    )
    save_model(recipe.output, encoder.net.state_dict(), manifest, card)
    report(f"The model is in {recipe.output}.")


def encode(encoder: SliceEncoder, item: LabelledVolume, axis: int) -> SliceFeatures:
    """Return what the network says of all slices of a volume along an axis."""
    for news in encoder.encode(item.volume, axis, CancelToken()):
        if isinstance(news, SliceFeatures):
            found = news
    return found


def judge(
    encoded: Sequence[tuple[LabelledVolume, int, SliceFeatures]],
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

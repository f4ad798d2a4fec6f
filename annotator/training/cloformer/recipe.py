"""Training a slice classifier from folders of cases to an installed model, in one go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import torch

from annotator.core.errors import UserError
from annotator.inference.cloformer.slice_scorer import SliceEncoder
from annotator.inference.manifests import (
    Calibration,
    ClassifierInput,
    ClassifierManifest,
    CloFormerManifest,
)
from annotator.nets.cloformer.network import XXS
from annotator.nets.cloformer.slice_net import SliceNetConfig
from annotator.training.cloformer.batches import SliceSampler
from annotator.training.cloformer.calibration import (
    calibrate,
    encode_all,
    judge,
    presence_threshold,
    usual_axis,
)
from annotator.training.cloformer.data import (
    REGIONS,
    common_structures,
    load_labelled,
    phantom_volumes,
    slice_set,
    structure_groups,
)
from annotator.training.cloformer.ends import EndSequence, end_sequences, fit_ends
from annotator.training.cloformer.results import data_lines, headline, tables
from annotator.training.cloformer.trainer import SliceTrainConfig, SliceTrainer, figures
from annotator.training.run import Recipe, Split, Trained, Training, run, split_cases

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from annotator.inference.model_store import Model
    from annotator.nets.cloformer.slice_net import SliceNet
    from annotator.training.cases import CaseFiles
    from annotator.training.cloformer.calibration import Encoded
    from annotator.training.cloformer.data import LabelledVolume, SliceSet
    from annotator.training.loop import TrainingLoop
    from annotator.training.ranks import Ranks
    from annotator.training.run import Report

PURPOSE = "what slices show, and which of them contain a structure"
CUT = 112 / 96
"""Side of the stored slices over that of the network's input: room for augmentation."""

HELD_OUT = 5
"""Every so many cases one is held out for calibration where none is named."""

VALIDATION_BATCHES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassifierRecipe(Recipe):
    """What a slice classifier is trained on.

    Cases to validate on calibrate it; without names every fifth one does. A quarter of the
    phantoms is calibrated on, too.

    Attributes
    ----------
    cache
        Folder where supervoxels are kept.
    test
        Names of cases, or patterns (``*``), only to measure the result on.
    size
        Side of the network's input in pixels.
    start
        Imported CloFormer whose backbone to start from, instead of random weights.
    """

    cache: Path
    seconds: float = 1200.0
    test: tuple[str, ...] = ()
    size: int = 96
    start: Model | None = None


def train_classifier(recipe: ClassifierRecipe, report: Report) -> None:
    """Train a slice classifier, as `annotator.training.run.run` does."""
    run(ClassifierTraining(recipe), report)


class ClassifierTraining(Training):
    """Episodes of slices; validated on patients held out, which calibrate the result."""

    title = (
        "CloFormer-XXS (Fan et al., arXiv:2303.17803) for slices of CT and MR volumes: modality, "
        "body region, structures, and from painted slices where one ends."
    )
    recipe: ClassifierRecipe

    def check(self) -> None:
        """Raise `UserError` if the model to start from is no CloFormer-XXS."""
        start = self.recipe.start
        if start is not None:
            config = start.manifest_as(CloFormerManifest).config
            if replace(config, in_channels=3, num_classes=1000) != XXS:
                raise UserError(f"{start.name} is no CloFormer-XXS; start from another model.")

    def split(self) -> Split:
        """Share out the cases; where none is named, every fifth is calibrated on."""
        split = split_cases(self.recipe, self.recipe.test)
        if not self.recipe.validate:
            kept = split.learning
            held_out = kept[HELD_OUT - 1 :: HELD_OUT]
            split = split._replace(
                learning=[files for files in kept if files not in held_out], validating=held_out
            )
        return split

    def read(self, split: Split, ranks: Ranks, report: Report) -> int:
        """Read all cases, and cut the slices of those that are trained and validated on."""
        del ranks
        recipe = self.recipe

        def load(cases: Sequence[CaseFiles], cache: Path | None) -> list[LabelledVolume]:
            loaded = []
            for number, files in enumerate(cases):
                report(f"Reading {files.name}, {number + 1} of {len(cases)}")
                loaded.append(load_labelled(files, cache))
            return loaded

        self.learning = load(split.learning, recipe.cache)
        self.held_out = load(split.validating, recipe.cache)
        self.testing = load(split.testing, None)
        for number, item in enumerate(phantom_volumes(recipe.phantoms, recipe.seed)):
            (self.held_out if number < recipe.phantoms // 4 else self.learning).append(item)
        if not self.learning:
            raise UserError(
                "No case is left to train on; name fewer with --validate and --exclude."
            )
        self.structures = common_structures(self.learning, min(2, len(self.learning)))
        self.groups = structure_groups([*self.learning, *self.held_out, *self.testing])
        return len(self.learning)

    def trainer(self, ranks: Ranks) -> SliceTrainer:
        """Make the loop with its network."""
        del ranks
        recipe = self.recipe
        config = SliceTrainConfig(
            net=SliceNetConfig(regions=REGIONS, structures=self.structures),
            size=recipe.size,
            steps=recipe.steps,
            seconds=recipe.seconds,
            seed=recipe.seed,
        )
        self.episodes = config.episodes
        sampler = SliceSampler(self._sets(self.learning), recipe.size, recipe.seed + 1)
        start = None if recipe.start is None else recipe.start.tensors()
        return SliceTrainer(config, sampler, recipe.folder, start)

    def validator(self) -> Callable[[SliceNet], tuple[float, ...]] | None:
        """Accuracy and Dice on fixed slices of the patients held out."""
        held_out = self._sets(self.held_out)
        if not any(any(s.spans.values()) for s in held_out):
            return None
        sampler = SliceSampler(held_out, self.recipe.size, 77, augment=False)
        batches = [sampler.batch(number, self.episodes) for number in range(VALIDATION_BATCHES)]
        return partial(figures, batches=batches)

    def finish(
        self, net: SliceNet, trainer: TrainingLoop[SliceNet, SliceTrainConfig], report: Report
    ) -> Trained:
        """Fit the ends, calibrate and measure."""
        recipe = self.recipe
        encoder = SliceEncoder(net, recipe.size, torch.device("cpu"))
        encoded = {}
        for name, volumes in (("learning", self.learning), ("held out", self.held_out)):
            report(f"Looking at the slices of the {len(volumes)} volumes {name}")
            encoded[name] = encode_all(encoder, volumes)
        threshold = self._fit_ends(encoder, encoded, report)
        judged = judge(
            encoded["held out"] or encoded["learning"], net.config.structures, self.groups
        )
        calibration = Calibration(**calibrate(judged), presence_threshold=threshold)
        if self.testing:
            tested = encode_all(encoder, self.testing)
            judged = judge(tested, net.config.structures, self.groups)
        start, parameters = recipe.start, sum(p.numel() for p in net.parameters())
        return Trained(
            encoder.net.state_dict(),
            ClassifierManifest(
                purpose=PURPOSE,
                config=net.config,
                input=ClassifierInput(recipe.size),
                calibration=calibration,
            ),
            network=f"{parameters / 1e6:.2f} million parameters, input {recipe.size} pixels, three "
            "neighbouring slices",
            batch=f"{6 * self.episodes} slices",
            start="" if start is None else f"{start.name} ({start.sha256})",
            data=data_lines(self.learning, self.held_out, self.testing),
            measured=headline(judged, calibration, measured_only=bool(self.testing)),
            results=tables(judged, calibration, net.config.structures, trainer.history),
        )

    def _sets(self, volumes: Sequence[LabelledVolume]) -> list[SliceSet]:
        side = round(self.recipe.size * CUT)
        return [
            slice_set(v, axis, side, self.structures, self.groups)
            for v in volumes
            for axis in v.axes()
        ]

    def _fit_ends(
        self, encoder: SliceEncoder, encoded: dict[str, list[Encoded]], report: Report
    ) -> float:
        """Teach the network where structures end; returns the threshold of presence."""
        rng = np.random.default_rng(self.recipe.seed + 2)
        sequences: dict[str, list[EndSequence]] = {
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
            fit_ends(encoder.net.ends, sequences["learning"], seed=self.recipe.seed)
        return presence_threshold(encoder.net, sequences["held out"] or sequences["learning"])

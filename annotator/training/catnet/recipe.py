"""Training a CAT-Net from folders of cases to an installed model, in one go."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from annotator.core.errors import UserError
from annotator.inference.devices import has_fast_bfloat16
from annotator.inference.manifests import CatNetInput, CatNetManifest
from annotator.inference.model_store import load_network
from annotator.nets.catnet.network import CATNet, CATNetConfig
from annotator.phantom.torso import make_phantom
from annotator.training.card import history_table
from annotator.training.cases import Case, add_field
from annotator.training.catnet.episodes import EpisodeSampler
from annotator.training.catnet.mixing import mix_with_start
from annotator.training.catnet.options import EpisodeConfig, OptimizerName
from annotator.training.catnet.trainer import TrainConfig, Trainer, episode_dice
from annotator.training.catnet.windows import WINDOW_FACTOR
from annotator.training.run import Recipe, Split, Trained, Training, run, split_to_validate
from annotator.training.slice_sets import find_episode_cases, load_episode_case
from annotator.training.supervoxels import cached_supervoxels

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from annotator.inference.model_store import Model
    from annotator.training.cases import CaseFiles
    from annotator.training.loop import TrainingLoop
    from annotator.training.ranks import Ranks
    from annotator.training.run import Report

PURPOSE = "few-shot segmentation: fills structures in between painted slices"
NETWORKS = {
    "small": CATNetConfig(blocks=3, heads=3, detach_mask=True),
    "resnet50": CATNetConfig(encoder="resnet50", dim=256, heads=8),
}
PIECE_MM = 35.0
PHANTOM_SHAPE, PHANTOM_SPACING_MM = (48, 160, 160), 2.2
GOING_ON_RATE = 5e-4
"""Highest learning rate where a training starts from a model, whose statistics are kept."""
VALIDATION_SEED, VALIDATION_BATCHES = 77, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class CatNetRecipe(Recipe):
    """What a CAT-Net is trained on.

    Attributes
    ----------
    cache
        Folder where supervoxels are kept.
    encoder
        "small" or "resnet50".
    size
        Side of the network's input in pixels.
    mix
        Mixing weights of the kinds of episodes, by field of `EpisodeConfig`; others stay.
    start
        Model whose weights and network to start from, instead of random weights.
    optimizer
        "adamw" or "muon".
    """

    cache: Path
    encoder: Literal["small", "resnet50"] = "small"
    size: int = 128
    mix: dict[str, float] = field(default_factory=dict)
    start: Model | None = None
    optimizer: OptimizerName = "adamw"


def train_catnet(recipe: CatNetRecipe, report: Report) -> None:
    """Train a CAT-Net, as `annotator.training.run.run` does.

    Under `torchrun` all processes train together; the first one reports and writes.
    """
    run(CatNetTraining(recipe), report)


class CatNetTraining(Training):
    """Episodes of labels, supervoxels, other patients and shapes; validated by Dice."""

    title = "CAT-Net (Lin et al., MICCAI 2023) for filling structures in between painted slices."
    together: ClassVar[bool] = True
    recipe: CatNetRecipe

    def check(self) -> None:
        """Configure the network: as the model to start from, or as the encoder asks for."""
        start, encoder = self.recipe.start, self.recipe.encoder
        self.network = NETWORKS[encoder] if start is None else load_network(start, CATNet).config
        if start is not None and self.network.encoder != encoder:
            own = self.network.encoder
            raise UserError(f"{start.name} has the encoder {own}; add --encoder {own}.")

    def split(self) -> Split:
        """Share out the cases; those to validate on need labels."""
        return split_to_validate(self.recipe, find=find_episode_cases)

    def read(self, split: Split, ranks: Ranks, report: Report) -> int:
        """Read the cases, with supervoxels for those that are trained on."""
        recipe = self.recipe
        self.learning = split.learning
        if not ranks.is_main:
            ranks.wait()  # until the supervoxels are in the cache
        self.cases = load_with_supervoxels(split.learning, recipe.cache, report)
        if ranks.is_main:
            ranks.wait()
        self.cases += phantom_cases(recipe.phantoms, recipe.seed, report)
        self.validating = [load_episode_case(files) for files in split.validating]
        return len(self.cases)

    def trainer(self, ranks: Ranks) -> Trainer:
        """Make the loop with its network."""
        recipe = self.recipe
        config = TrainConfig(
            net=self.network,
            episodes=replace(EpisodeConfig(size=recipe.size), **recipe.mix),  # type: ignore[arg-type]
            steps=recipe.steps,
            seconds=recipe.seconds,
            optimizer=recipe.optimizer,
            seed=recipe.seed,
            device=str(ranks.device),
            mixed_precision=has_fast_bfloat16(ranks.device),
            validate_every=recipe.validate_every(250),
        )
        if recipe.start is not None:
            config = replace(config, learning_rate=GOING_ON_RATE, frozen_statistics=True)
        sampler = EpisodeSampler(self.cases, config.episodes, recipe.seed + 1)
        start = None if recipe.start is None else recipe.start.tensors()
        return Trainer(config, sampler, recipe.folder, ranks, start)

    def validator(self) -> Callable[..., float] | None:
        """Dice of fixed episodes."""
        return validator(self.validating, self.recipe.size) if self.validating else None

    def finish(
        self, net: CATNet, trainer: TrainingLoop[CATNet, TrainConfig], report: Report
    ) -> Trained:
        """Describe the network, averaged with the one it started from if that is better."""
        start, parameters = self.recipe.start, sum(p.numel() for p in net.parameters())
        config = net.config
        check = self.validator()
        averaged = []
        if start is not None and check is not None:
            mix = mix_with_start(net, start, check)
            averaged = [
                f"Averaged with {start.name}, {mix.share:.0%} being what was learned: mean Dice of "
                f"the validation {mix.mixed:.4f}, {mix.start:.4f} at the start, {mix.learned:.4f} "
                "learned."
            ]
            report(*averaged)
        return Trained(
            net.state_dict(),
            CatNetManifest(
                purpose=PURPOSE, config=config, input=CatNetInput(self.recipe.size, WINDOW_FACTOR)
            ),
            network=f"{config.encoder} encoder, {config.blocks} blocks, {config.dim} channels, "
            f"{parameters / 1e6:.2f} million parameters, input {self.recipe.size} pixels",
            batch=f"{trainer.config.structures * trainer.ranks.count} structures",
            start="" if start is None else f"{start.name} ({start.sha256})",
            data=self._data(),
            measured=[*self._measured(trainer), *averaged],
            results=history_table(trainer.history),
        )

    def _data(self) -> list[str]:
        structures = [structure for case in self.cases for structure in case.structures]
        sources = Counter(structure.source for structure in structures)
        names = sorted({s.name for s in structures if s.source == "labels" and s.name})
        labelled = sum(files.label is not None for files in self.learning)
        return [
            f"{len(self.learning)} volumes, {labelled} of them with labels; "
            f"{self.recipe.phantoms} generated.",
            f"{sources['labels']} labelled structures and {sources['supervoxels']} supervoxels.",
            f"Names of labels: {', '.join(names) or 'none'}.",
        ]

    def _measured(self, trainer: TrainingLoop[CATNet, TrainConfig]) -> list[str]:
        if not trainer.history:
            return []
        best = max(trainer.history, key=lambda entry: entry.dice)
        return [
            f"Mean Dice {best.dice:.4f} on the slices of fixed episodes from "
            f"{len(self.validating)} volumes that were not trained on, at step {best.step}, whose "
            "weights these are."
        ]


def phantom_cases(count: int, seed: int, report: Callable[[str], None]) -> list[Case]:
    """Generate CT and MR volumes with their organs, as cases of varying slice distance."""
    cases = []
    for number in range(count):
        report(f"Generating phantom {number + 1} of {count}")
        rng = np.random.default_rng([seed, number])
        modality: Literal["CT", "MR"] = "CT" if number % 2 == 0 else "MR"
        phantom = make_phantom(
            modality,
            PHANTOM_SHAPE,
            (float(rng.uniform(3, 7)), PHANTOM_SPACING_MM, PHANTOM_SPACING_MM),
            seed=int(rng.integers(2**31)),
            sequence="T1" if number % 4 == 1 else "T2",
        )
        volume, spacing = phantom.volume, phantom.volume.geometry.spacing_zyx_mm
        case = Case(
            f"phantom {number + 1}", volume.voxels, spacing, {}, [], volume.content_id, modality
        )
        names = {value: f"phantom {name}" for value, name in phantom.names.items()}
        add_field(case, "labels", phantom.labels, names)
        cases.append(case)
    return cases


def load_with_supervoxels(
    found: Sequence[CaseFiles], cache: Path, report: Callable[[str], None]
) -> list[Case]:
    """Read cases and add their supervoxels, kept in the folder `cache`."""
    cases = []
    for number, files in enumerate(found):
        report(f"Reading {files.name}, {number + 1} of {len(found)}")
        case = load_episode_case(files)
        cases.append(case)
        if not (case.has_image and case.is_stack):
            continue
        pieces = cached_supervoxels(cache, case.content_id, case.voxels, case.spacing, PIECE_MM)
        add_field(case, "supervoxels", pieces)
    return cases


def validator(cases: Sequence[Case], size: int, count: int | None = None) -> Callable[..., float]:
    """Mean Dice of `count` (or 10) batches of labelled episodes, the same ones each time.

    Called with a network and, if wanted, a number of iterations (`episode_dice`).
    """
    config = EpisodeConfig(
        size=size,
        queries=4,
        labels=1.0,
        supervoxels=0.0,
        cross_patient=0.0,
        shapes=0.0,
        inexact=0.0,
        flawed=0.0,
    )
    sampler = EpisodeSampler(cases, config, VALIDATION_SEED)
    batches = [sampler.batch(number) for number in range(count or VALIDATION_BATCHES)]
    return partial(episode_dice, batches=batches)

"""Training a click head from folders of cases to an installed model, in one go."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from annotator.core.errors import UserError
from annotator.inference.devices import has_fast_bfloat16
from annotator.inference.manifests import ClickInput, ClickManifest
from annotator.inference.model_store import load_network
from annotator.nets.catnet.click_head import ClickConfig
from annotator.nets.catnet.encoders import SmallEncoder
from annotator.nets.catnet.network import CATNet
from annotator.training.card import history_table
from annotator.training.catnet.recipe import load_with_supervoxels, phantom_cases
from annotator.training.clicks.samples import SampleConfig, SampleSampler
from annotator.training.clicks.trainer import ClickTrainer, ClickTraining, click_dice
from annotator.training.run import Recipe, Split, Trained, Training, run, split_to_validate
from annotator.training.slice_sets import find_episode_cases, load_episode_case

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from annotator.inference.model_store import Model
    from annotator.nets.catnet.click_head import ClickNet
    from annotator.training.loop import TrainingLoop
    from annotator.training.ranks import Ranks
    from annotator.training.run import Report

PURPOSE = "segmenting one slice from a few clicks"
VALIDATION_SEED, VALIDATION_BATCHES, VALIDATION_SAMPLES = 78, 8, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ClickRecipe(Recipe):
    """What a click head is trained on.

    Attributes
    ----------
    cache
        Folder where supervoxels are kept.
    encoder
        CAT-Net with a small encoder, which is taken over and stays as it is.
    size
        Side of the network's input in pixels, divisible by 16.
    mix
        Mixing weights of the kinds of samples, by field of `SampleConfig`; others stay.
    """

    cache: Path
    encoder: Model
    size: int = 96
    mix: dict[str, float] = field(default_factory=dict)


def train_clicks(recipe: ClickRecipe, report: Report) -> None:
    """Train a click head, as `annotator.training.run.run` does."""
    run(ClickHeadTraining(recipe), report)


class ClickHeadTraining(Training):
    """Samples of labels, supervoxels, shapes and made-up images; validated by Dice."""

    title = "Segments one slice from a few clicks: a head on the encoder of a CAT-Net."
    recipe: ClickRecipe

    def check(self) -> None:
        """Take the encoder from its CAT-Net."""
        encoder = load_network(self.recipe.encoder, CATNet).encoder
        if not isinstance(encoder, SmallEncoder):
            name = self.recipe.encoder.name
            raise UserError(f"{name} has no small encoder; name another with --encoder.")
        if self.recipe.size % 16:
            raise UserError(f"The size {self.recipe.size} is not divisible by 16; choose another.")
        self.encoder = encoder.state_dict()
        self.network = ClickConfig(dim=encoder.reduce.out_channels)

    def split(self) -> Split:
        """Share out the cases; those to validate on need labels."""
        return split_to_validate(self.recipe, find=partial(find_episode_cases, fewest_slices=1))

    def read(self, split: Split, ranks: Ranks, report: Report) -> int:
        """Read the cases, with supervoxels for those that are trained on."""
        recipe = self.recipe
        self.learning = split.learning
        if recipe.mix.get("supervoxels", 1.0) > 0:
            self.cases = load_with_supervoxels(split.learning, recipe.cache, report)
        else:
            self.cases = [load_episode_case(files) for files in split.learning]
        self.cases += phantom_cases(recipe.phantoms, recipe.seed, report)
        self.validating = [load_episode_case(files) for files in split.validating]
        return len(self.cases)

    def trainer(self, ranks: Ranks) -> ClickTrainer:
        """Make the loop with its network."""
        recipe = self.recipe
        config = ClickTraining(
            net=self.network,
            samples=replace(SampleConfig(size=recipe.size), **recipe.mix),  # type: ignore[arg-type]
            steps=recipe.steps,
            seconds=recipe.seconds,
            seed=recipe.seed,
            device=str(ranks.device),
            mixed_precision=has_fast_bfloat16(ranks.device),
            validate_every=recipe.validate_every(300),
        )
        sampler = SampleSampler(self.cases, config.samples, recipe.seed + 1)
        return ClickTrainer(config, sampler, self.encoder, recipe.folder)

    def validator(self) -> Callable[[ClickNet], list[float]] | None:
        """Dice of fixed samples after 1, 3 and 5 clicks."""
        if not self.validating:
            return None
        config = SampleConfig(
            size=self.recipe.size, labels=1.0, supervoxels=0.0, shapes=0.0, ensembles=0.0
        )
        sampler = SampleSampler(self.validating, config, VALIDATION_SEED)
        batches = [sampler.batch(n, VALIDATION_SAMPLES) for n in range(VALIDATION_BATCHES)]
        return partial(click_dice, batches=batches)

    def finish(
        self, net: ClickNet, trainer: TrainingLoop[ClickNet, ClickTraining], _: Report
    ) -> Trained:
        """Describe the network."""
        encoder, head = (
            sum(p.numel() for p in part.parameters()) for part in (net.encoder, net.head)
        )
        return Trained(
            net.state_dict(),
            ClickManifest(purpose=PURPOSE, config=net.config, input=ClickInput(self.recipe.size)),
            network=f"encoder of {self.recipe.encoder.name}, unchanged, {encoder / 1e6:.2f} "
            f"million parameters, and a head of {head / 1e6:.2f} million, input "
            f"{self.recipe.size} pixels",
            batch=f"{trainer.config.batch} structures, clicked one to seven times",
            data=self._data(),
            measured=self._measured(trainer),
            results=history_table(trainer.history),
        )

    def _data(self) -> list[str]:
        structures = [structure for case in self.cases for structure in case.structures]
        sources = Counter(structure.source for structure in structures)
        labelled = sum(files.label is not None for files in self.learning)
        return [
            f"{len(self.learning)} cases, {labelled} of them with labels; "
            f"{self.recipe.phantoms} generated.",
            f"{sources['labels']} labelled structures and {sources['supervoxels']} supervoxels.",
        ]

    def _measured(self, trainer: TrainingLoop[ClickNet, ClickTraining]) -> list[str]:
        if not trainer.history:
            return []
        best = max(trainer.history, key=lambda entry: entry.one + entry.three + entry.five)
        return [
            f"Mean Dice {best.one:.3f}, {best.three:.3f} and {best.five:.3f} after 1, 3 and 5 "
            f"simulated clicks into windows of {len(self.validating)} cases that were not trained "
            f"on, at step {best.step}, whose weights these are."
        ]

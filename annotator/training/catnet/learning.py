"""The installed CAT-Net goes on learning from the finished patients of a project.

Some of them are held out: they decide which weights are kept, and whether any are.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import torch

from annotator.core.cancel import CancelToken
from annotator.core.errors import UserError
from annotator.inference.catnet.laying import Laying
from annotator.inference.cloformer.slice_scorer import described, load_encoder
from annotator.inference.devices import has_fast_bfloat16
from annotator.inference.manifests import CatNetManifest
from annotator.inference.model_store import load_network
from annotator.io.replacing import write_text
from annotator.nets.catnet.network import CATNet
from annotator.training.card import history_table
from annotator.training.cases import CaseFiles
from annotator.training.catnet.mixing import mix_with_start
from annotator.training.catnet.patients import PatientSampler, build_studies, validator
from annotator.training.catnet.recipe import PURPOSE
from annotator.training.catnet.trainer import TrainConfig, Trainer
from annotator.training.run import Recipe, Split, Trained, Training, run

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from annotator.core.finished import CaseSource
    from annotator.inference.model_store import Model
    from annotator.training.loop import TrainingLoop
    from annotator.training.ranks import Ranks
    from annotator.training.run import Report

NAMES = "patients.json"
"""Who was learned from and who was held out; stays out of the card, for names may be patients'."""

LEARNING_RATE = 4e-4
"""A third of that from random weights: what the model knows is not to be lost."""

STRUCTURES, TRAINED_AT = 8, 128
"""Slices per step, and the side of their windows in pixels at most."""

FEWEST = 2
"""Patients that can be learned from: one is laid onto another."""

MOST = 40
"""Patients that are learned from; of more, some are taken that are evenly spread."""

ONE_HELD_OUT_OF = 5
"""One patient in so many is held out: those that look most like all others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnRecipe(Recipe):
    """What to learn from.

    Attributes
    ----------
    sources
        Finished cases; `data` is their folder, for the card alone.
    start
        Model to go on from.
    axis
        Slice axis.
    classifier
        Slice classifier that finds where structures lie; None if there is none.
    """

    sources: tuple[CaseSource, ...]
    start: Model
    axis: int
    classifier: Model | None = None


def learn(recipe: LearnRecipe, report: Report) -> None:
    """Learn, as `annotator.training.run.run` does, and install the model."""
    run(PatientTraining(recipe), report)


class PatientTraining(Training):
    """Episodes across finished patients; validated by Dice on those held out."""

    title = "CAT-Net (Lin et al., MICCAI 2023) that went on learning from a project's patients."
    together: ClassVar[bool] = False
    recipe: LearnRecipe

    def check(self) -> None:
        """See whether there are patients enough."""
        if len(self.recipe.sources) < FEWEST:
            raise UserError("Learning takes two finished patients at least; finish one more.")
        step = -(-len(self.recipe.sources) // MOST)
        self._sources = self.recipe.sources[::step]
        self._input = self.recipe.start.manifest_as(CatNetManifest).input
        self._size = min(TRAINED_AT, self._input.size)

    def split(self) -> Split:
        """Hold some patients out: those named, or one in five of four and more."""
        sources = self._sources
        held = {s.name for s in sources if s.name in self.recipe.validate}
        if not self.recipe.validate:
            held = {s.name for s in held_out(self._typical_first())}
        files = [CaseFiles(s.name, self.recipe.data[0], None) for s in sources]
        return Split(
            [f for f in files if f.name not in held], [f for f in files if f.name in held], []
        )

    def _typical_first(self) -> list[CaseSource]:
        """Sort the patients by how much they look like the others: an odd one would tell little."""
        sources, classifier = list(self._sources), self.recipe.classifier
        if classifier is None or len(sources) < 2 * FEWEST:
            return sources
        encoder = load_encoder(classifier, torch.device("cpu"))
        volumes = (source.load().volume for source in sources)
        faces = torch.stack(
            [described(encoder, volume, self.recipe.axis, CancelToken()) for volume in volumes]
        )
        likeness = (faces @ faces.T).sum(1).tolist()
        return [sources[i] for i in sorted(range(len(sources)), key=lambda i: -likeness[i])]

    def read(self, split: Split, ranks: Ranks, report: Report) -> int:
        """Read the patients and lay them onto each other."""
        cases = {source.name: source.load() for source in self._sources}
        learning = [cases[files.name] for files in split.learning]
        held = [cases[files.name] for files in split.validating]
        self._names = [case.name for case in learning], [case.name for case in held]
        self.recipe.folder.mkdir(parents=True, exist_ok=True)
        names = {"learned": self._names[0], "held_out": self._names[1]}
        write_text(self.recipe.folder / NAMES, json.dumps(names, indent=2) + "\n")
        axis, size = self.recipe.axis, self._size
        report("Learning where structures lie")
        classifier = self.recipe.classifier
        encoder = load_encoder(classifier, torch.device("cpu")) if classifier else None
        laying = Laying(learning, axis, encoder, CancelToken())
        factor = self._input.factor
        self.studies = build_studies(learning, learning, laying, axis, size, factor, report)
        self.held = build_studies(held, learning, laying, axis, size, factor, report)
        return len(learning)

    def trainer(self, ranks: Ranks) -> Trainer:
        """Make the loop with the weights to start from."""
        recipe = self.recipe
        net = load_network(recipe.start, CATNet)
        config = TrainConfig(
            net=net.config,
            steps=recipe.steps,
            seconds=recipe.seconds,
            structures=STRUCTURES,
            learning_rate=LEARNING_RATE,
            warmup_steps=10,
            seed=recipe.seed,
            device=str(ranks.device),
            mixed_precision=has_fast_bfloat16(ranks.device),
            validate_every=recipe.validate_every(40),
            checkpoint_every=20,
        )
        sampler = PatientSampler(self.studies, self._size, recipe.seed + 1)
        return Trainer(config, sampler, recipe.folder, ranks, recipe.start.tensors())

    def validator(self) -> Callable[[CATNet], float] | None:
        """Dice on the patients held out."""
        return validator(self.held, self._size) if self.held else None

    def finish(
        self, net: CATNet, trainer: TrainingLoop[CATNet, TrainConfig], report: Report
    ) -> Trained:
        """Keep so much of what was learned as fills the patients held out best."""
        start, check = self.recipe.start, self.validator()
        measured = "No patient was held out: nothing tells what it gained."
        if check is not None:
            mix = mix_with_start(net, start, check)
            verdict = (
                f"averaged with {start.name}, {mix.share:.0%} being what was learned: "
                f"{mix.mixed:.3f}"
                if mix.share
                else "what was learned is dropped: the weights are those it started from"
            )
            measured = (
                f"Mean Dice on the slices of {len(self._names[1])} held out: {mix.start:.3f} "
                f"before, {mix.learned:.3f} after; {verdict}."
            )
        report(measured)
        manifest = CatNetManifest(purpose=PURPOSE, config=net.config, input=self._input)
        return Trained(
            net.state_dict(),
            manifest,
            network=f"as {start.name}",
            batch=f"{STRUCTURES} slices",
            start=f"{start.name} ({start.sha256})",
            data=[
                f"{len(self._names[0])} finished patients, {len(self._names[1])} held out; their "
                f"names lie in training/{NAMES}.",
            ],
            measured=[measured],
            results=history_table(trainer.history),
        )


def held_out(sources: Sequence[CaseSource]) -> list[CaseSource]:
    """Choose the patients to hold out: the first fifth of four and more, none of less."""
    count = len(sources)
    return [] if count < 2 * FEWEST else list(sources[: max(1, count // ONE_HELD_OUT_OF)])

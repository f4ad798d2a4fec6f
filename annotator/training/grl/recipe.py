"""Training a denoiser from folders of volumes to an installed model, in one go."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from annotator.core.errors import UserError
from annotator.inference.devices import has_fast_bfloat16
from annotator.inference.manifests import GrlInput, GrlManifest
from annotator.inference.model_store import Model, ModelStore
from annotator.nets.grl.slice_denoiser import COMPACT
from annotator.training.card import history_table
from annotator.training.grl.noise import HIGHEST_LEVEL
from annotator.training.grl.pairs import PairSampler, Source, phantom_sources
from annotator.training.grl.trainer import DenoiserConfig, DenoiserTrainer, mean_psnr
from annotator.training.run import Recipe, Split, Trained, Training, run

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from annotator.core.denoising import Kind
    from annotator.nets.grl.config import GRLConfig
    from annotator.nets.grl.slice_denoiser import SliceDenoiser
    from annotator.training.cases import CaseFiles
    from annotator.training.loop import TrainingLoop
    from annotator.training.ranks import Ranks
    from annotator.training.run import Report

PURPOSE = {"ct": "removes noise from CT slices", "mr": "removes noise from MR slices"}
VALIDATION_SEED, VALIDATION_BATCHES, VALIDATION_COUNT = 77, 6, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class DenoiserRecipe(Recipe):
    """What a denoiser is trained on; volumes of the other modality are passed over.

    Attributes
    ----------
    kind
        Modality.
    start
        Folder of a model to begin with, or None.
    size, batch
        Side of the crops in pixels, crops per step.
    net
        Architecture.
    """

    kind: Kind
    phantoms: int = 6
    start: Path | None = None
    size: int = 64
    batch: int = 8
    net: GRLConfig = COMPACT


def train_denoiser(recipe: DenoiserRecipe, report: Report) -> None:
    """Train a denoiser, as `annotator.training.run.run` does."""
    run(DenoiserTraining(recipe), report)


class DenoiserTraining(Training):
    """Noisy and clean crops of one modality; validated by PSNR."""

    title = "GRL (Li et al., CVPR 2023), takes noise out of slices; its level is an input."
    recipe: DenoiserRecipe

    def check(self) -> None:
        """Look for the model to start from."""
        self.start = _model(self.recipe.start) if self.recipe.start else None

    def read(self, split: Split, ranks: Ranks, report: Report) -> int:
        """Read the volumes of the modality."""
        del ranks
        recipe = self.recipe
        known, sources = _read(split.learning, recipe.kind, report)
        split.learning[:] = known  # what is of the other modality was not learned from
        _, self.held_out = _read(split.validating, recipe.kind, report)
        report(f"Generating {recipe.phantoms} phantoms")
        self.count = len(sources)
        sources += phantom_sources(recipe.kind, recipe.phantoms, recipe.seed)
        self.sampler = PairSampler(sources, recipe.kind, recipe.size, recipe.seed + 1)
        if not len(self.sampler):
            raise UserError(
                f"No {recipe.kind.upper()} volume with large enough slices is left to train on; "
                "name other folders, or add --phantoms."
            )
        return len(sources)

    def trainer(self, ranks: Ranks) -> DenoiserTrainer:
        """Make the loop with its network."""
        recipe = self.recipe
        config = DenoiserConfig(
            kind=recipe.kind,
            net=recipe.net,
            steps=recipe.steps,
            seconds=recipe.seconds,
            size=recipe.size,
            batch=recipe.batch,
            seed=recipe.seed,
            device=ranks.device.type,
            mixed_precision=has_fast_bfloat16(ranks.device),
            validate_every=recipe.validate_every(200),
        )
        start = None if self.start is None else self.start.tensors()
        return DenoiserTrainer(config, self.sampler, recipe.folder, start)

    def validator(self) -> Callable[[SliceDenoiser], float] | None:
        """PSNR of fixed crops."""
        kind = self.recipe.kind
        checker = PairSampler(self.held_out, kind, self.recipe.size, VALIDATION_SEED)
        if not len(checker):
            return None
        checks = [checker.batch(n, VALIDATION_COUNT) for n in range(VALIDATION_BATCHES)]
        return partial(mean_psnr, batches=checks, kind=kind)

    def finish(
        self, net: SliceDenoiser, trainer: TrainingLoop[SliceDenoiser, DenoiserConfig], _: Report
    ) -> Trained:
        """Describe the network."""
        recipe, config = self.recipe, net.grl.config
        parameters = sum(p.numel() for p in net.parameters())
        return Trained(
            net.grl.state_dict(),
            GrlManifest(
                purpose=PURPOSE[recipe.kind],
                config=config,
                input=GrlInput(recipe.kind, HIGHEST_LEVEL[recipe.kind]),
            ),
            network=f"{config.embed_dim} channels, {sum(config.depths)} layers, "
            f"{parameters / 1e6:.2f} million parameters",
            batch=f"{recipe.batch} crops of {recipe.size} pixels",
            start="" if self.start is None else f"{self.start.name} ({self.start.sha256})",
            data=[f"{self.count} volumes and {recipe.phantoms} generated ones."],
            measured=self._measured(trainer),
            results=history_table(trainer.history),
        )

    def _measured(self, trainer: TrainingLoop[SliceDenoiser, DenoiserConfig]) -> list[str]:
        if not trainer.history:
            return []
        best = max(trainer.history, key=lambda entry: entry.psnr)
        return [
            f"Mean PSNR {best.psnr:.2f} dB on crops of {len(self.held_out)} volumes that were not "
            f"trained on, at step {best.step}, whose weights these are."
        ]


def _read(
    found: Sequence[CaseFiles], kind: Kind, report: Callable[[str], None]
) -> tuple[list[CaseFiles], list[Source]]:
    """Volumes of the modality among some cases."""
    kept, sources = [], []
    for number, files in enumerate(found):
        report(f"Reading {files.name}, {number + 1} of {len(found)}")
        volume = files.read()
        source = Source.of(volume, kind)
        if (volume.modality == "CT") == (kind == "ct") and source.axes():
            kept.append(files)
            sources.append(source)
    return kept, sources


def _model(folder: Path) -> Model:
    for model in ModelStore([folder.resolve().parent]).models("grl"):
        if model.name == folder.resolve().name:
            return model
    raise UserError(f"{folder} is not the folder of a denoiser to start from.")

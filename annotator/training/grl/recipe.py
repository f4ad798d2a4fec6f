"""Training a denoiser from folders of volumes to an installed model, in one go."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from functools import partial
from typing import TYPE_CHECKING

from annotator.core.errors import UserError
from annotator.inference.devices import choose_device, describe_device, has_fast_bfloat16
from annotator.inference.manifests import GrlInput, GrlManifest
from annotator.inference.model_store import MANIFEST, Model, ModelStore, save_model
from annotator.io.read import read_volume
from annotator.nets.grl.slice_denoiser import COMPACT
from annotator.training.cases import CaseFiles, find_cases
from annotator.training.grl.noise import HIGHEST_LEVEL
from annotator.training.grl.pairs import PairSampler, Source, phantom_sources
from annotator.training.grl.trainer import DenoiserConfig, DenoiserTrainer, mean_psnr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from annotator.core.denoising import Kind
    from annotator.nets.grl.config import GRLConfig
    from annotator.nets.grl.slice_denoiser import SliceDenoiser

PURPOSE = {"ct": "removes noise from CT slices", "mr": "removes noise from MR slices"}
VALIDATION_SEED, VALIDATION_BATCHES, VALIDATION_COUNT = 77, 6, 4


@dataclass(frozen=True, slots=True)
class DenoiserRecipe:
    """What to train on, and for how long.

    Attributes
    ----------
    data
        Folders with cases; volumes of the other modality are passed over.
    output
        Folder of the model; its name is the model's.
    kind
        Modality.
    steps, seconds
        Budget: optimiser steps, or seconds where `steps` is 0.
    validate, exclude
        Names of cases, or patterns of names (``*``), to validate on and to leave out.
    phantoms
        Generated volumes that are added to the training.
    start
        Folder of a model to begin with, or None.
    size, batch
        Side of the crops in pixels, crops per step.
    seed
        Seed of weights, samples and phantoms.
    device
        As in `choose_device`.
    resume
        Go on with the training in `output`, if there is one.
    command
        The command line, for the model's card.
    net
        Architecture.
    """

    data: tuple[Path, ...]
    output: Path
    kind: Kind
    steps: int = 0
    seconds: float = 1800.0
    validate: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    phantoms: int = 6
    start: Path | None = None
    size: int = 64
    batch: int = 8
    seed: int = 0
    device: str = "cpu"
    resume: bool = False
    command: str = ""
    net: GRLConfig = COMPACT


def train_denoiser(recipe: DenoiserRecipe, report: Callable[[str], None]) -> None:
    """Train and write the model to `recipe.output`, usable at once.

    The checkpoint and the log lie in its folder "training".

    Raises
    ------
    UserError
        If there are no volumes of the modality, a name fits none, a file cannot be read, or
        `output` already holds a training or a model and `resume` is not set.
    """
    training = recipe.output / "training"
    done = (training / "checkpoint.pt").exists() or (recipe.output / MANIFEST).exists()
    if done and not recipe.resume:
        raise UserError(
            f"{recipe.output} already holds a training or a model; add --resume to go on with it, "
            "or choose another folder."
        )
    device = choose_device(recipe.device)
    learning, validating = _split(recipe)
    known, sources = _read(learning, recipe.kind, report)
    _, held_out = _read(validating, recipe.kind, report)
    report(f"Generating {recipe.phantoms} phantoms")
    sources += phantom_sources(recipe.kind, recipe.phantoms, recipe.seed)
    sampler = PairSampler(sources, recipe.kind, recipe.size, recipe.seed + 1)
    if not len(sampler):
        raise UserError(
            f"No {recipe.kind.upper()} volume with large enough slices is left to train on; name "
            "other folders, or add --phantoms."
        )
    config = DenoiserConfig(
        kind=recipe.kind,
        net=recipe.net,
        steps=recipe.steps,
        seconds=recipe.seconds,
        size=recipe.size,
        batch=recipe.batch,
        seed=recipe.seed,
        device=device.type,
        mixed_precision=has_fast_bfloat16(device),
        validate_every=min(200, max(1, recipe.steps // 5)) if recipe.steps else 200,
    )
    start = _model(recipe.start).tensors() if recipe.start else None
    trainer = DenoiserTrainer(config, sampler, training, start)
    report(f"Training on {len(sources)} volumes, {describe_device(device)}.")
    checker = PairSampler(held_out, recipe.kind, recipe.size, VALIDATION_SEED)
    batches = range(VALIDATION_BATCHES if len(checker) else 0)
    checks = [checker.batch(n, VALIDATION_COUNT) for n in batches]
    validate = partial(mean_psnr, batches=checks, kind=recipe.kind) if checks else None
    net = trainer.run(validate, report)
    _install(recipe, trainer, net, known, len(held_out))
    report(f"The model is in {recipe.output}.")


def _split(recipe: DenoiserRecipe) -> tuple[list[CaseFiles], list[CaseFiles]]:
    """Cases to train on and to validate on."""
    found = [files for folder in recipe.data for files in find_cases(folder)]
    for pattern in (*recipe.validate, *recipe.exclude):
        if not any(fnmatchcase(files.name, pattern) for files in found):
            known = ", ".join(files.name for files in found[:5])
            raise UserError(f"No case is called '{pattern}'; names are like {known}.")
    held_out = [f for f in found if _fits(f, recipe.validate) and not _fits(f, recipe.exclude)]
    learning = [f for f in found if not _fits(f, (*recipe.validate, *recipe.exclude))]
    return learning, held_out


def _fits(files: CaseFiles, patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(files.name, pattern) for pattern in patterns)


def _read(
    found: Sequence[CaseFiles], kind: Kind, report: Callable[[str], None]
) -> tuple[list[CaseFiles], list[Source]]:
    """Volumes of the modality among some cases."""
    kept, sources = [], []
    for number, files in enumerate(found):
        report(f"Reading {files.name}, {number + 1} of {len(found)}")
        volume = read_volume(files.image)
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


def _install(
    recipe: DenoiserRecipe,
    trainer: DenoiserTrainer,
    net: SliceDenoiser,
    known: Sequence[CaseFiles],
    held_out: int,
) -> None:
    date = datetime.now(UTC).date().isoformat()
    licences = dict(sorted(Counter(files.licence for files in known).items()))
    names = "; ".join(name or "not stated" for name in licences) or "generated"
    manifest = GrlManifest(
        purpose=PURPOSE[recipe.kind],
        licence=f"training data: {names}",
        date=date,
        command=recipe.command,
        config=net.grl.config,
        input=GrlInput(recipe.kind, HIGHEST_LEVEL[recipe.kind]),
    )
    card = _card(recipe, trainer, licences, held_out, date)
    save_model(recipe.output, net.grl.state_dict(), manifest, card)


def _card(
    recipe: DenoiserRecipe,
    trainer: DenoiserTrainer,
    licences: dict[str, int],
    held_out: int,
    date: str,
) -> str:
    """Model card in Markdown: what it learned from and what was measured, nothing else."""
    config, net = trainer.config, trainer.config.net
    parameters = sum(p.numel() for p in trainer.net.parameters())
    lines = [
        f"# {recipe.output.name}",
        "",
        f"GRL (Li et al., CVPR 2023), {PURPOSE[recipe.kind]}. Not a medical device.",
        "",
        f"- Network: {net.embed_dim} channels, {sum(net.depths)} layers, "
        f"{parameters / 1e6:.2f} million parameters, noise level as an input.",
        f"- Training: {trainer.step} steps of {config.batch} crops of {config.size} pixels in "
        f"{trainer.spent:.0f} s on {describe_device(trainer.device)}, {date}, seed {config.seed}.",
        f"- Command: `{recipe.command}`",
        f"- Started from: {recipe.start.resolve().name if recipe.start else 'random weights'}.",
        "",
        "## Data",
        "",
        f"- {sum(licences.values())} volumes and {recipe.phantoms} generated ones.",
        *(f"- Licence of {n} volumes: {text or 'not stated'}" for text, n in licences.items()),
        "",
        "## Validation",
        "",
    ]
    if trainer.history:
        lines += [
            f"Crops of {held_out} volumes that were not trained on, PSNR of the averaged weights.",
            "",
            "| step | seconds | training loss | PSNR, dB |",
            "|---:|---:|---:|---:|",
            *(
                f"| {e.step} | {e.seconds:.0f} | {e.loss:.4f} | {e.psnr:.2f} |"
                for e in trainer.history
            ),
        ]
    else:
        lines.append("Nothing: no case was named for validation.")
    return "\n".join(lines) + "\n"

"""Training a CAT-Net from folders of cases to an installed model, in one go."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from functools import partial
from typing import TYPE_CHECKING, Literal

import numpy as np

from annotator.core.errors import UserError
from annotator.inference.devices import choose_device, describe_device, has_fast_bfloat16
from annotator.inference.manifests import CatNetInput, CatNetManifest
from annotator.inference.model_store import MANIFEST, load_network, save_model
from annotator.nets.catnet.network import CATNet, CATNetConfig
from annotator.phantom.torso import make_phantom
from annotator.training.cases import Case, CaseFiles, add_field, find_cases, load_case
from annotator.training.catnet.card import TrainedOn, model_card
from annotator.training.catnet.episodes import WINDOW_FACTOR, EpisodeConfig, EpisodeSampler
from annotator.training.catnet.trainer import TrainConfig, Trainer, episode_dice
from annotator.training.ranks import Ranks, join_ranks
from annotator.training.supervoxels import cached_supervoxels

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from annotator.inference.model_store import Model

PURPOSE = "few-shot segmentation: fills structures in between painted slices"
NETWORKS = {
    "small": CATNetConfig(blocks=3, heads=3, detach_mask=True),
    "resnet50": CATNetConfig(encoder="resnet50", dim=256, heads=8),
}
PIECE_MM = 35.0
VALIDATION_SEED, VALIDATION_BATCHES = 77, 10


@dataclass(frozen=True, slots=True)
class Recipe:
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
    validate, exclude
        Names of cases, or patterns of names (``*``), to validate on and to leave out.
    encoder
        "small" or "resnet50".
    size
        Side of the network's input in pixels.
    phantoms
        Generated volumes that are added to the training cases.
    mix
        Mixing weights of the kinds of episodes, by field of `EpisodeConfig`; others stay.
    seed
        Seed of weights, episodes and phantoms.
    device
        As in `choose_device`.
    start
        Model whose weights and network to start from, instead of random weights.
    resume
        Go on with the training in `output`, if there is one.
    command
        The command line, for the model's card.
    """

    data: tuple[Path, ...]
    output: Path
    cache: Path
    steps: int = 0
    seconds: float = 1800.0
    validate: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    encoder: Literal["small", "resnet50"] = "small"
    size: int = 128
    phantoms: int = 0
    mix: dict[str, float] = field(default_factory=dict)
    seed: int = 0
    device: str = "cpu"
    start: Model | None = None
    resume: bool = False
    command: str = ""


def train_catnet(recipe: Recipe, report: Callable[[str], None]) -> None:
    """Train and write the model to `recipe.output`, usable at once.

    The checkpoint and the log lie in its folder "training". Under `torchrun` all processes train
    together; the first one reports and writes.

    Parameters
    ----------
    recipe
        What to train on, and for how long.
    report
        Receives lines of progress.

    Raises
    ------
    UserError
        If there are no cases, a name fits none, a file cannot be read, the model to start from
        has another encoder, or `output` already holds a training or a model and `resume` is not
        set.
    """
    training = recipe.output / "training"
    if not recipe.resume and ((training / "checkpoint.pt").exists() or _is_model(recipe.output)):
        raise UserError(
            f"{recipe.output} already holds a training or a model; add --resume to go on with it, "
            "or choose another folder."
        )
    device = choose_device(recipe.device)
    network = _network(recipe)
    files = split_cases(recipe)
    with join_ranks(device) as ranks:
        _train(recipe, network, files, ranks, report if ranks.is_main else _say_nothing)


def _train(
    recipe: Recipe,
    network: CATNetConfig,
    files: tuple[list[CaseFiles], list[CaseFiles]],
    ranks: Ranks,
    report: Callable[[str], None],
) -> None:
    learning, validating = files
    if not ranks.is_main:
        ranks.wait()  # until the supervoxels are in the cache
    cases = load_with_supervoxels(learning, recipe.cache, report)
    if ranks.is_main:
        ranks.wait()
    cases += phantom_cases(recipe.phantoms, recipe.seed, report)
    validation = [load_case(case) for case in validating]
    device = ranks.device
    config = TrainConfig(
        net=network,
        episodes=replace(EpisodeConfig(size=recipe.size), **recipe.mix),  # type: ignore[arg-type]
        steps=recipe.steps,
        seconds=recipe.seconds,
        seed=recipe.seed,
        device=str(device),
        mixed_precision=has_fast_bfloat16(device),
        validate_every=min(250, max(1, recipe.steps // 5)) if recipe.steps else 250,
    )
    sampler = EpisodeSampler(cases, config.episodes, recipe.seed + 1)
    start = None if recipe.start is None else recipe.start.tensors()
    trainer = Trainer(config, sampler, recipe.output / "training", ranks, start)
    together = f", {ranks.count} processes" if ranks.count > 1 else ""
    report(f"Training on {len(cases)} cases, {describe_device(device)}{together}.")
    net = trainer.run(validator(validation, recipe.size) if validation else None, report)
    if ranks.is_main:
        data = TrainedOn.describe(learning, cases, recipe.phantoms, validation)
        _install(recipe, trainer, net, data)
    report(f"The model is in {recipe.output}.")


def _say_nothing(_line: str) -> None:
    pass


def _network(recipe: Recipe) -> CATNetConfig:
    """Configure the network: as the model to start from, or as the encoder asks for."""
    if recipe.start is None:
        return NETWORKS[recipe.encoder]
    config = load_network(recipe.start, CATNet).config
    if config.encoder != recipe.encoder:
        raise UserError(
            f"{recipe.start.name} has the encoder {config.encoder}; add --encoder {config.encoder}."
        )
    return config


def split_cases(recipe: Recipe) -> tuple[list[CaseFiles], list[CaseFiles]]:
    """Cases to train on and to validate on.

    Raises
    ------
    UserError
        If a folder holds no cases, a name fits none, or nothing is left to train on.
    """
    found = [files for folder in recipe.data for files in find_cases(folder)]
    for pattern in (*recipe.validate, *recipe.exclude):
        if not any(fnmatchcase(files.name, pattern) for files in found):
            known = ", ".join(files.name for files in found[:5])
            raise UserError(f"No case is called '{pattern}'; names are like {known}.")
    kept = [files for files in found if not _fits(files, recipe.exclude)]
    learning = [files for files in kept if not _fits(files, recipe.validate)]
    validating = [files for files in kept if _fits(files, recipe.validate)]
    unlabelled = [files.name for files in validating if files.label is None]
    if unlabelled:
        raise UserError(f"{unlabelled[0]} has no label map and cannot be validated on.")
    if not learning and not recipe.phantoms:
        raise UserError("No case is left to train on; name fewer with --validate and --exclude.")
    return learning, validating


def phantom_cases(count: int, seed: int, report: Callable[[str], None]) -> list[Case]:
    """Generate CT and MR volumes with their organs, as cases of varying slice distance."""
    cases = []
    for number in range(count):
        report(f"Generating phantom {number + 1} of {count}")
        rng = np.random.default_rng([seed, number])
        modality: Literal["CT", "MR"] = "CT" if number % 2 == 0 else "MR"
        phantom = make_phantom(
            modality,
            (48, 160, 160),
            (float(rng.uniform(3, 7)), 2.2, 2.2),
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


def _is_model(folder: Path) -> bool:
    return (folder / MANIFEST).exists()


def _fits(files: CaseFiles, patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(files.name, pattern) for pattern in patterns)


def load_with_supervoxels(
    found: Sequence[CaseFiles], cache: Path, report: Callable[[str], None]
) -> list[Case]:
    """Read cases and add their supervoxels, kept in the folder `cache`."""
    cases = []
    for number, files in enumerate(found):
        report(f"Reading {files.name}, {number + 1} of {len(found)}")
        case = load_case(files)
        pieces = cached_supervoxels(cache, case.content_id, case.voxels, case.spacing, PIECE_MM)
        add_field(case, "supervoxels", pieces)
        cases.append(case)
    return cases


def validator(cases: Sequence[Case], size: int, count: int | None = None) -> Callable[..., float]:
    """Mean Dice of `count` (or 10) batches of labelled episodes, the same ones each time.

    Called with a network and, if wanted, a number of iterations (`episode_dice`).
    """
    config = EpisodeConfig(
        size=size, queries=4, labels=1.0, supervoxels=0.0, cross_patient=0.0, shapes=0.0
    )
    sampler = EpisodeSampler(cases, config, VALIDATION_SEED)
    batches = [sampler.batch(number) for number in range(count or VALIDATION_BATCHES)]
    return partial(episode_dice, batches=batches)


def _install(recipe: Recipe, trainer: Trainer, net: CATNet, data: TrainedOn) -> None:
    date = datetime.now(UTC).date().isoformat()
    manifest = CatNetManifest(
        purpose=PURPOSE,
        licence=data.licence,
        date=date,
        command=recipe.command,
        config=net.config,
        input=CatNetInput(recipe.size, WINDOW_FACTOR),
    )
    origin = "" if recipe.start is None else f"{recipe.start.name} ({recipe.start.sha256})"
    card = model_card(recipe.output.name, trainer, data, date, recipe.command, origin)
    save_model(recipe.output, net.state_dict(), manifest, card)

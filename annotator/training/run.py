"""The run that all trainings share, from folders of cases to an installed model.

A training over another one is refused, cases are split by patient, the network is trained by the
loop (`annotator.training.loop`), and the model is installed with its card. What differs between
the trainings is a `Training`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from contextlib import nullcontext
from dataclasses import KW_ONLY, dataclass, field
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

import msgspec

from annotator.core.errors import UserError
from annotator.inference.devices import choose_device, describe_device
from annotator.inference.model_store import MANIFEST, save_model
from annotator.training.card import Card, licence_lines
from annotator.training.cases import find_cases
from annotator.training.checkpoint import CHECKPOINT
from annotator.training.ranks import Ranks, join_ranks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    import torch
    from torch import Tensor

    from annotator.inference.manifests import Manifest
    from annotator.training.cases import CaseFiles
    from annotator.training.loop import TrainingLoop

    Report = Callable[[str], None]
    """Receives lines of progress."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What to train on, and for how long.

    Attributes
    ----------
    data
        Folders with cases.
    output
        Folder of the model; its name is the model's.
    steps, seconds
        Budget: optimiser steps, or seconds where `steps` is 0.
    validate, exclude
        Names of cases, or patterns of names (``*``), to validate on and to leave out.
    phantoms
        Generated volumes that are added to the training.
    seed
        Seed of weights, batches and phantoms.
    device
        As in `choose_device`.
    resume
        Go on with the training in `output`, if there is one.
    command
        The command line, for the manifest and the card.
    """

    data: tuple[Path, ...]
    output: Path
    _: KW_ONLY
    steps: int = 0
    seconds: float = 1800.0
    validate: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    phantoms: int = 0
    seed: int = 0
    device: str = "cpu"
    resume: bool = False
    command: str = ""

    @property
    def folder(self) -> Path:
        """Where the checkpoint and the log lie."""
        return self.output / "training"

    def validate_every(self, usual: int) -> int:
        """Return the steps between validations: `usual`, but five validations at least."""
        return min(usual, max(1, self.steps // 5)) if self.steps else usual


class Split(NamedTuple):
    """Cases by what they are for: training, validation, and measuring the result only."""

    learning: list[CaseFiles]
    validating: list[CaseFiles]
    testing: list[CaseFiles]


@dataclass(frozen=True, slots=True)
class Trained:
    """What a training hands over to be installed.

    Attributes
    ----------
    state
        State dict of the network.
    manifest
        Without licence, date and command, which are the same for all trainings.
    network, batch
        For the card: the network in figures, and what a step works on.
    start
        Name of the model that was started from, "" for random weights.
    data, measured
        For the card: lines on the data, and the headline of what was measured.
    results
        Tables for `results.md`, Markdown.
    """

    state: dict[str, Tensor]
    manifest: Manifest
    network: str
    batch: str
    start: str = ""
    data: Sequence[str] = ()
    measured: Sequence[str] = ()
    results: Sequence[str] = field(default_factory=list)


class Training(ABC):
    """What differs between the trainings.

    Class attributes: `title`, the first sentence of the card, and `together`, whether several
    processes of `torchrun` can train one network.

    Parameters
    ----------
    recipe
        What to train on, and for how long.
    """

    title: ClassVar[str]
    together: ClassVar[bool] = False

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe

    @abstractmethod
    def check(self) -> None:
        """Raise `UserError` for wishes that cannot be met, before any work."""

    def split(self) -> Split:
        """Share out the cases."""
        return split_cases(self.recipe)

    @abstractmethod
    def read(self, split: Split, ranks: Ranks, report: Report) -> int:
        """Read the cases and generate the phantoms; returns how many are trained on."""

    @abstractmethod
    def trainer(self, ranks: Ranks) -> TrainingLoop[Any, Any]:
        """Make the loop with its network."""

    @abstractmethod
    def validator(self) -> Callable[[Any], Any] | None:
        """Return what measures a network, None where nothing is validated on."""

    @abstractmethod
    def finish(self, net: Any, trainer: TrainingLoop[Any, Any], report: Report) -> Trained:
        """Measure the trained network and describe it."""


def run(training: Training, report: Report) -> None:
    """Train and write the model to the recipe's `output`, usable at once.

    The checkpoint and the log lie in its folder "training".

    Parameters
    ----------
    training
        Which one.
    report
        Receives lines of progress.

    Raises
    ------
    UserError
        If there are no cases, a name fits none, a file cannot be read, a wish cannot be met, or
        `output` already holds a training or a model and `resume` is not set.
    """
    recipe = training.recipe
    done = (recipe.folder / CHECKPOINT).exists() or (recipe.output / MANIFEST).exists()
    if done and not recipe.resume:
        raise UserError(
            f"{recipe.output} already holds a training or a model; add --resume to go on with it, "
            "or choose another folder."
        )
    device = choose_device(recipe.device)
    training.check()
    split = training.split()
    with _ranks(training, device) as ranks:
        say = report if ranks.is_main else _say_nothing
        count = training.read(split, ranks, say)
        trainer = training.trainer(ranks)
        several = f", {ranks.count} processes" if ranks.count > 1 else ""
        say(f"Training on {count} volumes, {describe_device(ranks.device)}{several}.")
        net = trainer.run(training.validator(), say)
        if ranks.is_main:
            _install(training, trainer, training.finish(net, trainer, say), split.learning)
        say(f"The model is in {recipe.output}.")


def split_cases(
    recipe: Recipe,
    test: Sequence[str] = (),
    find: Callable[[Path], list[CaseFiles]] = find_cases,
) -> Split:
    """Share out the cases of all folders by name; one case is one patient.

    Parameters
    ----------
    recipe
        Names what to validate on and what to leave out.
    test
        Names of cases, or patterns, only to measure the result on.
    find
        Finds the cases of a folder.

    Raises
    ------
    UserError
        If a folder holds no cases, a name fits none, or nothing is left to train on.
    """
    found = [files for folder in recipe.data for files in find(folder)]
    for pattern in (*recipe.validate, *test, *recipe.exclude):
        if not any(fnmatchcase(files.name, pattern) for files in found):
            known = ", ".join(files.name for files in found[:5])
            raise UserError(f"No case is called '{pattern}'; names are like {known}.")
    split = Split([], [], [])
    for files in found:
        if _fits(files, recipe.exclude):
            continue
        if _fits(files, test):
            split.testing.append(files)
        elif _fits(files, recipe.validate):
            split.validating.append(files)
        else:
            split.learning.append(files)
    if not split.learning and not recipe.phantoms:
        raise UserError("No case is left to train on; name fewer with --validate and --exclude.")
    return split


def split_to_validate(recipe: Recipe, find: Callable[[Path], list[CaseFiles]]) -> Split:
    """Share out cases of which those to validate on need labels; else as `split_cases`.

    Raises
    ------
    UserError
        As `split_cases` does, and if a case to validate on has no labels.
    """
    split = split_cases(recipe, find=find)
    unlabelled = [files.name for files in split.validating if files.label is None]
    if unlabelled:
        raise UserError(f"{unlabelled[0]} has no label map and cannot be validated on.")
    return split


def _fits(files: CaseFiles, patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(files.name, pattern) for pattern in patterns)


def _ranks(training: Training, device: torch.device) -> AbstractContextManager[Ranks]:
    return join_ranks(device) if training.together else nullcontext(Ranks(device))


def _say_nothing(_line: str) -> None:
    pass


def _install(
    training: Training,
    trainer: TrainingLoop[Any, Any],
    trained: Trained,
    learning: Sequence[CaseFiles],
) -> None:
    recipe, date = training.recipe, datetime.now(UTC).date().isoformat()
    licences = Counter(files.licence or "not stated" for files in learning)
    card = Card(
        name=recipe.output.name,
        title=training.title,
        network=trained.network,
        training=f"{trainer.step} steps of {trained.batch} in {trainer.spent:.0f} s on "
        f"{describe_device(trainer.device)}, {date}, seed {recipe.seed}",
        start=trained.start,
        command=recipe.command,
        data=[*trained.data, *licence_lines(licences)],
        measured=trained.measured,
        results=trained.results,
    )
    manifest = msgspec.structs.replace(
        trained.manifest,
        licence="training data: " + ("; ".join(sorted(licences)) or "generated"),
        date=date,
        command=recipe.command,
    )
    save_model(recipe.output, trained.state, manifest, card.text(), results=card.tables())

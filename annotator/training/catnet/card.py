"""The card of a trained model: what it learned from and what was measured, nothing else."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.inference.devices import describe_device

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.training.cases import Case, CaseFiles
    from annotator.training.catnet.trainer import Trainer


@dataclass(frozen=True, slots=True)
class TrainedOn:
    """The data of a run, counted; cases are not named, for their names may be patients'.

    Attributes
    ----------
    cases, labelled
        Volumes from files, and how many of them have a label map.
    phantoms
        Generated volumes.
    labels, supervoxels
        Structures of each source.
    names
        Names of labelled structures, ascending.
    licences
        Licence -> number of cases; "" where not stated.
    validation
        Volumes that were only validated on.
    """

    cases: int
    labelled: int
    phantoms: int
    labels: int
    supervoxels: int
    names: tuple[str, ...]
    licences: dict[str, int]
    validation: int

    @classmethod
    def describe(
        cls,
        files: Sequence[CaseFiles],
        cases: Sequence[Case],
        phantoms: int,
        validation: Sequence[Case],
    ) -> TrainedOn:
        """Count what was trained on: `files` without, `cases` with the phantoms."""
        structures = [s for case in cases for s in case.structures]
        sources = Counter(s.source for s in structures)
        names = {s.name for s in structures if s.source == "labels" and s.name}
        return cls(
            len(files),
            sum(f.label is not None for f in files),
            phantoms,
            sources["labels"],
            sources["supervoxels"],
            tuple(sorted(names)),
            dict(sorted(Counter(f.licence for f in files).items())),
            len(validation),
        )

    @property
    def licence(self) -> str:
        """Licences of the data in one line."""
        known = [name or "not stated" for name in self.licences]
        return "training data: " + ("; ".join(known) if known else "generated")


def model_card(
    name: str, trainer: Trainer, data: TrainedOn, date: str, command: str, origin: str = ""
) -> str:
    """Write the card of a finished run.

    Parameters
    ----------
    name
        Of the model.
    trainer
        After `Trainer.run`.
    data
        What it was trained on.
    date
        Day of the training.
    command
        Command line.
    origin
        Model whose weights were started from, "" for none.

    Returns
    -------
    str
        Markdown.
    """
    config, net = trainer.config, trainer.config.net
    structures = config.structures * trainer.ranks.count
    parameters = sum(p.numel() for p in trainer.net.parameters())
    lines = [
        f"# {name}",
        "",
        "CAT-Net (Lin et al., MICCAI 2023) for filling structures in between painted slices. "
        "Not a medical device.",
        "",
        f"- Network: {net.encoder} encoder, {net.blocks} blocks, {net.dim} channels, "
        f"{parameters / 1e6:.2f} million parameters, input {config.episodes.size} pixels.",
        f"- Training: {trainer.step} steps of {structures} structures in "
        f"{trainer.spent:.0f} s on {describe_device(trainer.device)}, {date}, seed {config.seed}.",
        f"- Started from {f'the weights of {origin}' if origin else 'random weights'}.",
        f"- Command: `{command}`",
        "",
        "## Data",
        "",
        f"- {data.cases} volumes, {data.labelled} of them with labels; {data.phantoms} generated.",
        f"- {data.labels} labelled structures and {data.supervoxels} supervoxels.",
        f"- Names of labels: {', '.join(data.names) or 'none'}.",
        *(f"- Licence of {n} volumes: {text or 'not stated'}" for text, n in data.licences.items()),
        "",
        "## Measured",
        "",
        *_measured(trainer, data),
    ]
    return "\n".join(lines) + "\n"


def _measured(trainer: Trainer, data: TrainedOn) -> list[str]:
    if not trainer.history:
        return ["Nothing: no case was named for validation. The weights are the averaged ones."]
    best = max(trainer.history, key=lambda entry: entry.dice)
    return [
        f"Mean Dice of the slices of fixed episodes from {data.validation} volumes that were not "
        f"trained on. The weights are those of step {best.step}.",
        "",
        "| step | seconds | training loss | validation Dice |",
        "|---:|---:|---:|---:|",
        *(f"| {e.step} | {e.seconds:.0f} | {e.loss:.3f} | {e.dice:.4f} |" for e in trainer.history),
    ]

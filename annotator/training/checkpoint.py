"""Checkpoints of trainings: written whole or not at all, gone on with only under equal settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch

from annotator.core.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

CHECKPOINT = "checkpoint.pt"


def save_whole(state: Mapping[str, Any], file: Path) -> None:
    """Write to a temporary file, then rename it: a kill never tears it."""
    temporary = file.with_suffix(".tmp")
    torch.save(state, temporary)
    temporary.replace(file)


def load_checkpoint(
    folder: Path, settings: Mapping[str, Any], fixed: Sequence[str], device: torch.device
) -> dict[str, Any] | None:
    """Load the checkpoint of a training, None if there is none.

    Parameters
    ----------
    folder
        Of the training.
    settings
        Those of now; the checkpoint holds its own under "config".
    fixed
        Names of settings that a training cannot go on without.
    device
        Where the tensors go.

    Raises
    ------
    UserError
        If one of the fixed settings differs.
    """
    file = folder / CHECKPOINT
    if not file.is_file():
        return None
    state: dict[str, Any] = torch.load(file, map_location=device, weights_only=True)
    for key in fixed:
        if state["config"].get(key, settings[key]) != settings[key]:  # older ones lack some
            raise UserError(
                f"The training in {folder} has other settings ({key}); go on with the "
                "same ones, or train in another folder."
            )
    return state

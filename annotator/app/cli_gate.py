"""The presence gate of a run without a window: suggested ends bound what is filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.app.headless import progress_bar
from annotator.app.model_folders import is_installed, open_model_store
from annotator.core.cancel import CancelToken
from annotator.core.proposal import RunProgress

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.app.file_slices import FileSlices
    from annotator.core.run_options import RunOptions
    from annotator.core.slice_scores import PresenceScores
    from annotator.core.support import SupportSet
    from annotator.core.volume import Volume
    from annotator.inference.cloformer.slice_scorer import CloFormerScorer


def gated(
    options: RunOptions,
    models: Path | None,
    volume: Volume,
    slices: FileSlices,
    supports: tuple[SupportSet, ...],
) -> tuple[SupportSet, ...]:
    """Cut what is filled to where the slice classifier expects each structure, and say so.

    Nothing changes with the gate off, or where no classifier is installed and none was asked for.
    `models` is one more folder to look for models in.

    Raises
    ------
    UserError
        If it was asked for and no classifier is installed.
    """
    if not is_gated(options, models):
        return supports
    from annotator.inference.cloformer.slice_scorer import CloFormerScorer

    scorer = CloFormerScorer(open_model_store(models))
    cut = []
    for item in supports:
        scores = score_presence(scorer, volume, slices.axis, item, options.device)
        cut.append(item.bounded(*scores.bounds))
        widest, likely = file_ends(scores, slices)
        print(
            f"Label {item.label}: filled from slice {widest[0]} to {widest[1]} at most; "
            f"it probably ends at {likely[0]} and {likely[1]} (--gate off fills all)"
        )
    return tuple(cut)


def is_gated(options: RunOptions, models: Path | None) -> bool:
    """Whether suggested ends bound a run: if that was asked for, or where they can be had."""
    if options.gate == "auto":
        return is_installed("cloformer-slices", models)
    return options.gate == "on"


def score_presence(
    scorer: CloFormerScorer, volume: Volume, axis: int, supports: SupportSet, device: str
) -> PresenceScores:
    """Where a structure probably is, from the slices on which it is painted."""
    with progress_bar("Looking at the slices") as show:
        for news in scorer.presence(volume, axis, supports, CancelToken(), device):
            if isinstance(news, RunProgress):
                show(news)
            else:
                found = news
    return found


def file_ends(
    scores: PresenceScores, slices: FileSlices
) -> tuple[tuple[int, int], tuple[int, int]]:
    """First and last slice that may hold a structure, and those that it probably ends on.

    Numbered as in the file, ascending.
    """
    one, other, *likely = map(slices.in_file, scores.bounds)
    return (min(one, other), max(one, other)), (min(likely), max(likely))

"""What was learned of structures, in words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from annotator.core.proposal import Learned

NAMED = 2


def describe_learned(name: str, learned: Learned) -> str:
    """Say what a structure's painted slices taught: "Learned Liver from 3 painted slices"."""
    count = learned.slices
    slices = "1 painted slice" if count == 1 else f"{count} painted slices"
    checked = not math.isnan(learned.before)
    if learned.steps:
        text = f"Learned {name} from {slices}"
        gain = (
            f"; a hidden painted slice was met with Dice {learned.after:.2f} "
            f"({learned.before:.2f} before)"
        )
        return text + gain if checked else text
    if checked:
        return (
            f"{name} needs no learning: a hidden painted slice was met with "
            f"Dice {learned.before:.2f}"
        )
    return f"{name}: the painted slices differ too much to learn from; paint one between them"


def describe_shares(name: Callable[[int], str], learned: Iterable[Learned]) -> str:
    """Say how network and interpolation were weighed, "" if nothing was fused.

    Parameters
    ----------
    name
        Of a label value.
    learned
        One per label of the run.
    """
    fused = [item for item in learned if not math.isnan(item.network)]
    if not fused:
        return ""
    if len(fused) == 1:
        share = fused[0].network
        return f"weights in the mask: network {share:.0%}, interpolation {1 - share:.0%}"
    words = [f"{name(item.label)} {item.network:.0%}" for item in fused[:NAMED]]
    more = f" and {len(fused) - NAMED} more" if len(fused) > NAMED else ""
    return f"weight of the network against interpolation: {', '.join(words)}{more}"

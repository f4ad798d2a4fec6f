"""What was learned of structures, in words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from annotator.core.texts import number, tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from annotator.core.proposal import Learned

NAMED = 2


def describe_learned(name: str, learned: Learned) -> str:
    """Say what a structure's painted slices taught: "Learned Liver from 3 painted slices"."""
    count = learned.slices
    checked = not math.isnan(learned.before)
    if learned.steps:
        text = tr(
            "Learned {name} from {n} painted slice",
            "Learned {name} from {n} painted slices",
            n=count,
            name=name,
        )
        gain = tr(
            "Dice of a hidden one {after:.2f} ({before:.2f} before)",
            after=learned.after,
            before=learned.before,
        )
        return f"{text}; {gain}" if checked else text
    if checked:
        return tr(
            "{name} needs no learning: a hidden painted slice was met with Dice {before:.2f}",
            name=name,
            before=learned.before,
        )
    return tr(
        "{name}: the painted slices differ too much to learn from; paint one between them",
        name=name,
    )


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
        return tr(
            "weights in the mask: network {share:.0%}, interpolation {rest:.0%}",
            share=share,
            rest=1 - share,
        )
    words = [f"{name(item.label)} {number(item.network, '.0%')}" for item in fused[:NAMED]]
    named = ", ".join(words)
    if len(fused) > NAMED:
        named = tr("{labels} and {count} more", labels=named, count=len(fused) - NAMED)
    return tr("weight of the network against interpolation: {labels}", labels=named)

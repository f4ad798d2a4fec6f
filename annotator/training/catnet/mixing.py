"""What was learned, averaged with the model that it began from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotator.inference.model_store import load_network
from annotator.nets.catnet.network import CATNet

if TYPE_CHECKING:
    from collections.abc import Callable

    from torch import Tensor

    from annotator.inference.model_store import Model

SHARES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
"""Shares of what was learned that are tried."""


class Mixture(NamedTuple):
    """How two sets of weights were averaged.

    Attributes
    ----------
    share
        How much is what was learned, 0 to 1; of equal scores the smallest.
    start, learned, mixed
        Scores of the weights at the start, of those learned, and of their average.
    """

    share: float
    start: float
    learned: float
    mixed: float


def mix_with_start(net: CATNet, start: Model, check: Callable[[CATNet], float]) -> Mixture:
    """Average what was learned with the weights it began from, in place.

    Wortsman et al., "Robust fine-tuning of zero-shot models", CVPR 2022: what is new is learned,
    and less of what was known is forgotten. The share that validates best is taken.

    Parameters
    ----------
    net
        Has what was learned.
    start
        What it began from.
    check
        Score of a network, the higher the better.
    """
    learned = {name: tensor.clone() for name, tensor in net.state_dict().items()}
    begun = load_network(start, CATNet).state_dict()

    def mixed(share: float) -> dict[str, Tensor]:
        if not share:
            return begun  # counters, too
        return {
            name: begun[name].to(new).lerp(new, share) if new.is_floating_point() else new
            for name, new in learned.items()
        }

    scores = {}
    for share in SHARES:
        net.load_state_dict(mixed(share))
        scores[share] = check(net)
    best = max(SHARES, key=scores.__getitem__)
    net.load_state_dict(mixed(best))
    return Mixture(best, scores[0.0], scores[1.0], scores[best])

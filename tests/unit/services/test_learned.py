"""Words for what was learned."""

from __future__ import annotations

from math import nan

import pytest

from annotator.core.proposal import Learned
from annotator.services.learned import describe_learned, describe_shares


@pytest.mark.parametrize(
    ("learned", "words"),
    [
        (
            Learned(1, 4, 22, 0.812, 0.879, 0.2),
            "Learned Liver from 4 painted slices; Dice of a hidden one 0.88 (0.81 before)",
        ),
        (Learned(1, 1, 14, nan, nan, 0.2), "Learned Liver from 1 painted slice"),
        (
            Learned(1, 5, 0, 0.93, 0.93, nan),
            "Liver needs no learning: a hidden painted slice was met with Dice 0.93",
        ),
        (
            Learned(1, 2, 0, nan, nan, nan),
            "Liver: the painted slices differ too much to learn from; paint one between them",
        ),
    ],
)
def test_what_was_learned_is_said_in_words(learned: Learned, words: str) -> None:
    assert describe_learned("Liver", learned) == words


def test_shares_are_named_for_fused_labels_only() -> None:
    names = {1: "Liver", 2: "Spleen"}.__getitem__
    fused, alone = Learned(1, 3, 14, nan, nan, 0.184), Learned(2, 3, 14, nan, nan, nan)
    assert describe_shares(names, [alone]) == ""
    assert describe_shares(names, [fused, alone]) == (
        "weights in the mask: network 18%, interpolation 82%"
    )
    both = [fused, Learned(2, 3, 14, nan, nan, 0.5)]
    assert describe_shares(names, both) == (
        "weight of the network against interpolation: Liver 18%, Spleen 50%"
    )


def test_many_shares_are_counted() -> None:
    many = [Learned(label, 3, 14, nan, nan, 0.5) for label in range(1, 8)]
    assert describe_shares(str, many).endswith("interpolation: 1 50%, 2 50% and 5 more")

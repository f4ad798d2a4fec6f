"""What can be chosen about how a CAT-Net is trained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

OptimizerName = Literal["adamw", "muon"]


@dataclass(frozen=True, slots=True)
class EpisodeConfig:
    """How episodes are drawn.

    Attributes
    ----------
    size
        Side of the network's input in pixels.
    queries
        Query slices per structure.
    labels, supervoxels, cross_patient, shapes, ensembles
        Mixing weights of the five kinds.
    reach_mm
        Largest distance between the two supports of an episode.
    beyond_mm
        How far queries lie outside the supports' range.
    tips
        Probability that two supports are the structure's first and last slice.
    far
        Probability that the query of a single support lies anywhere in the structure.
    walk
        Probability that a single support lies next to its queries and is drawn inexactly, as when
        a run walks from slice to slice (`annotator.inference.catnet.walk`).
    keep_location
        Probability that the location prior is shown.
    thin
        Share of thin shapes among the painted ones.
    inexact
        Probability that the supports are drawn as people paint, not exactly.
    flawed
        Probability that the location prior is what an earlier pass may have found, instead of the
        shape between the supports.
    """

    size: int = 144
    queries: int = 3
    labels: float = 0.55
    supervoxels: float = 0.2
    cross_patient: float = 0.1
    shapes: float = 0.15
    ensembles: float = 0.0
    reach_mm: float = 120.0
    beyond_mm: float = 30.0
    tips: float = 0.15
    far: float = 0.6
    walk: float = 0.35
    keep_location: float = 0.75
    thin: float = 0.4
    inexact: float = 0.2
    flawed: float = 0.25

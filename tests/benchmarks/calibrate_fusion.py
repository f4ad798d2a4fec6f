"""Fit the coefficients that weigh network against interpolation (`inference.catnet.fusion`).

Run by hand after a model has changed, on cases that are not used for measuring afterwards:
``python tests/benchmarks/calibrate_fusion.py DATA [--cases NAME ...] [--check NAME ...]``.

Every structure is propagated both ways from evenly spaced slices. What was computed is kept in
``--keep`` so that the search can be repeated. Printed are, per number of slices, the constants
that give the best mean Dice less twice what is lost to the better method, and the same constants'
result on the cases of ``--check``.

With ``--outside`` the painted slices lie strictly inside the structure, ends are those that the
slice classifier suggests, and only the slices beyond the painted ones count: for the coefficient
`outside`.
"""

from __future__ import annotations

import argparse
import itertools
import pickle
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from bench_presence import largest, painted_slices

from annotator.app.model_folders import open_model_store
from annotator.core.cancel import CancelToken
from annotator.core.run_options import RunOptions
from annotator.core.support import SupportSet, SupportSlice
from annotator.inference.catnet.adaptation import Adapted, adapt
from annotator.inference.catnet.engine import Engine
from annotator.inference.catnet.feature_cache import FeatureCache
from annotator.inference.catnet.fusion import (
    WIDER_GAP,
    Evidence,
    Fuser,
    FusionCoefficients,
    interpolation_logits,
    movement,
    outline_steepness,
    weigh,
)
from annotator.inference.catnet.structure import Structure
from annotator.inference.catnet.walk import walks
from annotator.inference.cloformer.slice_scorer import CloFormerScorer
from annotator.inference.slice_stack import SliceStack
from annotator.io.label_map import read_labels
from annotator.io.read import read_volume
from annotator.training.cases import find_cases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from annotator.inference.model_store import Model
    from annotator.training.cases import CaseFiles

COUNTS = (2, 3, 5)
QUERIES = 8
STRUCTURES = 2
TOLERANCE = 0.01
GRID = {
    "shift": (0.0, 0.6, 1.0),
    "contrast": (0.0, 4.0, 8.0),
    "edge": (0.0, 3.0, 5.0, 8.0),
    "most_edge": (0.3, 1.0),
}
BASES = {2: (2.5, 3.5), 3: (0.6, 0.9, 1.2, 1.5, 2.0), 5: (-0.9, -0.6, -0.3, 0.0)}
LEADS = (6.0, 9.0, 13.0)
OUTSIDE_ODDS = (-9.0, -1.0, -0.5, -0.25, 0.0, 0.5, 1.0, 2.0, 9.0)

ITERATIONS = RunOptions().iterations


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A structure propagated both ways on some slices.

    Attributes
    ----------
    case, count
        Name, and number of painted slices.
    moved, alike, steepness
        Movement and overlap of neighbouring painted slices, steepness of the image at their
        outlines.
    evidence
        As weighed now.
    edge
        Per slice, logarithm of how much better the network's outline lies on edges.
    overlap, size
        (Q, 21) voxels shared with the truth and voxels of the mask, for shares of 0, 0.05 … 1.
    truth
        (Q,) voxels.
    missed
        Voxels of the structure on slices that were wrongly left out.
    """

    case: str
    count: int
    moved: float
    alike: float
    steepness: float
    evidence: Evidence
    edge: NDArray[np.float64]
    overlap: NDArray[np.int64]
    size: NDArray[np.int64]
    truth: NDArray[np.int64]
    missed: int = 0

    def score(self, coefficients: FusionCoefficients) -> float:
        """Dice with some constants."""
        odds = coefficients.prior(self.moved, self.alike, self.steepness)
        if not np.isnan(self.evidence.network):
            lead = self.evidence.network - self.evidence.interpolation
            odds += coefficients.lead * (lead - WIDER_GAP)
        better = np.clip(self.edge, -coefficients.most_edge, coefficients.most_edge)
        return self.dice(np.rint(20 / (1 + np.exp(-odds - coefficients.edge * better))).astype(int))

    def dice(self, share: NDArray[np.int64]) -> float:
        """Dice with a share, in twentieths, of the network on each slice."""
        rows = np.arange(len(share))
        total = self.size[rows, share].sum() + self.truth.sum() + self.missed
        return float(2 * self.overlap[rows, share].sum() / max(1, total))

    @property
    def best(self) -> float:
        """Dice of the better method alone."""
        sizes = self.size.sum(0) + self.truth.sum()
        scores = 2 * self.overlap.sum(0) / np.maximum(1, sizes)
        return float(max(scores[0], scores[-1]))


def measure(files: CaseFiles, model: Model, scorer: CloFormerScorer | None) -> Iterator[Item]:
    """Propagate the largest structures of a case both ways; a scorer asks for what lies beyond."""
    assert files.label is not None
    volume = read_volume(files.image)
    labels = read_labels(files.label, volume)
    axis = int(np.argmax(volume.geometry.spacing_zyx_mm))
    planes = np.moveaxis(labels, axis, 0)
    engine = Engine(model, torch.device("cpu"), FeatureCache())
    stack = SliceStack(volume, axis)
    present = largest(labels, axis, STRUCTURES)
    for (value, slices), count in itertools.product(present.items(), COUNTS):
        chosen = painted_slices(slices, count, "ends" if scorer is None else "inside")
        painted = tuple(
            SupportSlice(index, np.ascontiguousarray(planes[index] == value)) for index in chosen
        )
        supports = SupportSet(value, painted, first=slices[0], last=slices[-1])
        if scorer is not None:
            supports = replace(supports, first=0, last=len(planes) - 1)
            *_, scores = scorer.presence(volume, axis, supports, CancelToken(), "cpu")
            supports = supports.bounded(*scores.bounds)
        structure = Structure(stack, supports, engine.size, engine.factor)
        queries = supports.query_indices()
        if scorer is None:
            few = np.unique(np.linspace(0, len(queries) - 1, QUERIES).round().astype(int))
            queries = [queries[i] for i in few]
        else:
            queries = [q for q in queries if not chosen[0] < q < chosen[-1]]
        if queries and not walks(structure):  # walked structures are not fused
            item = propagated(files.name, engine, structure, planes == value, queries)
            lost = set(range(chosen[0])) | set(range(chosen[-1] + 1, len(planes)))
            missed = planes[sorted(lost - set(queries))] == value
            yield replace(item, missed=int(missed.sum()))


def propagated(
    case: str,
    engine: Engine,
    structure: Structure,
    truth: NDArray[np.bool_],
    queries: list[int],
) -> Item:
    """Fill some of a structure's slices both ways and count what every share would give."""
    engine.begin(structure)
    adapted = list(adapt(engine, structure, "auto", ITERATIONS, 0))[-1]
    assert isinstance(adapted, Adapted)
    engine.begin(structure)
    if adapted.decoder is not None:
        engine.use(structure, adapted.decoder)
    evidence = weigh(engine, structure, ITERATIONS, adapted)
    network = np.stack([engine.predict(structure, q, ITERATIONS) for q in queries])
    shapes = interpolation_logits(structure, queries)
    wanted = truth[queries]
    shares = np.linspace(0, 1, 21)
    masks = [share * np.clip(network, -8, 8) + (1 - share) * shapes > 0 for share in shares]
    return Item(
        case,
        len(structure.indices),
        movement(structure),
        structure.overlap(),
        outline_steepness(structure),
        evidence,
        Fuser(structure, queries, shapes, evidence).better_edges(network),
        np.stack([(mask & wanted).sum((1, 2)) for mask in masks], 1),
        np.stack([mask.sum((1, 2)) for mask in masks], 1),
        wanted.sum((1, 2)),
    )


def result(items: list[Item], coefficients: FusionCoefficients) -> tuple[float, float, float]:
    """Mean Dice, mean and largest loss to the better method beyond the tolerance."""
    scores = [item.score(coefficients) for item in items]
    lost = [max(0.0, i.best - TOLERANCE - s) for i, s in zip(items, scores, strict=True)]
    return float(np.mean(scores)), float(np.mean(lost)), max(lost)


def in_words(found: tuple[float, float, float]) -> str:
    """Line of a result."""
    mean, lost, most = found
    return f"Dice {mean:.4f}, lost to the better method {lost:.4f}, at most {most:.3f}"


def search(items: list[Item], count: int) -> FusionCoefficients:
    """Best constants for a number of painted slices."""
    leads = LEADS if count >= 4 else (0.0,)
    tried = []
    for base, lead in itertools.product(BASES[count], leads):
        for values in itertools.product(*GRID.values()):
            coefficients = replace(
                FusionCoefficients.of(count),
                base=base,
                lead=lead,
                **dict(zip(GRID, values, strict=True)),
            )
            mean, lost, _ = result(items, coefficients)
            tried.append((mean - 2 * lost, coefficients))
    return max(tried, key=lambda entry: entry[0])[1]


def outside_scores(items: list[Item]) -> str:
    """Mean Dice beyond the painted slices for some odds of the network."""
    scores = []
    for odds in OUTSIDE_ODDS:
        share = round(20 / (1 + np.exp(-odds)))
        dices = [item.dice(np.full(len(item.truth), share)) for item in items]
        scores.append(f"{odds:+.2f} {np.mean(dices):.4f}")
    return ", ".join(scores)


def main() -> None:
    """Measure what is not kept yet, and print the constants."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--cases", nargs="+", default=["*"])
    parser.add_argument("--check", nargs="+", default=[])
    parser.add_argument("--outside", action="store_true")
    parser.add_argument("--model")
    parser.add_argument("--models", type=Path, help="folder of models")
    parser.add_argument("--keep", type=Path, default=Path("fusion_items"))
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    store = open_model_store(args.models)
    model = store.get(args.model, "catnet")
    scorer = CloFormerScorer(store) if args.outside else None
    args.keep.mkdir(exist_ok=True)
    fitted, checked = [], []
    for files in find_cases(args.data):
        is_check = any(fnmatchcase(files.name, pattern) for pattern in args.check)
        if files.label is None or not (
            is_check or any(fnmatchcase(files.name, pattern) for pattern in args.cases)
        ):
            continue
        kind = "-outside" if args.outside else ""
        kept = args.keep / f"{model.sha256[:12]}-{files.name}{kind}.pickle"
        if not kept.is_file():
            print(f"Measuring {files.name}", flush=True)
            kept.write_bytes(pickle.dumps(list(measure(files, model, scorer))))
        (checked if is_check else fitted).extend(pickle.loads(kept.read_bytes()))
    for count in COUNTS:
        mine = [item for item in fitted if item.count == count]
        if not mine:
            continue  # all were walked
        held = [item for item in checked if item.count == count]
        if args.outside:
            print(f"{count} painted slices, {len(mine)} structures, by the network's odds beyond:")
            for name, items in (("fitted", mine), ("checked", held)):
                if items:
                    print(f"  {name}: {outside_scores(items)}")
            continue
        found = search(mine, count)
        print(f"{count} painted slices, {len(mine)} structures: {found}")
        for name, coefficients in (("now", FusionCoefficients.of(count)), ("found", found)):
            print(f"  {name}: fitted {in_words(result(mine, coefficients))}")
            if held:
                print(f"  {name}: checked {in_words(result(held, coefficients))}")


if __name__ == "__main__":
    main()

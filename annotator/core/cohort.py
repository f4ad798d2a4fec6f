"""Figures of many cases summed up: mean, spread, how sure the mean is, and against a baseline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from annotator.core.agreement import Agreement

RESAMPLES = 10_000
LEVEL = 0.95

MEASURES = {
    "dice": "Dice",
    "distance_95_mm": "95 % surface distance, mm",
    "mean_distance_mm": "mean surface distance, mm",
    "difference_ml": "difference in volume, ml",
}
"""What is measured of a case; larger is better of the first only."""

REGIONS = {"between": "between the ends", "everywhere": "all unpainted slices"}
"""Where it is measured."""


@dataclass(frozen=True, slots=True)
class CaseScore:
    """One structure of one case, filled by one method.

    Attributes
    ----------
    case, structure, method
        Names.
    figures
        By ``MEASURE_REGION``, such as ``dice_between``; nan where there is none.
    """

    case: str
    structure: str
    method: str
    figures: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Summary:
    """One structure and method over all cases.

    Attributes
    ----------
    structure, method
        Names; "all" is the mean over the structures of each case.
    cases
        Number of cases with a figure.
    mean, deviation
        Mean, and standard deviation between cases (n − 1); nan for fewer than two.
    low, high
        95 % interval of the mean, percentiles of a bootstrap over cases.
    difference
        Mean of the paired differences to the baseline; nan for the baseline itself.
    difference_low, difference_high
        Its interval.
    p
        Wilcoxon's signed-rank test of these differences, two-sided; nan where it says nothing.
    """

    structure: str
    method: str
    cases: int
    mean: float
    deviation: float
    low: float
    high: float
    difference: float
    difference_low: float
    difference_high: float
    p: float


def figures_of(between: Agreement, everywhere: Agreement) -> dict[str, float]:
    """Figures of a case by name: of each region Dice, distances, and difference in volume."""
    return {
        f"{measure}_{region}": found.difference / 1000
        if measure == "difference_ml"
        else float(getattr(found, measure))
        for region, found in zip(REGIONS, (between, everywhere), strict=True)
        for measure in MEASURES
    }


def summarise(
    scores: Sequence[CaseScore], figure: str, baseline: str, seed: int = 0
) -> list[Summary]:
    """Sum up scores per structure and method, and over all structures.

    Parameters
    ----------
    scores
        Of all cases.
    figure
        Name of one of their figures.
    baseline
        Method that the others are compared with, case by case.
    seed
        Of the bootstrap.
    """
    structures = sorted({score.structure for score in scores})
    methods = list(dict.fromkeys(score.method for score in scores))
    rows = []
    for structure in [*structures, *(["all"] if len(structures) > 1 else [])]:
        by_method = {m: _by_case(scores, structure, m, figure) for m in methods}
        base = by_method.get(baseline, {})
        for method, values in by_method.items():
            if not values:
                continue
            found = np.array(list(values.values()))
            low, high = bootstrap_interval(found, seed)
            pairs = [values[case] - base[case] for case in values if case in base]
            differences = np.array(pairs if method != baseline else [])
            rows.append(
                Summary(
                    structure,
                    method,
                    len(found),
                    float(found.mean()),
                    float(found.std(ddof=1)) if len(found) > 1 else float("nan"),
                    low,
                    high,
                    float(differences.mean()) if len(differences) else float("nan"),
                    *bootstrap_interval(differences, seed),
                    signed_rank_p(differences),
                )
            )
    return rows


def bootstrap_interval(values: NDArray[np.float64], seed: int = 0) -> tuple[float, float]:
    """95 % interval of a mean: percentiles of the means of resampled values; nan for under two."""
    if len(values) < 2:
        return float("nan"), float("nan")
    rng = np.random.default_rng(seed)
    drawn = values[rng.integers(0, len(values), (RESAMPLES, len(values)))].mean(axis=1)
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


def signed_rank_p(differences: NDArray[np.float64]) -> float:
    """Two-sided p of Wilcoxon's signed-rank test; nan where no pair differs."""
    from scipy import stats  # takes a while, and looks for torch

    if not differences.any():
        return float("nan")
    return float(stats.wilcoxon(differences).pvalue)


def _by_case(
    scores: Iterable[CaseScore], structure: str, method: str, figure: str
) -> dict[str, float]:
    """Figure per case; "all" is the mean over its structures."""
    found: dict[str, list[float]] = {}
    for score in scores:
        value = score.figures[figure]
        if score.method == method and structure in (score.structure, "all") and value == value:
            found.setdefault(score.case, []).append(value)
    return {case: float(np.mean(values)) for case, values in found.items()}

"""Figures of many cases, against hand-computed ones and scipy's."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from annotator.core.chart import Interval, interval_chart
from annotator.core.cohort import CaseScore, bootstrap_interval, signed_rank_p, summarise

BASE = {"a": 0.5, "b": 0.6, "c": 0.7, "d": 0.4, "e": 0.55, "f": 0.65}
BETTER = {"a": 0.6, "b": 0.65, "c": 0.85, "d": 0.45, "e": 0.75, "f": 0.95}


def score(case: str, structure: str, method: str, between: float, everywhere: float) -> CaseScore:
    return CaseScore(case, structure, method, {"between": between, "everywhere": everywhere})


def scores() -> list[CaseScore]:
    found = []
    for method, values in (("interpolation", BASE), ("fused", BETTER)):
        for case, value in values.items():
            found.append(score(case, "liver", method, value, value / 2))
    found.append(score("a", "spleen", "fused", 0.2, 0.1))
    found.append(score("b", "spleen", "fused", math.nan, 0.1))
    return found


def row(structure: str, method: str, figure: str = "between"):
    rows = summarise(scores(), figure, "interpolation")
    return next(r for r in rows if (r.structure, r.method) == (structure, method))


def test_mean_spread_and_paired_difference() -> None:
    found = row("liver", "fused")
    values = np.array(list(BETTER.values()))
    differences = values - np.array(list(BASE.values()))
    assert found.cases == 6
    assert found.mean == pytest.approx(values.mean())
    assert found.deviation == pytest.approx(values.std(ddof=1))
    assert found.difference == pytest.approx(differences.mean())
    assert found.p == pytest.approx(stats.wilcoxon(differences).pvalue)
    assert found.low < found.mean < found.high
    assert found.difference_low > 0


def test_the_baseline_is_not_compared_with_itself() -> None:
    found = row("liver", "interpolation")
    assert math.isnan(found.difference)
    assert math.isnan(found.p)


def test_all_structures_are_averaged_by_case_and_gaps_left_out() -> None:
    assert row("spleen", "fused").cases == 1
    assert math.isnan(row("spleen", "fused").low)
    found = row("all", "fused")
    assert found.cases == 6
    expected = dict(BETTER, a=(0.6 + 0.2) / 2)
    assert found.mean == pytest.approx(np.mean(list(expected.values())))
    assert row("spleen", "fused", "everywhere").cases == 2


def test_bootstrap_agrees_with_scipy_and_is_repeatable() -> None:
    values = np.random.default_rng(1).normal(0.8, 0.1, 30)
    low, high = bootstrap_interval(values, seed=3)
    assert (low, high) == bootstrap_interval(values, seed=3)
    other = stats.bootstrap((values,), np.mean, method="percentile", rng=np.random.default_rng(0))
    assert low == pytest.approx(other.confidence_interval.low, abs=0.004)
    assert high == pytest.approx(other.confidence_interval.high, abs=0.004)
    assert math.isnan(bootstrap_interval(values[:1])[0])


def test_no_difference_has_no_p() -> None:
    assert math.isnan(signed_rank_p(np.zeros(5)))
    assert math.isnan(signed_rank_p(np.array([])))


def test_chart_has_a_row_per_structure_and_method() -> None:
    rows = summarise(scores(), "between", "interpolation")
    svg = interval_chart(
        "T", "Dice", [Interval(r.structure, r.method, r.mean, r.low, r.high) for r in rows]
    )
    assert svg.count('r="4"') == len(rows) + 2  # and the legend
    assert "spleen" in svg
    assert "nan" not in svg

"""`annotator evaluate FOLDER`: every case of a folder measured, then summed up."""

from __future__ import annotations

import csv
import io
import json
import math
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import annotator
from annotator.app.file_slices import FileSlices
from annotator.app.pictures import save_chart
from annotator.app.targets import make_folder, write_json
from annotator.core.chart import Interval, interval_chart
from annotator.core.cohort import (
    MEASURES,
    REGIONS,
    CaseScore,
    Summary,
    figures_of,
    summarise,
)
from annotator.core.errors import UserError
from annotator.io.label_map import read_labels
from annotator.io.replacing import write_text
from annotator.training.cases import CaseFiles, find_cases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from annotator.core.volume import Volume
    from annotator.training.evaluation import Score

    Measure = Callable[[Volume, NDArray[Any], int], list[Score]]

CHARTS = tuple(f"{measure}.{ending}" for measure in MEASURES for ending in ("svg", "png"))
RESULT_FILES = ("scores.csv", "summary.csv", "summary.json", *CHARTS)
FIGURES = tuple(f"{measure}_{region}" for region in REGIONS for measure in MEASURES)


def measure_cases(
    folder: Path, results: Path, settings: dict[str, Any], wanted_axis: str, measure: Measure
) -> list[CaseScore]:
    """Measure all cases of a folder that have a mask; those measured before are read.

    Parameters
    ----------
    folder
        As for training (`annotator.training.cases.find_cases`).
    results
        Keeps one JSON file per case under ``cases``: an interrupted evaluation goes on there.
    settings
        What the figures depend on; a case that was measured with others is measured again.
    wanted_axis
        As `FileSlices.choose` takes it.
    measure
        Takes image, reference and axis, and returns scores of all methods.
    """
    cases = [case for case in find_cases(folder) if case.label is not None]
    if not cases:
        raise UserError(f"No case in {folder} has a mask to measure against.")
    make_folder(results / "cases")
    scores: list[CaseScore] = []
    for number, case in enumerate(cases, 1):
        kept = results / "cases" / f"{case.name}.json"
        known = _kept(kept, settings)
        note = " (kept)" if known is not None else ""
        sys.stdout.write(f"{number}/{len(cases)} {case.name}{note}\n")
        sys.stdout.flush()
        if known is None:
            known = _measure(case, wanted_axis, measure)
            write_json(kept, {"settings": settings, "scores": [asdict(s) for s in known]})
        scores += known
    if not scores:
        raise UserError(f"No mask in {folder} has a label that spans three slices.")
    return scores


def _measure(case: CaseFiles, wanted_axis: str, measure: Measure) -> list[CaseScore]:
    assert case.label is not None
    volume = case.read()
    reference = read_labels(case.label, volume)
    axis = FileSlices.choose(wanted_axis, volume, reference).axis
    return [
        CaseScore(
            case.name,
            case.names.get(score.label, f"label {score.label}"),
            score.method,
            figures_of(score.between, score.everywhere),
        )
        for score in measure(volume, reference, axis)
    ]


def _kept(path: Path, settings: dict[str, Any]) -> list[CaseScore] | None:
    """Scores of a case that was measured with the same settings before."""
    try:
        kept = json.loads(path.read_text("utf-8"))
        if kept["settings"] != json.loads(json.dumps(settings)):
            return None
        return [
            CaseScore(
                str(s["case"]),
                str(s["structure"]),
                str(s["method"]),
                {f: _number(s["figures"][f]) for f in FIGURES},
            )
            for s in kept["scores"]
        ]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _number(value: float | None) -> float:
    """Read a number from JSON, which has no nan."""
    return math.nan if value is None else float(value)


def write_results(
    results: Path, scores: Sequence[CaseScore], baseline: str, settings: dict[str, Any]
) -> dict[str, list[Summary]]:
    """Write tables and charts of all cases; returns the summaries by figure."""
    rows = {
        figure: summarise(scores, figure, baseline, settings["options"]["seed"])
        for figure in FIGURES
    }
    names = ["case", "structure", "method", *FIGURES]
    lines = ({**asdict(score), **score.figures} for score in scores)
    write_text(results / "scores.csv", _csv(names, lines))
    table = [{"figure": figure, **asdict(row)} for figure, found in rows.items() for row in found]
    write_text(results / "summary.csv", _csv(list(table[0]), table))
    cases = sorted({score.case for score in scores})
    write_json(
        results / "summary.json",
        {
            "version": annotator.__version__,
            "cases": cases,
            "baseline": baseline,
            "interval": "95 %, bootstrap over cases",
            "test": "Wilcoxon signed-rank, paired by case",
            **settings,
            "summary": table,
        },
    )
    for measure, title in MEASURES.items():
        found = rows[f"{measure}_between"]
        chart = interval_chart(
            f"{title[0].upper()}{title[1:]}, {REGIONS['between']}, {len(cases)} cases",
            title,
            [Interval(r.structure, r.method, r.mean, r.low, r.high) for r in found],
        )
        for name in (f"{measure}.svg", f"{measure}.png"):
            save_chart(results / name, chart)
    return rows


def summary_lines(rows: dict[str, list[Summary]], baseline: str) -> list[str]:
    """Return what was found between the ends as lines of text, a table per measure."""
    lines = []
    for measure, title in MEASURES.items():
        lines += ["", f"{title[0].upper()}{title[1:]}", *_table(rows[f"{measure}_between"])]
    return [*lines, "", f"diff.: to {baseline}, paired by case; p: Wilcoxon signed-rank"]


def _table(rows: Sequence[Summary]) -> list[str]:
    line = "{:<20}  {:<13}  {:>5}  {:>6}  {:>5}  {:>14}  {:>7}  {:>7}"
    heading = ("structure", "method", "cases", "mean", "SD", "95 % interval", "diff.", "p")
    lines = [line.format(*heading)]
    for row in rows:
        interval = "-" if row.low != row.low else f"{row.low:.3f} – {row.high:.3f}"
        figures = [_text(row.deviation, ".3f"), interval, _text(row.difference, "+.3f")]
        mean = f"{row.mean:.3f}"
        name = row.structure[:20]
        lines.append(line.format(name, row.method, row.cases, mean, *figures, _text(row.p, ".3g")))
    return lines


def _text(value: float, form: str) -> str:
    return "-" if value != value else format(value, form)


def _csv(names: list[str], rows: Iterable[dict[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, names, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    for row in rows:
        writer.writerow({key: "" if value != value else value for key, value in row.items()})
    return text.getvalue()

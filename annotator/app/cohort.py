"""`annotator evaluate FOLDER`: every case of a folder measured, then summed up."""

from __future__ import annotations

import csv
import io
import json
import math
import sys
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

import annotator
from annotator.app.file_slices import FileSlices
from annotator.app.pictures import save_chart
from annotator.app.targets import make_folder, write_json
from annotator.core.chart import Interval, interval_chart
from annotator.core.cohort import CaseScore, Summary, summarise
from annotator.core.errors import UserError
from annotator.io.label_map import read_labels
from annotator.io.read import read_volume
from annotator.io.replacing import write_text
from annotator.training.cases import CaseFiles, find_cases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from annotator.core.volume import Volume
    from annotator.training.evaluation import Score

    Measure = Callable[[Volume, NDArray[Any], int], list[Score]]

RESULT_FILES = ("scores.csv", "summary.csv", "summary.json", "dice.svg", "dice.png")


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
    volume = read_volume(case.image)
    reference = read_labels(case.label, volume)
    axis = FileSlices.choose(wanted_axis, volume, reference).axis
    return [
        CaseScore(
            case.name,
            case.names.get(score.label, f"label {score.label}"),
            score.method,
            score.between,
            score.everywhere,
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
                *(math.nan if s[f] is None else float(s[f]) for f in ("between", "everywhere")),
            )
            for s in kept["scores"]
        ]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_results(
    results: Path, scores: Sequence[CaseScore], baseline: str, settings: dict[str, Any]
) -> list[Summary]:
    """Write tables and charts of all cases; returns the summary of the Dice between the ends."""
    rows = {
        figure: summarise(scores, figure, baseline, settings["options"]["seed"])
        for figure in ("between", "everywhere")
    }
    names = [item.name for item in fields(CaseScore)]
    write_text(results / "scores.csv", _csv(names, (asdict(score) for score in scores)))
    table = [{"dice": figure, **asdict(row)} for figure, found in rows.items() for row in found]
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
    chart = interval_chart(
        f"Dice between the ends, {len(cases)} cases",
        "Dice",
        [Interval(r.structure, r.method, r.mean, r.low, r.high) for r in rows["between"]],
    )
    for name in ("dice.svg", "dice.png"):
        save_chart(results / name, chart)
    return rows["between"]


def summary_lines(rows: Sequence[Summary], baseline: str) -> list[str]:
    """Return the summary as lines of text."""
    line = "{:<20}  {:<13}  {:>5}  {:>6}  {:>5}  {:>14}  {:>7}  {:>7}"
    heading = ("structure", "method", "cases", "mean", "SD", "95 % interval", "diff.", "p")
    lines = [line.format(*heading)]
    for row in rows:
        interval = "-" if row.low != row.low else f"{row.low:.3f} – {row.high:.3f}"
        figures = [_text(row.deviation, ".3f"), interval, _text(row.difference, "+.3f")]
        mean = f"{row.mean:.3f}"
        name = row.structure[:20]
        lines.append(line.format(name, row.method, row.cases, mean, *figures, _text(row.p, ".3g")))
    return [*lines, f"diff.: to {baseline}, paired by case; p: Wilcoxon signed-rank"]


def _text(value: float, form: str) -> str:
    return "-" if value != value else format(value, form)


def _csv(names: list[str], rows: Iterable[dict[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, names, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({key: "" if value != value else value for key, value in row.items()})
    return text.getvalue()

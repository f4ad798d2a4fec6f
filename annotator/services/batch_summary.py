"""What a batch gave, as CSV, JSON and HTML: one row a case."""

from __future__ import annotations

import csv
import io
import json
import math
from html import escape
from typing import TYPE_CHECKING

import msgspec

import annotator
from annotator.io.replacing import write_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from annotator.services.batch import Command, Outcome

PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>{title}</title>
<style>
body {{ font: 14px/1.5 system-ui, sans-serif; margin: 2rem; color: #1d2430; }}
table {{ border-collapse: collapse; }}
th, td {{ padding: .3rem .8rem; border-bottom: 1px solid #d8dde6; text-align: left; }}
td.figure {{ text-align: right; font-variant-numeric: tabular-nums; }}
tr.failed td {{ background: #fdecec; }}
</style>
<h1>{title}</h1>
<p>{text}</p>
<table>
{rows}
</table>
"""


def write_summary(folder: Path, command: Command, outcomes: Sequence[Outcome]) -> None:
    """Write ``summary.csv``, ``summary.json`` and ``summary.html``, cases in order of their names.

    Raises
    ------
    UserError
        If one of them cannot be written.
    """
    rows = sorted(outcomes, key=lambda outcome: outcome.case)
    titles = list(dict.fromkeys(title for outcome in rows for title in outcome.figures))
    write_text(folder / "summary.csv", _csv(rows, titles))
    write_text(folder / "summary.json", _json(command, rows))
    write_text(folder / "summary.html", _html(command, rows, titles))


def counted(outcomes: Sequence[Outcome]) -> str:
    """How many cases were done and how many failed."""
    bad = sum(bool(outcome.problem) for outcome in outcomes)
    return f"{len(outcomes) - bad} of {len(outcomes)} cases done, {bad} failed"


def _csv(rows: Sequence[Outcome], titles: Sequence[str]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["case", "output", "problem", "seconds", *titles])
    for row in rows:
        figures = [_number(row.figures.get(title)) for title in titles]
        writer.writerow([row.case, row.output, row.problem, f"{row.seconds:.1f}", *figures])
    return text.getvalue()


def _json(command: Command, rows: Sequence[Outcome]) -> str:
    values = {
        "version": annotator.__version__,
        "command": command,
        "done": sum(not row.problem for row in rows),
        "failed": sum(bool(row.problem) for row in rows),
        "cases": [msgspec.to_builtins(row) for row in rows],
    }
    return json.dumps(_without_nan(values), indent=1, ensure_ascii=False) + "\n"


def _without_nan(value: object) -> object:
    """Plain values with None where a number is not a number, as JSON wants it."""
    if isinstance(value, dict):
        return {key: _without_nan(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_without_nan(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _html(command: Command, rows: Sequence[Outcome], titles: Sequence[str]) -> str:
    heads = ["Case", "Result", "Seconds", *titles]
    lines = ["<tr>" + "".join(f"<th>{escape(head)}</th>" for head in heads) + "</tr>"]
    for row in rows:
        cells = [f"<td>{escape(row.case)}</td>", f"<td>{escape(row.problem or row.output)}</td>"]
        values = [f"{row.seconds:.1f}", *(_number(row.figures.get(title)) for title in titles)]
        cells += [f'<td class="figure">{value}</td>' for value in values]
        lines.append(f'<tr class="{"failed" if row.problem else "done"}">{"".join(cells)}</tr>')
    return PAGE.format(
        title=f"annotator batch {command}", text=counted(rows) + ".", rows="\n".join(lines)
    )


def _number(value: float | None) -> str:
    return "" if value is None or not math.isfinite(value) else f"{value:.4g}"

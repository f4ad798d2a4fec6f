"""A folder of cases measured, summed up, and gone on with."""

from __future__ import annotations

import csv
import json
import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.e2e.conftest import Case

    Annotate = Callable[..., tuple[int, str, str]]


@pytest.fixture
def folder(case: Case, tmp_path: Path) -> Path:
    """Two cases with masks, one without."""
    for name in ("one", "two", "three"):
        (tmp_path / "cases" / name).mkdir(parents=True)
        shutil.copy(case.image, tmp_path / "cases" / name / "image.nii.gz")
    for name in ("one", "two"):
        shutil.copy(case.truth_file, tmp_path / "cases" / name / "label.nii.gz")
    words = json.dumps({"labels": {"1": "liver"}})
    (tmp_path / "cases" / "one" / "meta.json").write_text(words, "utf-8")
    return tmp_path / "cases"


def test_tables_and_charts_are_those_of_the_single_case(
    annotate: Annotate, folder: Path, case: Case, tmp_path: Path
) -> None:
    results, report = tmp_path / "results", tmp_path / "one.json"
    words = ["--method", "interpolation", "--supports", 3]
    code, out, err = annotate("evaluate", folder, "--results", results, *words)
    assert (code, err) == (0, "")
    assert "liver" in out
    annotate("evaluate", case.image, case.truth_file, *words, "--report", report)
    single = {s["label"]: s for s in json.loads(report.read_text("utf-8"))["scores"]}
    rows = list(csv.DictReader((results / "scores.csv").read_text("utf-8").splitlines()))
    assert {(row["case"], row["structure"]) for row in rows} == {
        ("one", "liver"), ("one", "label 2"), ("two", "label 1"), ("two", "label 2"),
    }  # fmt: skip
    for row in rows:
        label = 1 if row["structure"] in ("liver", "label 1") else 2
        alone = single[label]["between"]
        assert float(row["dice_between"]) == pytest.approx(alone["dice"])
        assert float(row["distance_95_mm_between"]) == pytest.approx(alone["distance_95_mm"])
        assert float(row["mean_distance_mm_between"]) == pytest.approx(alone["mean_distance_mm"])
        difference = (alone["size"] - alone["reference_size"]) / 1000
        assert float(row["difference_ml_between"]) == pytest.approx(difference)
    summary = json.loads((results / "summary.json").read_text("utf-8"))["summary"]
    for measure in ("dice", "distance_95_mm"):
        wanted = ("label 2", f"{measure}_between")
        second = next(r for r in summary if (r["structure"], r["figure"]) == wanted)
        assert second["cases"] == 2
        assert second["mean"] == pytest.approx(single[2]["between"][measure])
        assert second["deviation"] == pytest.approx(0)
        assert (results / f"{measure}.svg").read_text("utf-8").startswith("<svg")
        assert (results / f"{measure}.png").read_bytes().startswith(b"\x89PNG")


def test_an_interrupted_evaluation_goes_on(
    annotate: Annotate, folder: Path, tmp_path: Path
) -> None:
    results = tmp_path / "results"
    words = ["evaluate", folder, "--results", results, "--method", "interpolation"]
    annotate(*words)
    kept = results / "cases" / "one.json"
    saved = json.loads(kept.read_text("utf-8"))
    saved["scores"][0]["figures"]["dice_between"] = 0.125
    kept.write_text(json.dumps(saved), "utf-8")
    (results / "cases" / "two.json").write_text("{", "utf-8")  # cut short
    code, out, _ = annotate(*words)
    assert code == 0
    assert "one (kept)" in out
    assert "two (kept)" not in out
    rows = list(csv.DictReader((results / "scores.csv").read_text("utf-8").splitlines()))
    assert "0.125" in [row["dice_between"] for row in rows]
    _, out, _ = annotate(*words, "--supports", 5)  # other settings are measured anew
    assert "(kept)" not in out


def test_what_is_missing_is_said(annotate: Annotate, folder: Path, case: Case) -> None:
    assert "--results" in annotate("evaluate", folder)[2]
    assert "REFERENCE" in annotate("evaluate", case.image)[2]
    for mask in folder.glob("*/label.nii.gz"):
        mask.unlink()
    code, _, err = annotate(
        "evaluate", folder, "--results", folder / "r", "--method", "interpolation"
    )
    assert code == 2
    assert "No case" in err

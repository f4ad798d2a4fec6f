"""`annotator compare` on two files."""

from __future__ import annotations

import base64
import csv
import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

from annotator.app.cli import main
from tests.e2e.conftest import make_truth, save

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    truth = make_truth()
    mask = truth.copy()
    mask[..., 6][mask[..., 6] == 1] = 0  # label 1 is missing on a slice, label 2 is right
    return str(save(tmp_path / "mask.nii.gz", mask)), str(save(tmp_path / "truth.nii.gz", truth))


def test_the_worst_slice_comes_first(
    files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, report = tmp_path / "figures.csv", tmp_path / "figures.json"
    assert main(["compare", *files, "--axis", "2", "--output", str(table)]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert [line[:3] for line in lines[1:3]] == [["1", "all", lines[1][2]], ["1", "6", "0.000"]]
    assert ["2", "all", "1.000", "0.00", "0.00", "+0.00", "ml"] in lines
    with table.open() as text:
        rows = list(csv.DictReader(text))
    truth = make_truth() == 1
    missing = truth[..., 6].sum()
    whole = next(row for row in rows if row["label"] == "1" and not row["slice"])
    assert float(whole["dice"]) == pytest.approx(
        2 * (truth.sum() - missing) / (2 * truth.sum() - missing)
    )
    assert float(whole["difference"]) == pytest.approx(-missing * 1.2 * 1.5 * 5)
    assert main(["compare", *files, "--labels", "2", "--output", str(report)]) == 0
    figures = json.loads(report.read_text())["figures"]
    assert {row["label"] for row in figures} == {2}
    assert all(row["dice"] == 1.0 for row in figures)


def test_wrong_input_is_answered_in_a_sentence(
    files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", *files, "--labels", "9"]) == 2
    assert "no label 9" in capsys.readouterr().err
    assert main(["compare", *files, "--output", str(tmp_path / "x.txt")]) == 2
    assert "must end in" in capsys.readouterr().err
    empty = str(save(tmp_path / "empty.nii.gz", np.zeros_like(make_truth())))
    assert main(["compare", empty, empty]) == 2
    assert "holds a label" in capsys.readouterr().err


def test_report_shows_the_worst_slices(
    files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report.html"
    image = str(save(tmp_path / "image.nii.gz", np.full(make_truth().shape, 60, np.int16)))
    words = ["compare", *files, "--axis", "2", "--worst", "2", "--html", str(report)]
    assert main([*words, "--image", image]) == 0
    page = report.read_text("utf-8")
    assert page.count("data:image/png;base64,") == 4  # two slices of two labels
    assert page.index("Slice 6: Dice 0.000") < page.index("Label 2: worst slices")
    assert "mask.nii.gz against truth.nii.gz" in page
    first = page.split("base64,")[1].split("'")[0]
    assert base64.b64decode(first).startswith(b"\x89PNG")
    assert main(words) == 0  # without an image, too
    other = str(save(tmp_path / "other.nii.gz", np.zeros((4, 5, 6), np.int16)))
    assert main([*words, "--image", other]) == 2
    assert "not on the grid" in capsys.readouterr().err


def test_a_report_never_replaces_its_image(files: tuple[str, str], tmp_path: Path) -> None:
    image = save(tmp_path / "image.nii.gz", make_truth())
    before = image.read_bytes()
    (tmp_path / "link.html").symlink_to(image)
    words = ["compare", *files, "--html", str(tmp_path / "link.html"), "--image", str(image)]
    assert main(words) == 2
    assert image.read_bytes() == before

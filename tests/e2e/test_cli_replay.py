"""Runs that a session has recorded, repeated from the sidecar of the mask."""

from __future__ import annotations

import csv
import json
import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest

from annotator.core.labelmap import LabelMap
from annotator.core.run_options import RunOptions
from annotator.inference.catnet.propagator import CatNetPropagator
from annotator.inference.model_store import ModelStore
from annotator.io.label_map import read_labels
from annotator.io.mask_file import read_mask, save_mask
from annotator.io.read import read_volume
from annotator.services.document import Document
from annotator.services.jobs import InlineRunner
from annotator.services.propagation import PropagationService

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.e2e.conftest import Case

    Annotate = Callable[..., tuple[int, str, str]]


@pytest.fixture
def recorded(case: Case, models: Path, tmp_path: Path) -> Path:
    """Sidecar of a session: a run that learned two steps, all accepted, the mask saved."""
    image = shutil.copy(case.image, tmp_path / "scan.nii.gz")
    volume = read_volume(image)
    labels = LabelMap(volume.geometry, read_labels(case.support, volume))
    document = Document(volume, labels)
    propagator = CatNetPropagator(ModelStore([models]))
    service = PropagationService(lambda: document, InlineRunner(), lambda: propagator)
    service.start(RunOptions(iterations=2, adaptation=2, device="cpu", seed=4, range="between"))
    document.accept(None)
    path = tmp_path / "scan_labels.nii.gz"
    map_ = document.labelmap
    save_mask(
        path, map_.voxels, volume, document.classes, "replace", map_.origins, document.marks,
        document.record,
    )  # fmt: skip
    return tmp_path / "scan_labels.json"


def test_a_run_is_repeated_to_the_bit(annotate: Annotate, recorded: Path, models: Path) -> None:
    code, out, err = annotate("replay", recorded, "--models", models)
    assert (code, err) == (0, "")
    assert "Identical to the bit." in out
    assert "seed 4" in out


def test_a_mask_of_the_command_line_can_be_replayed(
    annotate: Annotate, case: Case, models: Path, tmp_path: Path
) -> None:
    image = shutil.copy(case.image, tmp_path / "scan.nii.gz")
    words = ["--models", models, "--model", "tiny", "--adapt", 2, "--iterations", 1]
    mask = tmp_path / "scan_labels.nii.gz"
    assert annotate("propagate", image, case.support, mask, *words)[0] == 0
    code, out, _ = annotate("replay", tmp_path / "scan_labels.json", "--models", models)
    assert code == 0
    assert "Identical to the bit." in out


def test_other_options_are_another_run(annotate: Annotate, recorded: Path, models: Path) -> None:
    code, out, _ = annotate("replay", recorded, "--models", models, "--method", "interpolation")
    assert code == 0
    assert "other options" in out


def test_the_record_survives_opening_and_saving(recorded: Path, tmp_path: Path) -> None:
    volume = read_volume(tmp_path / "scan.nii.gz")
    session = read_mask(tmp_path / "scan_labels.nii.gz", volume).session
    assert session is not None
    assert [step.text for step in session.steps] == [
        "Propagate Label 1, Label 2 (fused)",
        "Accept 7 slices (fused)",
    ]
    (run,) = session.runs
    assert run.model == "tiny"
    assert len(run.model_sha256) == 64
    assert run.options["seed"] == 4
    assert {"processor", "system", "python", "torch", "numpy"} <= set(run.machine)
    assert "scan" not in recorded.read_text("utf-8")  # no names of files


def test_dice_over_the_number_of_painted_slices(
    annotate: Annotate, recorded: Path, models: Path, tmp_path: Path, case: Case
) -> None:
    table = tmp_path / "dice.csv"
    shutil.copy(case.truth_file, tmp_path / "scan_labels.nii.gz")  # painted on since
    for chart, start in (("dice.svg", b"<svg"), ("dice.png", b"\x89PNG")):
        code, _, err = annotate(
            "replay", recorded, "--models", models, "--supports", "2,4",
            "--method", "interpolation", "--table", table, "--chart", tmp_path / chart,
        )  # fmt: skip
        assert (code, err) == (0, "")
        assert (tmp_path / chart).read_bytes().startswith(start)
    rows = list(csv.DictReader(table.read_text("utf-8").splitlines()))
    assert {(row["label"], row["painted_slices"]) for row in rows} == {
        ("1", "2"), ("1", "4"), ("2", "2"), ("2", "4"),
    }  # fmt: skip
    assert all(0 <= float(row["dice_everywhere"]) <= 1 for row in rows)
    mean = {
        k: np.mean([float(r["dice_between"]) for r in rows if r["painted_slices"] == k])
        for k in ("2", "4")
    }
    assert mean["4"] > mean["2"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda words: words.pop("session"), "records no run"),
        (lambda words: words["session"]["runs"][0].update(model_sha256="0" * 64), "used tiny"),
        (lambda words: words["session"]["runs"][0].update(content="other"), "another image"),
    ],
)
def test_what_cannot_be_repeated_says_why(
    annotate: Annotate, recorded: Path, models: Path, change: Callable, sentence: str
) -> None:
    words = json.loads(recorded.read_text("utf-8"))
    change(words)
    recorded.write_text(json.dumps(words), "utf-8")
    code, _, err = annotate("replay", recorded, "--models", models)
    assert code == 2
    assert sentence in err


def test_an_image_that_is_elsewhere_is_asked_for(
    annotate: Annotate, recorded: Path, models: Path, tmp_path: Path, case: Case
) -> None:
    (tmp_path / "scan.nii.gz").unlink()
    code, _, err = annotate("replay", recorded, "--models", models)
    assert code == 2
    assert "--image" in err
    assert annotate("replay", recorded, "--models", models, "--image", case.image)[0] == 0

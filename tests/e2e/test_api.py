"""The program for scripts."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import nibabel as nib
import numpy as np
import pytest

import annotator
from annotator.core.proposal import IterationResult
from tests.helpers.clicks import install_clicks

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Case


def test_stable_names_are_there_and_no_others_are_promised() -> None:
    assert annotator.__all__ == [
        "Case",
        "RunOptions",
        "UserError",
        "__version__",
        "case_from_array",
        "export_model",
        "load_model",
        "open",
        "propagate_array",
    ]
    assert all(getattr(annotator, name) is not None for name in annotator.__all__)
    assert dir(annotator) == sorted(annotator.__all__)
    with pytest.raises(AttributeError, match="no attribute 'other'"):
        _ = annotator.other


def test_importing_the_package_imports_neither_torch_nor_qt() -> None:
    code = (
        "import sys, annotator; annotator.RunOptions; annotator.open;"
        "print([m for m in ('torch', 'PySide6') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_from_painted_slices_to_a_saved_mask(case: Case, tmp_path: Path) -> None:
    opened = annotator.open(case.image, case.support)
    steps = list(opened.propagate(method="interpolation", gate="off"))
    results = [step for step in steps if isinstance(step, IterationResult)]
    assert {step.slice_index for step in results} == set(opened.proposal.slices)
    opened.accept()
    report = opened.save(tmp_path / "mask.nii.gz")
    assert report.checksum
    beside = annotator.open(case.image, tmp_path / "mask.nii.gz").document
    assert beside.marks == opened.document.marks
    assert {m.method for m in beside.marks.made[1].values()} == {"interpolation"}
    saved = nib.load(tmp_path / "mask.nii.gz")
    np.testing.assert_allclose(saved.affine, nib.load(case.image).affine)
    mask = np.asarray(saved.dataobj)
    assert (mask[case.painted > 0] == case.painted[case.painted > 0]).all()
    overlap = 2 * ((mask == 1) & (case.truth == 1)).sum()
    assert overlap / ((mask == 1).sum() + (case.truth == 1).sum()) > 0.85


def test_the_same_mask_as_on_the_command_line(
    case: Case, models: Path, annotate, tmp_path: Path
) -> None:
    options = {"method": "catnet", "iterations": 2, "adaptation": "off", "gate": "off"}
    opened = annotator.open(case.image, case.support, models=models)
    for _step in opened.propagate(**options, model="tiny", device="cpu"):
        pass
    opened.accept()
    opened.save(tmp_path / "api.nii.gz")
    words = ["propagate", case.image, case.support, tmp_path / "cli.nii.gz", "--models", models]
    words += ["--method", "catnet", "--iterations", 2, "--adapt", "off", "--gate", "off"]
    code, _, error = annotate(*words, "--model", "tiny", "--device", "cpu")
    assert code == 0, error
    a, b = (np.asarray(nib.load(tmp_path / f"{n}.nii.gz").dataobj) for n in ("api", "cli"))
    np.testing.assert_array_equal(a, b)


def test_a_loop_that_is_left_early_keeps_what_has_arrived(case: Case) -> None:
    opened = annotator.open(case.image, case.support)
    for step in opened.propagate(method="interpolation", gate="off"):
        if isinstance(step, IterationResult):
            break
    assert len(opened.proposal.slices) == 1
    opened.accept()
    assert (opened.mask > 0).sum() > (case.painted > 0).sum()


def test_painting_and_undoing_by_hand(case: Case) -> None:
    opened = annotator.open(case.image)
    height, width = opened.volume.voxels.shape[1:]
    mask = np.zeros((height, width), bool)
    mask[10:15, 10:20] = True
    edit = opened.paint(3, mask, label=2)
    assert (opened.mask[3] == 2).sum() == 50
    opened.document.apply(edit, undo=True)
    assert not opened.mask.any()


def test_arrays_in_and_out(case: Case) -> None:
    image = np.asarray(nib.load(case.image).dataobj).transpose(2, 1, 0)
    painted = case.painted.transpose(2, 1, 0)
    mask = annotator.propagate_array(
        image, painted, (5.0, 1.5, 1.2), method="interpolation", gate="off"
    )
    assert mask.shape == image.shape
    assert (mask[painted > 0] == painted[painted > 0]).all()
    assert (mask > 0).sum() > 2 * (painted > 0).sum()


def test_evaluation_takes_files_and_arrays(case: Case) -> None:
    opened = annotator.open(case.image, case.support)
    by_file = opened.evaluate(case.truth_file, 3, method="interpolation")
    again = annotator.open(case.image).labels(case.truth_file)
    by_array = opened.evaluate(again.mask, 3, method="interpolation")
    assert [score.between for score in by_file] == [score.between for score in by_array]
    assert all(score.between.dice > 0.5 for score in by_file)


def test_wrong_input_is_a_sentence(case: Case, tmp_path: Path) -> None:
    opened = annotator.open(case.image)
    with pytest.raises(annotator.UserError, match="Paint the structure"):
        next(opened.propagate(method="interpolation"))
    with pytest.raises(annotator.UserError, match="shape"):
        opened.labels(np.zeros((2, 3, 4), np.uint8))
    with pytest.raises(annotator.UserError, match="whole numbers"):
        opened.labels(np.full(opened.volume.voxels.shape, 0.5))
    with pytest.raises(annotator.UserError):
        annotator.open(tmp_path / "missing.nii.gz")
    with pytest.raises(annotator.UserError, match="three axes"):
        annotator.case_from_array(np.zeros((4, 4)))


def test_networks_are_torch_modules_with_their_weights() -> None:
    import torch

    net = annotator.load_model("catnet-small")
    assert isinstance(net, torch.nn.Module)
    assert not net.training
    assert type(annotator.load_model(architecture="grl")).__name__ == "GRL"
    with pytest.raises(annotator.UserError, match="no catnet model 'none'"):
        annotator.load_model("none")


def test_a_slice_is_painted_by_clicks(case: Case, tmp_path: Path) -> None:
    install_clicks(tmp_path)
    opened = annotator.open(case.image, models=tmp_path)
    rows, columns = opened.volume.voxels.shape[1:]
    edit = opened.click(2, [(rows / 2, columns / 2)], [(0, 0)], 3)
    assert edit is not None
    painted = opened.mask[2] == 3
    assert painted[round(rows / 2), round(columns / 2)]
    assert not painted[0, 0]
    assert not opened.mask[3].any()
    answers = opened.click_answers(2, [(rows / 2, columns / 2)], [(0, 0)])
    np.testing.assert_array_equal(answers[0], painted)
    areas = [answer.sum() for answer in answers[1:]]
    assert areas == sorted(areas)
    with pytest.raises(annotator.UserError, match="inside the structure"):
        opened.click(2, [])
    with pytest.raises(annotator.UserError, match="name places on it"):
        opened.click(2, [(rows / 2, columns / 2)], [(-1, 5)])

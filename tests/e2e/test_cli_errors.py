"""Wrong input: one clear sentence, exit code 2, no traceback, nothing written."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.e2e.conftest import AFFINE, SHAPE, save

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.e2e.conftest import Case

    Annotate = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory, case: Case) -> Path:
    """Folder of files that cannot be used."""
    folder = tmp_path_factory.mktemp("broken")
    (folder / "text.nii.gz").write_bytes(gzip.compress(b"no image at all"))
    (folder / "plain.nii").write_text("no image at all", "utf-8")
    (folder / "photo.png").write_bytes(b"\x89PNG")
    whole = case.image.read_bytes()
    (folder / "truncated.nii.gz").write_bytes(whole[: len(whole) // 2])
    (folder / "empty.nii.gz").write_bytes(b"")
    save(folder / "blank.nii.gz", np.zeros(SHAPE, np.uint8))
    save(folder / "small.nii.gz", np.ones((8, 8, 20), np.uint8))
    shifted = AFFINE.copy()
    shifted[0, 3] += 40
    save(folder / "shifted.nii.gz", case.painted, shifted)
    save(folder / "full.nii.gz", np.ones(SHAPE, np.uint8))
    return folder


PROPAGATE = ["propagate", "{image}", "{support}", "{out}/m.nii.gz", "--method", "interpolation"]
EVALUATE = ["evaluate", "{image}", "{truth_file}", "--method", "interpolation"]


def changed(position: int, word: str) -> list[str]:
    return [word if n == position else old for n, old in enumerate(PROPAGATE)]


WRONG = {
    "missing image": (changed(1, "{out}/none.nii.gz"), "There is no file"),
    "missing support": (changed(2, "{out}/none.nii.gz"), "There is no file"),
    "folder as image": (changed(1, "{out}"), "is a folder"),
    "text as image": (changed(1, "{broken}/text.nii.gz"), "text.nii.gz"),
    "plain text as image": (changed(1, "{broken}/plain.nii"), "plain.nii"),
    "photo as image": (changed(1, "{broken}/photo.png"), "not a format"),
    "truncated image": (changed(1, "{broken}/truncated.nii.gz"), "truncated.nii.gz"),
    "empty image": (changed(1, "{broken}/empty.nii.gz"), "is empty"),
    "other shape": (changed(2, "{broken}/small.nii.gz"), "shape is 8 × 8 × 20"),
    "other place": (changed(2, "{broken}/shifted.nii.gz"), "not on the grid"),
    "image as support": (changed(2, "{image}"), "no label map"),
    "nothing painted": (changed(2, "{broken}/blank.nii.gz"), "no painted slice"),
    "all painted": (changed(2, "{broken}/full.nii.gz"), "leaves nothing to fill"),
    "target in no folder": (changed(3, "{out}/none/m.nii.gz"), "There is no folder"),
    "target below a file": (changed(3, "{image}/m.nii.gz"), "There is no folder"),
    "target is a folder": (changed(3, "{out}/folder.nii.gz"), "is a folder"),
    "target of another format": (changed(3, "{out}/m.png"), "must end in"),
    "target is the image": (changed(3, "{image}"), "another file of this command"),
    "target is the support": (changed(3, "{support}"), "another file of this command"),
    "report is the target": ([*PROPAGATE, "--report", "{out}/m.nii.gz"], "another file"),
    "report in no folder": ([*PROPAGATE, "--report", "{out}/none/r.json"], "There is no folder"),
    "iterations in a file": ([*PROPAGATE, "--save-iterations", "{image}"], "is a file"),
    "axis out of range": ([*PROPAGATE, "--axis", "3"], "--axis"),
    "unknown method": ([*PROPAGATE, "--method", "magic"], "--method"),
    "negative iterations": ([*PROPAGATE, "--iterations", "-1"], "--iterations"),
    "fractional iterations": ([*PROPAGATE, "--iterations", "1.5"], "not a whole number"),
    "wrong adapt": ([*PROPAGATE, "--adapt", "much"], "not auto, off or a number"),
    "absent without slice": ([*PROPAGATE, "--absent", "1"], "not LABEL:SLICE"),
    "absent of another label": ([*PROPAGATE, "--absent", "9:0"], "has no label 9, only 1, 2"),
    "absent beyond the end": ([*PROPAGATE, "--absent", "1:14"], "go from 0 to 13"),
    "absent where painted": ([*PROPAGATE, "--absent", "1:6"], "painted on that slice"),
    "no CUDA": ([*PROPAGATE, "--device", "cuda"], "No CUDA GPU is available"),
    "unknown device": ([*PROPAGATE, "--device", "tpu"], "--device"),
    "unknown model": ([*PROPAGATE, "--model", "none"], "no catnet model 'none'"),
    "models in no folder": ([*PROPAGATE, "--models", "{out}/none"], "There is no folder"),
    "too few files": (["propagate", "{image}", "{support}"], "OUTPUT"),
    "unknown option": ([*PROPAGATE, "--fast"], "--fast"),
    "unknown label": ([*EVALUATE, "--labels", "1,7"], "has no label 7, only 1, 2"),
    "label of no number": ([*EVALUATE, "--labels", "liver"], "not a whole number"),
    "no support": ([*EVALUATE, "--supports", "0"], "not a whole number"),
    "blank reference": (["evaluate", "{image}", "{broken}/blank.nii.gz"], "holds no label"),
    "info on nothing": (["info", "{out}/none.nii.gz"], "There is no file"),
    "open nothing": (["open", "{out}/none.nii.gz"], "There is no file"),
    "open a photo": (["{broken}/photo.png"], "not a format"),
    "labels alone": (["--labels", "{support}"], "needs the image"),
    "unknown command": (["propogate", "{image}"], "neither an image file nor a command"),
    "demo without folder": (["demo", "--headless"], "go together"),
    "demo without headless": (["demo", "--output", "{out}/demo"], "go together"),
    "demo into a file": (["demo", "--headless", "--output", "{image}"], "is a file"),
    "demo into a full folder": (["demo", "--headless", "--output", "{out}"], "is not empty"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_input_is_answered_in_one_sentence(
    annotate: Annotate, case: Case, broken: Path, tmp_path: Path, name: str
) -> None:
    words, expected = WRONG[name]
    if name == "no CUDA":
        import torch

        if torch.cuda.is_available():
            pytest.skip("this machine has CUDA")
    out = tmp_path / "out"
    (out / "folder.nii.gz").mkdir(parents=True)
    names = {key: getattr(case, key) for key in ("image", "support", "truth_file")}
    sources = {path: path.read_bytes() for path in case.folder.iterdir()}
    before = sorted(tmp_path.rglob("*"))
    code, printed, err = annotate(*(word.format(**names, out=out, broken=broken) for word in words))
    assert code == 2
    assert printed == ""
    assert err.startswith("annotator: ")
    assert expected in err
    assert err.count("\n") == 1
    assert "Traceback" not in err
    assert sorted(tmp_path.rglob("*")) == before
    assert {path: path.read_bytes() for path in case.folder.iterdir()} == sources


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere"
)
def test_write_protected_folder_is_refused_before_the_work(
    annotate: Annotate, case: Case, tmp_path: Path
) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    code, _, err = annotate(*PROPAGATE[:1], case.image, case.support, folder / "m.nii.gz")
    assert code == 2
    assert "write-protected" in err


@pytest.mark.parametrize(
    "variable", ["HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "ANNOTATOR_MODELS"]
)
def test_a_file_where_a_folder_should_be_keeps_no_command_from_working(
    annotate: Annotate, case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv(variable, str(tmp_path / "file"))
    words = ("propagate", case.image, case.support, tmp_path / "m.nii.gz")
    code, _, err = annotate(*words, "--method", "interpolation", "--gate", "off")
    assert (code, err) == (0, "")
    code, printed, err = annotate("models")
    assert (code, err) == (0, "")
    assert "Looked in" in printed


def test_a_file_as_model_folder_or_parent_is_said(
    annotate: Annotate, case: Case, tmp_path: Path
) -> None:
    for words, said in (
        (("models", "--models", case.image), "There is no folder"),
        (("info", case.image / "inner.nii.gz"), "There is no file"),
        (("info", case.image / "deep" / "inner.nii.gz"), "There is no file"),
        (("project", case.image), "is no folder"),
    ):
        code, _, err = annotate(*words)
        assert code == 2, words
        assert said in err
        assert err.count("\n") == 1


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everywhere"
)
@pytest.mark.parametrize("command", ["info", "propagate", "convert"])
def test_a_folder_that_may_not_be_entered_is_said(
    annotate: Annotate, case: Case, tmp_path: Path, command: str
) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    image = save(folder / "image.nii.gz", case.painted)
    folder.chmod(0)
    words = {"propagate": (image, case.support, tmp_path / "m.nii.gz"), "info": (image,)}
    code, _, err = annotate(command, *words.get(command, (case.image, folder / "m.nii.gz")))
    folder.chmod(0o700)
    assert code == 2
    assert "Permission denied" in err


def test_iterations_never_replace_the_support(
    annotate: Annotate, case: Case, tmp_path: Path
) -> None:
    support = save(tmp_path / "iteration_00.nii.gz", case.painted)
    before = support.read_bytes()
    code, _, err = annotate(
        "propagate", case.image, support, tmp_path / "m.nii.gz", "--save-iterations", tmp_path
    )
    assert code == 2
    assert "would be overwritten" in err
    assert support.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_target_that_links_to_the_image_is_refused(
    annotate: Annotate, case: Case, tmp_path: Path
) -> None:
    link = tmp_path / "link.nii.gz"
    link.symlink_to(case.image)
    code, _, err = annotate("propagate", case.image, case.support, link)
    assert code == 2
    assert "another file of this command" in err


@pytest.mark.parametrize("name", ["report.json", "REPORT.JSON"])
def test_report_never_replaces_the_voxels_of_an_image(
    annotate: Annotate, case: Case, tmp_path: Path, name: str
) -> None:
    """A NRRD header may keep its voxels in a file of any name."""
    data = tmp_path / "report.json"
    data.write_bytes(np.zeros(SHAPE, np.int16).tobytes())
    (tmp_path / "scan.nhdr").write_text(
        "NRRD0004\ntype: short\ndimension: 3\nspace: right-anterior-superior\n"
        f"sizes: {' '.join(map(str, SHAPE))}\nspace directions: (1.2,0,0) (0,1.5,0) (0,0,5)\n"
        "endian: little\nencoding: raw\nspace origin: (-20,-30,7)\ndata file: report.json\n"
    )
    before = data.read_bytes()
    words = ("propagate", tmp_path / "scan.nhdr", case.support, tmp_path / "out.nii.gz")
    options = ("--method", "interpolation", "--gate", "off", "--report", tmp_path / name)
    code, _, error = annotate(*words, *options)
    assert code == 2
    assert "already another file" in error
    assert data.read_bytes() == before


def test_names_that_no_file_system_takes_are_said(
    annotate: Annotate, case: Case, tmp_path: Path
) -> None:
    long = tmp_path / ("x" * 300 + ".nii.gz")
    for words in (("info", long), ("propagate", case.image, case.support, long)):
        code, _, error = annotate(*words)
        assert (code, error[:11]) == (2, "annotator: ")


def test_loop_of_links_is_said(annotate: Annotate, case: Case, tmp_path: Path) -> None:
    one, two = tmp_path / "one.nii", tmp_path / "two.nii"
    one.symlink_to(two)
    two.symlink_to(one)
    for words in (("info", one), ("propagate", case.image, case.support, one)):
        code, _, error = annotate(*words)
        assert (code, error[:11]) == (2, "annotator: ")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell that closes streams")
@pytest.mark.parametrize("closed", ["2>&-", "<&- >&-"])
def test_closed_streams_change_no_exit_code(case: Case, tmp_path: Path, closed: str) -> None:
    command = f"{sys.executable} -m annotator convert {case.image} {tmp_path}/a.nrrd {closed}"
    done = subprocess.run(command, shell=True, check=False, stderr=subprocess.PIPE)
    assert (done.returncode, done.stderr) == (0, b"")
    assert (tmp_path / "a.nrrd").read_bytes().startswith(b"NRRD")
    command = f"{sys.executable} -m annotator info {tmp_path}/none.nii {closed}"
    assert subprocess.run(command, shell=True, check=False, capture_output=True).returncode == 2

"""`annotator models`: the list with damaged ones, and `import`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import torch

from annotator.nets.cloformer.network import XXS, CloFormer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.e2e.conftest import Case

    Annotate = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    torch.manual_seed(0)
    file = tmp_path_factory.mktemp("checkpoint") / "clo former (1).pth"
    torch.save({"model": CloFormer(XXS).state_dict()}, file)
    return file


def test_an_imported_model_is_listed(
    annotate: Annotate, checkpoint: Path, models: Path, tmp_path: Path
) -> None:
    code, out, err = annotate("models", "import", checkpoint)
    assert (code, err) == (0, "")
    assert "CloFormer-XXS, 3 channels in, 1000 classes" in out
    own = tmp_path / "data" / "catnet-annotator" / "models" / "clo-former-1"
    assert (own / "weights.safetensors").is_file()
    listed = annotate("models", "--models", models)[1]
    assert "\nclo-former-1 " in listed
    assert "\ntiny " in listed


def test_name_and_folder_can_be_chosen(
    annotate: Annotate, checkpoint: Path, tmp_path: Path
) -> None:
    code, out, _ = annotate("models", "import", checkpoint, "--name", "five", "--output", tmp_path)
    assert code == 0
    assert "annotator train classifier" in out
    assert "\nfive " in annotate("models", "--models", tmp_path)[1]


def test_files_that_cannot_be_imported_say_why(annotate: Annotate, tmp_path: Path) -> None:
    code, out, err = annotate("models", "import", tmp_path / "none.pth")
    assert (code, out) == (2, "")
    assert "There is no file" in err
    torch.save({"model": CloFormer(XXS)}, tmp_path / "object.pth")
    code, _, err = annotate("models", "import", tmp_path / "object.pth")
    assert code == 2
    assert "carries more than tensors (annotator.nets.cloformer.network.CloFormer)" in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("manifest", "reason"),
    [
        (b"architecture = ", "does not fit"),
        (b"\xff\xfe", "does not fit"),
        (b"x = " + b"[" * 100_000, "nested too deeply"),
        (b'architecture = "cloformer"\n[config]\nwidth = 3', "unknown key 'width'"),
        (b'architecture = "catnet"\nconfig = 3', "config"),
        (b'architecture = "grl"\n[config]\ndepths = 3', "config"),
    ],
    ids=["toml", "encoding", "deep", "key", "table", "value"],
)
def test_a_damaged_model_is_named_and_the_others_work(
    annotate: Annotate, case: Case, models: Path, tmp_path: Path, manifest: bytes, reason: str
) -> None:
    folder = tmp_path / "data" / "catnet-annotator" / "models" / "broken"
    folder.mkdir(parents=True)
    (folder / "manifest.toml").write_bytes(manifest)
    code, out, err = annotate("models", "--models", models)
    assert (code, err) == (0, "")
    assert "\ntiny " in out
    assert "broken: " in out
    assert reason in out
    run = [
        "propagate", case.image, case.support, tmp_path / "mask.nii.gz", "--models", models,
        "--adapt", "off", "--iterations", 1, "--device", "cpu", "--model",
    ]  # fmt: skip
    assert annotate(*run, "tiny")[0] == 0
    code, _, err = annotate(*run, "broken")
    assert code == 2
    assert reason in err


def test_a_network_is_exported_or_it_is_said_why_not(
    annotate: Annotate, models: Path, tmp_path: Path
) -> None:
    graph = tmp_path / "tiny.pt2"
    words = ["--models", models, "--size", 32, "--shots", 1, "--iterations", 0]
    code, out, err = annotate("models", "export", "tiny", graph, *words)
    assert (code, err) == (0, "")
    assert "takes: query 1 × 1 × 32 × 32, support 1 × 1 × 1 × 32 × 32" in out
    assert "gives: logits 1 × 1 × 32 × 32" in out
    run = torch.export.load(graph).module()
    given = [torch.rand(1, 1, 32, 32), torch.rand(1, 1, 1, 32, 32), torch.ones(1, 1, 32, 32)]
    given += [torch.ones(1, 1), torch.zeros(1, 2, 32, 32)]
    one, other = run(*given)[0], run(given[0] + 1, *given[1:])[0]
    assert not torch.equal(one, other)  # it is no constant
    code, _, err = annotate("models", "export", "other", graph, *words)
    assert code == 2
    assert "There is no model called other; installed: " in err
    assert annotate("models", "export", "tiny", tmp_path / "tiny.onnx", *words)[0] == 2
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["tiny.pt2"]

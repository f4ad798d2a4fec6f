"""Processes that train together: the same run as one process with all of their batches."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import torch

from annotator.training.catnet.episodes import Episodes, EpisodeSampler
from annotator.training.catnet.trainer import Trainer
from annotator.training.ranks import join_ranks
from tests.unit.training.test_trainer import CONFIG

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.training.cases import Case

ROOT = Path(__file__).parents[3]

JOB = """
import sys
from dataclasses import replace
from pathlib import Path
import torch
from annotator.training.cases import Case, add_field
from annotator.training.catnet.episodes import EpisodeSampler
from annotator.training.ranks import join_ranks
from annotator.training.catnet.trainer import Trainer
from tests.unit.training.conftest import organs
from tests.unit.training.test_ranks import still
from tests.unit.training.test_trainer import CONFIG

torch.set_num_threads(1)
image, labels = organs(0)
case = Case("one", image, (5.0, 2.0, 2.0), {}, [], "one-0")
add_field(case, "labels", labels, {1: "liver", 2: "spleen"})
with join_ranks(torch.device("cpu")) as ranks:
    sampler = EpisodeSampler([case], CONFIG.episodes, seed=1)
    for steps in (2, 4):  # the second goes on from the checkpoint of the first
        trainer = Trainer(replace(CONFIG, steps=steps), sampler, Path(sys.argv[1]), ranks)
        if ranks.rank:
            trainer.save = None  # only the first process writes
        still(trainer)
        trainer.run(report=lambda line: None)
"""


def still(trainer: Trainer) -> None:
    """Leave the statistics of batch normalisation alone: on CPUs each process has its own."""
    for module in trainer.net.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.train = lambda mode=True, module=module: module  # type: ignore[method-assign]
            module.training = False


def torchrun(job: Path, *words: object) -> None:
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "torch.distributed.run", "--standalone"]
    command += ["--nproc-per-node", "2", str(job), *map(str, words)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr[-2000:]


class BothParts(EpisodeSampler):
    """Draws what two processes draw, as one batch."""

    def batch(self, step: int, structures: int = 4, part: int = 0) -> Episodes:
        halves = [EpisodeSampler.batch(self, step, structures, n) for n in (0, 1)]
        return Episodes(*(torch.cat(tensors) for tensors in zip(*halves, strict=True)))


@pytest.mark.timeout(600)  # two processes import torch first
@pytest.mark.skipif(not torch.distributed.is_available(), reason="torch without distributed")
def test_two_processes_train_as_one_with_both_batches_and_go_on(
    make_case: Callable[..., Case], tmp_path: Path
) -> None:
    job = tmp_path / "job.py"
    job.write_text(JOB, "utf-8")
    torchrun(job, tmp_path / "both")
    together = torch.load(tmp_path / "both" / "checkpoint.pt", weights_only=True)
    assert together["step"] == 4

    for steps in (2, 4):  # the schedule follows the budget
        sampler = BothParts([make_case()], CONFIG.episodes, seed=1)
        alone = Trainer(replace(CONFIG, steps=steps), sampler, tmp_path / "alone")
        still(alone)
        alone.run(report=lambda _: None)
    for key, value in alone.net.state_dict().items():
        torch.testing.assert_close(together["net"][key], value, rtol=0, atol=1e-4)


def test_parts_of_a_batch_differ(make_case: Callable[..., Case]) -> None:
    sampler = EpisodeSampler([make_case()], CONFIG.episodes, seed=1)
    first, second = sampler.batch(3, 2, 0), sampler.batch(3, 2, 1)
    assert first.support.shape == second.support.shape
    assert not torch.equal(first.query, second.query)


def test_a_process_alone_is_the_main_one() -> None:
    with join_ranks(torch.device("cpu")) as ranks:
        assert ranks.is_main
        assert (ranks.of_main(2.5), ranks.mean(3.5)) == (2.5, 3.5)
        ranks.wait()

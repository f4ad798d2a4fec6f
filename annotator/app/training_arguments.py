"""Arguments that the training commands share."""

from __future__ import annotations

import argparse
import os
import re
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

UNITS = {"s": 1, "m": 60, "h": 3600}

VALIDATE = "cases to measure on instead of training on them"
EXCLUDE = "cases to leave out"


def add_network(
    networks: argparse._SubParsersAction[Any], name: str, summary: str, epilog: str
) -> argparse.ArgumentParser:
    """Add a network that can be trained on folders of cases; returns its parser."""
    parser: argparse.ArgumentParser = networks.add_parser(
        name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.", epilog=epilog
    )
    parser.add_argument("data", nargs="+", type=Path, metavar="DATA", help="folder with cases")
    return parser


def add_output_and_budget(parser: argparse.ArgumentParser, minutes: int) -> None:
    """Add where the model goes and how long to train, `minutes` if nothing is said."""
    parser.add_argument(
        "--output",
        type=Path,
        required=True,
        metavar="DIR",
        help="folder of the model; its name is the model's",
    )
    budget = parser.add_mutually_exclusive_group()
    budget.add_argument(
        "--time-budget",
        type=duration,
        default=60.0 * minutes,
        metavar="TIME",
        help=f"how long to train, such as 90s, 30m or 2h (default: {minutes}m)",
    )
    budget.add_argument("--steps", type=at_least(1), metavar="N", help="train that many steps")


def add_split(parser: argparse.ArgumentParser, **purposes: str) -> None:
    """Add options that name cases: `validate`, `test` or `exclude`, and what each is for."""
    for option, purpose in purposes.items():
        parser.add_argument(
            f"--{option}",
            nargs="+",
            action="extend",
            default=[],
            metavar="NAME",
            help=f"{purpose}; * stands for anything",
        )


def add_size(parser: argparse.ArgumentParser, pixels: int) -> None:
    """Add the side of the network's input, `pixels` if nothing is said."""
    parser.add_argument(
        "--size",
        type=at_least(32),
        default=pixels,
        metavar="PX",
        help=f"side of the network's input (default: {pixels})",
    )


def add_mix(parser: argparse.ArgumentParser, kinds: Sequence[str], what: str) -> None:
    """Add how often each of some kinds of `what`, such as episodes, is drawn."""
    parser.add_argument(
        "--mix",
        nargs="+",
        type=share_of(kinds),
        default=[],
        metavar="KIND=WEIGHT",
        help=f"how often each kind of {what} is drawn; kinds: {', '.join(kinds)}",
    )


def share_of(kinds: Sequence[str]) -> Callable[[str], tuple[str, float]]:
    """Parser of a kind and its weight, such as labels=0.6, for `argparse`."""

    def parse(text: str) -> tuple[str, float]:
        kind, _, weight = text.partition("=")
        if kind not in kinds or re.fullmatch(r"\d*\.?\d+", weight) is None:
            raise argparse.ArgumentTypeError(
                f"'{text}' is not one of {', '.join(kinds)} with =WEIGHT"
            )
        return kind, float(weight)

    return parse


def add_process(parser: argparse.ArgumentParser, phantoms: int = 0, *, device: bool) -> None:
    """Add how the training runs: generated volumes, threads, device, seed, going on."""
    default = f" (default: {phantoms})" if phantoms else ""
    parser.add_argument(
        "--phantoms",
        type=at_least(0),
        default=phantoms,
        metavar="N",
        help=f"add N generated volumes{default}",
    )
    parser.add_argument(
        "--threads",
        type=at_least(1),
        default=own_threads(),
        metavar="N",
        help="CPU threads (default: all cores but one, shared by processes of torchrun)",
    )
    if device:
        parser.add_argument(
            "--device",
            choices=("cpu", "cuda"),
            default="cpu",
            help="where to train (default: cpu)",
        )
    parser.add_argument("--seed", type=at_least(0), default=0, metavar="N", help="which run")
    parser.add_argument("--resume", action="store_true", help="go on with the training in DIR")


def own_threads() -> int:
    """All cores but one, divided by the processes that `torchrun` has started here."""
    processes = int(os.environ.get("LOCAL_WORLD_SIZE", "1"))
    return max(1, ((os.cpu_count() or 1) - 1) // processes)


@contextmanager
def can_go_on() -> Iterator[None]:
    """Say how to go on when the user interrupts a training."""
    try:
        yield
    except KeyboardInterrupt:
        sys.stderr.write("The training can go on: same command with --resume.\n")
        raise


def mix_words(mix: Mapping[str, float]) -> list[str]:
    """Write the mix as on the command line, nothing where it is the usual one."""
    return ["--mix", *(f"{kind}={weight:g}" for kind, weight in mix.items())] if mix else []


def budget_words(steps: int, seconds: float) -> list[str]:
    """Write the budget as on the command line."""
    return ["--steps", str(steps)] if steps else ["--time-budget", f"{seconds:g}s"]


def duration(text: str) -> float:
    """Seconds of a time such as 90s, 30m or 2h, for `argparse`."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)([smh])", text)
    if match is None or float(match[1]) == 0:
        raise argparse.ArgumentTypeError(f"'{text}' is not a time such as 90s, 30m or 2h")
    return float(match[1]) * UNITS[match[2]]


def at_least(smallest: int) -> Callable[[str], int]:
    """Parser of whole numbers from `smallest` on, for `argparse`."""

    def parse(text: str) -> int:
        if not text.isdecimal() or int(text) < smallest:
            raise argparse.ArgumentTypeError(f"'{text}' is not a whole number from {smallest} on")
        return int(text)

    return parse

"""How to run a propagation: made once, by the panel or the command line, and passed on whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

Method = Literal["fused", "catnet", "interpolation"]
METHODS: tuple[Method, ...] = ("fused", "catnet", "interpolation")

Adaptation = Literal["auto", "off"] | int
DEVICES = ("auto", "cpu", "cuda", "mps")
CLUSTER = "cluster:"
"""Start of a device that is a Dask cluster; its address follows."""


def parse_adaptation(text: str) -> Adaptation:
    """Read "auto", "off" or a number of steps; raises `ValueError` for anything else."""
    match text:
        case "auto" | "off":
            return text
        case _ if text.isdecimal():
            return int(text)
    raise ValueError(f"'{text}' is not auto, off or a number of steps")


def parse_count(text: str) -> int:
    """Read a whole number from 0 on; raises `ValueError` for anything else."""
    if not text.isdecimal():
        raise ValueError(f"'{text}' is not a whole number from 0 on")
    return int(text)


def _argument(
    text: str,
    *,
    flag: str = "",
    choices: tuple[str, ...] = (),
    parse: Callable[[str], object] = str,
    metavar: str | None = None,
    const: object = None,
) -> dict[str, object]:
    """Say how the command line offers a field; `const` makes it a switch."""
    words = {"help": text, "flag": flag, "choices": choices, "parse": parse, "metavar": metavar}
    return {**words, "const": const}


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """How to run a propagation.

    Attributes
    ----------
    method
        How slices are filled.
    iterations
        Refinements of the first mask.
    adaptation
        "auto", "off", or how many steps the network adapts to the painted slices.
    model
        Name of an installed model, None for the default one.
    device
        "auto" picks CUDA, MPS or CPU; ``cluster:ADDRESS`` is a Dask cluster.
    seed
        Of what is drawn at random: same seed, same result on a CPU.
    range
        Slices to fill along the axis: "all", those "between" the first and the last painted slice
        of each label, or the first and last of them, inclusive, counted from 0.
    gate
        Whether the ends that the slice classifier suggests bound the run; "auto" where one is
        installed.
    labels
        Label values to fill; None for all that are painted and not locked.
    """

    method: Method = field(
        default="fused",
        metadata=_argument(
            "CAT-Net, shape interpolation, or both weighed by evidence (default: fused)",
            choices=METHODS,
        ),
    )
    iterations: int = field(
        default=4,
        metadata=_argument(
            "refinements of the first mask (default: 4)", parse=parse_count, metavar="N"
        ),
    )
    adaptation: Adaptation = field(
        default="auto",
        metadata=_argument(
            "adapt the network to the painted slices first (default: auto)",
            flag="--adapt",
            parse=parse_adaptation,
            metavar="auto|off|STEPS",
        ),
    )
    model: str | None = field(
        default=None, metadata=_argument("see 'annotator models'", metavar="NAME")
    )
    device: str = field(
        default="auto",
        metadata=_argument(
            "where the network runs (default: auto, a GPU if there is one)", choices=DEVICES
        ),
    )
    seed: int = field(
        default=0,
        metadata=_argument(
            "of what is drawn at random (default: 0)", parse=parse_count, metavar="N"
        ),
    )
    range: Literal["all", "between"] | tuple[int, int] = field(
        default="all",
        metadata=_argument(
            "fill only between the first and the last painted slice of each label",
            flag="--between",
            const="between",
        ),
    )
    gate: Literal["auto", "on", "off"] = field(
        default="auto",
        metadata=_argument(
            "fill only where the slice classifier expects the label (default: on if installed)",
            choices=("auto", "on", "off"),
        ),
    )
    labels: tuple[int, ...] | None = None

    @property
    def adapts(self) -> bool:
        """Whether the network adapts to the painted slices."""
        return self.method != "interpolation" and self.adaptation not in ("off", 0)

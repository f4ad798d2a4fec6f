"""Reading the image of a command."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tqdm import tqdm

from annotator.io.read import load_volume, open_image

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from annotator.core.volume import Volume
    from annotator.io.image_file import ImageFile


def open_input(path: Path, args: argparse.Namespace) -> ImageFile:
    """Open an image of a command, without its voxels; `args` may name its series.

    Raises
    ------
    UserError
        If it cannot be opened, or several series are there and none was chosen.
    """
    uneven = getattr(args, "allow_uneven", False)
    with _reading_bar() as tick:
        return open_image(path, getattr(args, "series", ""), allow_uneven=uneven, tick=tick)


def read_image(path: Path, args: argparse.Namespace) -> Volume:
    """Read an image of a command; what is to be said goes to the standard error stream.

    Raises
    ------
    UserError
        As `open_input`, or if its voxels cannot be read.
    """
    return load_said(open_input(path, args))


def load_said(image: ImageFile) -> Volume:
    """Read the voxels of an opened image; what is to be said goes to the standard error stream."""
    volume = load_volume(image)
    assert volume.source is not None
    for note in [*volume.source.extra["warnings"], *volume.source.extra["notes"]]:
        sys.stderr.write(f"{image.path.name}: {note}\n")
    return volume


@contextmanager
def _reading_bar() -> Iterator[Callable[[int, int], None]]:
    """Progress of looking through files, on a terminal only."""
    bar = tqdm(desc="Reading", disable=None, leave=False)
    open_ = True

    def tick(done: int, total: int) -> None:
        if open_:
            bar.total = total or None
            bar.update(done - bar.n)

    try:
        with bar:
            yield tick
    finally:
        open_ = False

"""Where what was learned from the finished cases of a folder lies, and how it is learned."""

from __future__ import annotations

import hashlib
import re
import shutil
import sys
from typing import TYPE_CHECKING

from annotator.app.model_folders import own_model_folder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

MANIFEST = "manifest.toml"
BUDGET = "10m"


class OwnCaseLearning:
    """Learns with `annotator learn`; satisfies `annotator.services.ports.CaseLearning`.

    A folder's models lie in the user's own model folder and are numbered. One that was stopped is
    gone on with; one that is complete is used until the next one is.

    Parameters
    ----------
    models
        Folder of models that comes before the installed ones, if there is one.
    """

    def __init__(self, models: Path | None = None) -> None:
        self._models = models

    def command(self, folder: Path, exclude: Sequence[str]) -> list[str]:
        """Program and arguments that learn, or go on learning, and install what helped."""
        known = self._known(folder)
        number = max(known, default=0)
        if not number or _is_complete(known[number]):
            number += 1
        for old, path in known.items():
            if old < number - 1:
                shutil.rmtree(path, ignore_errors=True)
        output = own_model_folder() / f"{_stem(folder)}-{number}"
        program = [sys.executable]
        program += [] if getattr(sys, "frozen", False) else ["-m", "annotator"]
        options = ["--output", str(output), "--time-budget", BUDGET, "--resume"]
        options += ["--exclude", *exclude] if exclude else []
        options += ["--models", str(self._models)] if self._models else []
        return [*program, "learn", str(folder), *options]

    def model(self, folder: Path) -> str | None:
        """Name of the model that learned from a folder; None if there is none."""
        complete = {n: path for n, path in self._known(folder).items() if _is_complete(path)}
        return complete[max(complete)].name if complete else None

    def _known(self, folder: Path) -> dict[int, Path]:
        """Models of a folder by number."""
        found = {}
        for path in own_model_folder().glob(f"{_stem(folder)}-*"):
            number = path.name.rpartition("-")[2]
            if number.isdigit():
                found[int(number)] = path
        return found


def _is_complete(model: Path) -> bool:
    return (model / MANIFEST).is_file()


def _stem(folder: Path) -> str:
    """Name of a folder's models without their number: what it is called and which it is."""
    digest = hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()
    name = re.sub(r"[^A-Za-z0-9]+", "-", folder.resolve().name).strip("-")[:24] or "folder"
    return f"learned-{name}-{digest[:8]}"

"""What the program is made of, for people: versions and licences of its parts, where data lies."""

from __future__ import annotations

import importlib.metadata
import platform
import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.core.texts import tr, translatable

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = "catnet-annotator"
_LONGEST = 120  # characters; longer entries are licence texts
_UNKNOWN = translatable("see its documentation")


@dataclass(frozen=True, slots=True)
class Part:
    """A library or model that the program comes with."""

    name: str
    version: str
    licence: str


def libraries() -> list[Part]:
    """Python and all libraries that the program needs, with their needs, by name."""
    found: dict[str, Part] = {}
    waiting = _needs(PROGRAM)
    while waiting:
        name = waiting.pop()
        if name not in found:
            try:
                found[name] = _library(name)
            except importlib.metadata.PackageNotFoundError:
                continue  # for another system
            waiting += _needs(name)
    python = Part("Python", platform.python_version(), "PSF-2.0")
    return [python, *sorted(found.values(), key=lambda part: part.name.casefold())]


def models(folder: Path) -> list[Part]:
    """Trained networks in a folder, by their manifests."""
    found = []
    for path in sorted(folder.glob("*/manifest.toml")):
        try:
            manifest = tomllib.loads(path.read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            continue  # whoever uses it says so
        date, licence = str(manifest.get("date", "")), str(manifest.get("licence", tr(_UNKNOWN)))
        found.append(Part(path.parent.name, date, licence))
    return found


def _needs(name: str) -> list[str]:
    """Libraries that one needs, without those for extras."""
    try:
        lines = importlib.metadata.requires(name) or []
    except importlib.metadata.PackageNotFoundError:
        return []
    names = (re.match(r"[\w.-]+", line) for line in lines if "extra ==" not in line)
    return [match[0].lower() for match in names if match]


def _library(name: str) -> Part:
    about = importlib.metadata.metadata(name).json
    licence = str(about.get("license_expression", ""))
    classifiers = [line for line in about.get("classifier", ()) if line.startswith("License")]
    if not licence and classifiers:
        licence = ", ".join(line.rsplit("::", 1)[-1].strip() for line in classifiers)
    licence = licence or str(about.get("license", "")).strip()
    if not licence or len(licence) > _LONGEST or "\n" in licence:
        licence = tr(_UNKNOWN)
    return Part(str(about["name"]), str(about["version"]), licence)

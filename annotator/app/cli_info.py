"""`annotator info` and `annotator models`: what is in a file, and what is installed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from annotator.app.model_folders import model_folders, open_model_store

if TYPE_CHECKING:
    import argparse

    from annotator.inference.model_store import Model

ROW = "{:<24} {:<7} {:<12} {:>8}  {}"


def show_info(args: argparse.Namespace) -> int:
    """Describe an image file."""
    from annotator.io.info import describe, format_lines

    info = describe(args.image)
    print(json.dumps(info, indent=2) if args.json else "\n".join(format_lines(info)))
    return 0


def list_models(args: argparse.Namespace) -> int:
    """List installed models and where they were looked for."""
    models = open_model_store(args.models).models()
    defaults: set[str] = set()
    if models:
        print(ROW.format("name", "default", "architecture", "size", "licence"))
    for model in models:
        first = model.architecture not in defaults  # the store lists defaults first
        defaults.add(model.architecture)
        print(_line(model, "yes" if first else ""))
    if not models:
        print("No model is installed; the interpolation method works without one.")
    print("Looked in:", *model_folders(args.models), sep="\n  ")
    return 0


def _line(model: Model, default: str) -> str:
    weights = model.folder / "weights.safetensors"
    size = f"{weights.stat().st_size / 1e6:.1f} MB" if weights.is_file() else "missing"
    licence = str(model.manifest.get("licence", "not stated"))
    return ROW.format(model.name, default, model.architecture, size, licence)

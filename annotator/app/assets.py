"""Where icons, styles, presets and models lie: in the installed package or in the repository."""

from __future__ import annotations

from pathlib import Path

import annotator


def assets_root() -> Path:
    """Folder that holds `resources` and `models`."""
    package = Path(annotator.__file__).parent
    packaged = package / "_assets"
    return packaged if packaged.is_dir() else package.parent


def resources() -> Path:
    """Folder with icons, styles, window presets and label sets."""
    return assets_root() / "resources"

"""What a source file imports."""

from __future__ import annotations

import ast

QT = {"PySide6", "shiboken6", "pyqtgraph", "pytestqt"}
QT_PARTS = {"annotator.ui", "annotator.app"}


def imported_modules(source: str) -> set[str]:
    """Names of all modules that a source file imports, at any depth."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def qt_imports(source: str) -> set[str]:
    """The imports of a source file that bring Qt in."""
    return {
        name
        for name in imported_modules(source)
        if name.split(".")[0] in QT or ".".join(name.split(".")[:2]) in QT_PARTS
    }

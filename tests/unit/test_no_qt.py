"""The parts below the window work where Qt is not installed."""

import subprocess
import sys

import pytest

from tests.helpers.imports import qt_imports

CHECK = """
import importlib, pkgutil, sys
for name in ("PySide6", "shiboken6", "pyqtgraph", *{block}):
    sys.modules[name] = None  # importing it raises ImportError
package = importlib.import_module("annotator.{package}")
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    importlib.import_module(module.name)
"""


@pytest.mark.parametrize(("package", "block"), [("core", ["torch"]), ("services", ["torch"])])
def test_package_imports_without_qt_and_torch(package: str, block: list[str]) -> None:
    code = CHECK.format(package=package, block=block)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_guard_finds_qt_imports() -> None:
    assert qt_imports("def f():\n    from PySide6.QtCore import QObject") == {
        "PySide6.QtCore",
        "PySide6.QtCore.QObject",
    }
    assert qt_imports("from annotator import ui") == {"annotator.ui"}
    assert not qt_imports("import numpy\nfrom annotator.services import jobs")

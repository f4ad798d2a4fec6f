"""Bugs of PySide6 that the pin in pyproject.toml keeps away."""

import sys

from PySide6.QtWidgets import QApplication


def test_calls_do_not_lose_references_to_none(qapp):
    """PySide6 6.12.0 loses one with every call on Python 3.10 and 3.11, and dies of it."""
    before = sys.getrefcount(None)
    for _ in range(2000):
        QApplication.processEvents()
    assert abs(sys.getrefcount(None) - before) < 200

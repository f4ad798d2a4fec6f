"""What the window remembers between sessions."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QByteArray, QSettings

ValueT = TypeVar("ValueT", int, float, str, bool)
RECENT_FILES = 10


class Settings:
    """Typed access to a `QSettings` store; a value of the wrong kind counts as absent.

    Parameters
    ----------
    store
        Default: the user's own settings; tests pass a file in a temporary folder.
    """

    def __init__(self, store: QSettings | None = None) -> None:
        self._store = store or QSettings("catnet-annotator", "annotator")

    def get(self, key: str, default: ValueT) -> ValueT:
        """Return the stored value of `key`, of the type of `default`."""
        value = self._store.value(key, default)
        try:
            if isinstance(default, bool):
                return str(value).lower() == "true"
            return type(default)(str(value))
        except (TypeError, ValueError):
            return default

    def set(self, key: str, value: float | str) -> None:
        """Store a number or a text."""
        self._store.setValue(key, value)

    def recent(self) -> list[Path]:
        """Recently opened images, newest first."""
        return [Path(line) for line in self.get("recent", "").splitlines() if line]

    def add_recent(self, path: Path) -> None:
        """Put a path at the top of the recent images."""
        rest = [p for p in self.recent() if p != path]
        self.set("recent", "\n".join(str(p) for p in [path, *rest][:RECENT_FILES]))

    def shortcut(self, action: str) -> str | None:
        """Key sequence that the user chose for an action, or None for the default."""
        keys = self.get(f"shortcuts/{action}", "\0")
        return None if keys == "\0" else keys

    def set_shortcut(self, action: str, keys: str | None) -> None:
        """Store the user's key sequence of an action; None goes back to the default."""
        if keys is None:
            self._store.remove(f"shortcuts/{action}")
        else:
            self.set(f"shortcuts/{action}", keys)

    def bytes(self, key: str) -> QByteArray:
        """Return a stored window geometry or state, empty if there is none."""
        value = self._store.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_bytes(self, key: str, value: QByteArray) -> None:
        """Store window geometry or state."""
        self._store.setValue(key, value)

    def sync(self) -> None:
        """Write to disk now."""
        self._store.sync()

"""Whether a window can be opened here; found out before Qt is, which would abort the process."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import sys
from pathlib import Path

from annotator.core.errors import UserError

DEBIAN_PACKAGES = (
    "libegl1 libgl1 libglib2.0-0 libfontconfig1 libdbus-1-3 "
    "libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0"
)
"""What Qt's window needs of Debian and Ubuntu beyond their smallest installation."""


def require_display(instead: str) -> None:
    """Raise `UserError` if Qt would find no screen, or not the libraries to draw on it.

    Parameters
    ----------
    instead
        The command that does the job without a screen, named in the message.
    """
    if not sys.platform.startswith("linux"):
        return
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if platform and not platform.startswith(("xcb", "wayland")):
        return
    display, wayland = os.environ.get("DISPLAY"), os.environ.get("WAYLAND_DISPLAY")
    if not wayland and not display:
        raise UserError(
            "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window "
            f"can be opened; use '{instead}' instead."
        )
    if wayland and _wayland_socket(wayland).exists():
        return
    if not display or not _x_server_answers():
        name = f"DISPLAY={display}" if display else f"WAYLAND_DISPLAY={wayland}"
        raise UserError(
            f"No display answers at {name}, so no window can be opened; correct the variable "
            f"(over ssh, connect with -X) or use '{instead}' instead."
        )
    _require_xcb_libraries()


def has_display() -> bool:
    """Whether a window can be opened here."""
    try:
        require_display("")
    except UserError:
        return False
    return True


def _wayland_socket(name: str) -> Path:
    return Path(os.environ.get("XDG_RUNTIME_DIR", "/run")) / name


def _x_server_answers() -> bool:
    """Whether the server that DISPLAY names lets us in; without libxcb nobody can tell."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    try:
        return not xcb.xcb_connection_has_error(connection)
    finally:
        xcb.xcb_disconnect(connection)


def _require_xcb_libraries() -> None:
    """Load Qt's X11 plugin as Qt would, which aborts the process when one of its needs is missing.

    Without PySide6 nothing is done: importing it will say so.
    """
    found = importlib.util.find_spec("PySide6")
    if found is None or found.origin is None:
        return
    plugin = Path(found.origin).parent / "Qt" / "plugins" / "platforms" / "libqxcb.so"
    if plugin.is_file():
        try:
            ctypes.CDLL(str(plugin))
        except OSError as error:
            raise missing_library(error) from error


def missing_library(error: Exception) -> UserError:
    """Sentence for a system library that Qt needs and does not find."""
    return UserError(
        f"Qt cannot start, a system library is missing ({error}); "
        f"on Debian or Ubuntu run 'sudo apt-get install {DEBIAN_PACKAGES}'."
    )

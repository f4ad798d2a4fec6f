"""Every command of the window: its words, keys and icon in one table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QUndoStack

    from annotator.ui.settings import Settings
    from annotator.ui.theme import Icons


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One command.

    Attributes
    ----------
    name
        Key in `Actions`.
    group
        Heading in the shortcut sheet.
    text
        Shown in menus and the sheet.
    keys
        Default shortcuts, in Qt's portable form.
    icon
        Name of an icon, "" for none.
    checkable
        Whether it is a switch.
    needs
        "" always enabled, "image" with an open image, "proposal" with a proposal; others are
        enabled by whoever knows.
    tip
        Explanation, default `text`.
    repeat
        Whether holding the key repeats it.
    """

    name: str
    group: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    checkable: bool = False
    needs: str = "image"
    tip: str = ""
    repeat: bool = False


_FILE, _EDIT, _VIEW, _TOOLS = "File", "Edit", "View and slices", "Tools"
_LABELS, _RUN, _REVIEW, _HELP = "Labels", "Propagate", "Review", "Help"

ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("open", _FILE, "Open image…", ("Ctrl+O",), "open", needs=""),
    ActionSpec("open_labels", _FILE, "Open labels…", ("Ctrl+Shift+O",), "import"),
    ActionSpec("save", _FILE, "Save mask", ("Ctrl+S",), "save"),
    ActionSpec("save_as", _FILE, "Save mask as…", ("Ctrl+Shift+S",), "export"),
    ActionSpec("close_image", _FILE, "Close image", ("Ctrl+W",)),
    ActionSpec("quit", _FILE, "Quit", ("Ctrl+Q",), needs=""),
    ActionSpec("undo", _EDIT, "Undo", ("Ctrl+Z",), "undo", needs="undo", repeat=True),
    ActionSpec(
        "redo", _EDIT, "Redo", ("Ctrl+Y", "Ctrl+Shift+Z"), "redo", needs="undo", repeat=True
    ),
    ActionSpec("history", _EDIT, "History…", ("Ctrl+H",), "history"),
    ActionSpec("slice_next", _VIEW, "Next slice", ("Right", "PgUp"), repeat=True),
    ActionSpec("slice_previous", _VIEW, "Previous slice", ("Left", "PgDown"), repeat=True),
    ActionSpec(
        "slice_forward", _VIEW, "5 slices forward", ("Shift+Right", "Shift+PgUp"), repeat=True
    ),
    ActionSpec("slice_back", _VIEW, "5 slices back", ("Shift+Left", "Shift+PgDown"), repeat=True),
    ActionSpec("slice_first", _VIEW, "First slice", ("Home",)),
    ActionSpec("slice_last", _VIEW, "Last slice", ("End",)),
    ActionSpec("fit", _VIEW, "Fit image to window", ("R",), "fit"),
    ActionSpec("auto_contrast", _VIEW, "Auto contrast", ("J",), "contrast"),
    ActionSpec("overlay", _VIEW, "Show masks", ("V",), "eye", checkable=True, tip="Hold to peek"),
    ActionSpec("opacity_less", _VIEW, "Masks more transparent", ("A",), repeat=True),
    ActionSpec("opacity_more", _VIEW, "Masks more opaque", ("D",), repeat=True),
    ActionSpec(
        "smooth",
        _VIEW,
        "Smooth image",
        (),
        checkable=True,
        needs="",
        tip="Blend between voxels, or show each as a square",
    ),
    ActionSpec(
        "guidance",
        _VIEW,
        "Slice guidance",
        (),
        checkable=True,
        needs="",
        tip="Judge slices in the background: region, presence, ends, slices to paint",
    ),
    ActionSpec(
        "denoise",
        _VIEW,
        "Denoise",
        ("Ctrl+D",),
        "denoise",
        checkable=True,
        needs="denoiser",
        tip="Take the noise out of the slice in view, or of the whole volume",
    ),
    ActionSpec("before_after", _VIEW, "Before / after denoising", ("B",), needs="denoiser"),
    ActionSpec("messages", _VIEW, "Messages", (), checkable=True, needs=""),
    ActionSpec("tool_crosshair", _TOOLS, "Crosshair", ("1", "C"), "crosshair", checkable=True),
    ActionSpec("tool_brush", _TOOLS, "Brush", ("2", "P"), "brush", checkable=True),
    ActionSpec("tool_eraser", _TOOLS, "Eraser", ("3", "E"), "eraser", checkable=True),
    ActionSpec(
        "tool_polygon",
        _TOOLS,
        "Polygon and lasso",
        ("4", "G", "5", "L"),
        "polygon",
        checkable=True,
        tip="Click corner by corner or drag freehand; Enter or double-click closes it",
    ),
    ActionSpec("tool_fill", _TOOLS, "Fill", ("6", "F"), "fill", checkable=True),
    ActionSpec("tool_pick", _TOOLS, "Pick label", ("7", "I"), "pick", checkable=True),
    ActionSpec("tool_swap", _TOOLS, "Swap the last two tools", ("Space",)),
    ActionSpec("tool_invert", _TOOLS, "Correction adds / removes", ("T",)),
    ActionSpec("brush_smaller", _TOOLS, "Smaller brush", ("[", "-"), repeat=True),
    ActionSpec("brush_larger", _TOOLS, "Larger brush", ("]", "+", "="), repeat=True),
    ActionSpec(
        "limits",
        _TOOLS,
        "Paint only some intensities",
        (),
        "limits",
        checkable=True,
        tip="Brush and polygon leave voxels outside the limits alone",
    ),
    ActionSpec("add_label", _LABELS, "Add label", ("Ctrl+L",), "plus"),
    ActionSpec("remove_label", _LABELS, "Delete label", (), "trash"),
    ActionSpec("label_previous", _LABELS, "Label above", (",", "Q")),
    ActionSpec("label_next", _LABELS, "Label below", (".",)),
    ActionSpec("import_labels", _LABELS, "Import label names…", (), "import"),
    ActionSpec("export_labels", _LABELS, "Export label names…", (), "export"),
    ActionSpec(
        "support",
        _LABELS,
        "Use this slice as support",
        ("K",),
        "support",
        tip="Painted slices guide the propagation unless they are switched off here",
    ),
    ActionSpec(
        "absent",
        _LABELS,
        "Structure absent on this slice",
        ("X",),
        "absent",
        tip="A hard end: the propagation does not go past this slice",
    ),
    ActionSpec(
        "suggest",
        _LABELS,
        "Next slice to paint",
        ("N",),
        tip="The next suggested one, or the middle of the widest gap between painted slices",
    ),
    ActionSpec(
        "suggest_slices",
        _LABELS,
        "Suggest slices to paint",
        ("Shift+N",),
        checkable=True,
        tip="Marks those that would cover the structure best (filled), and evenly spaced ones",
    ),
    ActionSpec(
        "reset_ends",
        _LABELS,
        "Reset the structure's ends",
        (),
        needs="ends",
        tip="Back from ends that you have set to those suggested",
    ),
    ActionSpec("propagate", _RUN, "Propagate", ("Ctrl+Return", "Ctrl+Enter"), "propagate"),
    ActionSpec(
        "forget",
        _RUN,
        "Forget what was learned",
        (),
        needs="learned",
        tip="Drops what the network learned from your painted slices; it starts afresh",
    ),
    ActionSpec("cancel", _RUN, "Cancel the run / no tool", ("Esc",), "cancel"),
    ActionSpec("accept", _REVIEW, "Accept slice", ("Return", "Enter"), "accept", needs="proposal"),
    ActionSpec("reject", _REVIEW, "Reject slice", ("Backspace",), "cancel", needs="proposal"),
    ActionSpec("accept_all", _REVIEW, "Accept all", (), "accept-all", needs="proposal"),
    ActionSpec("reject_all", _REVIEW, "Reject all", (), "reject-all", needs="proposal"),
    ActionSpec(
        "review_previous",
        _REVIEW,
        "Previous slice to review",
        ("Ctrl+Left",),
        "previous",
        needs="proposal",
        repeat=True,
    ),
    ActionSpec(
        "review_next",
        _REVIEW,
        "Next slice to review",
        ("Ctrl+Right",),
        "next",
        needs="proposal",
        repeat=True,
    ),
    ActionSpec("iteration_next", _REVIEW, "Next iteration", ("Tab",), needs="proposal"),
    ActionSpec(
        "iteration_previous", _REVIEW, "Previous iteration", ("Shift+Tab",), needs="proposal"
    ),
    ActionSpec("shortcuts", _HELP, "Shortcuts", ("F1", "?"), "keyboard", needs=""),
    ActionSpec("about", _HELP, "About", (), "info", needs=""),
)

MOUSE: tuple[tuple[str, str], ...] = (
    ("Wheel", "Previous / next slice"),
    ("Ctrl + wheel", "Zoom"),
    ("Right-drag (no paint tool)", "Zoom"),
    ("Middle-drag, or Space + drag", "Pan"),
    ("Shift + move", "Move the crosshair in all planes"),
    ("W + drag", "Window / level"),
    ("Shift + wheel", "Brush size"),
    ("Ctrl + click (no paint tool)", "Choose the label under the mouse"),
    ("Left-drag (paint tool)", "Paint with the active label"),
    ("Right-drag or Ctrl + left-drag (paint tool)", "Erase"),
    ("Double-click", "Maximise the plane, and back"),
    ("Hold V", "Peek under the masks"),
    ("Drag the knob of the line", "Border between original and denoised"),
)
"""Mouse and hold gestures for the shortcut sheet."""


class Actions(QObject):
    """The window's `QAction`s by name, made from `ACTIONS`.

    Parameters
    ----------
    parent
        The window; the actions work while it is active.
    icons
        Where icons come from.
    settings
        Holds shortcuts that the user has changed.
    """

    def __init__(self, parent: QObject, icons: Icons, settings: Settings) -> None:
        super().__init__(parent)
        self._settings = settings
        self._actions: dict[str, QAction] = {}
        for spec in ACTIONS:
            action = QAction(spec.text, self)
            action.setObjectName(spec.name)
            action.setCheckable(spec.checkable)
            action.setAutoRepeat(spec.repeat)
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            if spec.icon:
                action.setIcon(icons.get(spec.icon))
            self._actions[spec.name] = action
            self._set_keys(spec)

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._actions.values())

    def keys(self, name: str) -> list[QKeySequence]:
        """Shortcuts of an action."""
        return self._actions[name].shortcuts()

    def set_keys(self, name: str, keys: str | None) -> None:
        """Give an action the user's own shortcut, or its default back with None."""
        self._settings.set_shortcut(name, keys)
        self._set_keys(spec_of(name))

    def owner_of(self, keys: QKeySequence) -> str | None:
        """Name of the action that has this shortcut."""
        for name, action in self._actions.items():
            if keys in action.shortcuts():
                return name
        return None

    def enable(self, *, image: bool, proposal: bool) -> None:
        """Enable what makes sense with or without an open image and a proposal."""
        allowed = {"": True, "image": image, "proposal": image and proposal}
        for spec in ACTIONS:
            if spec.needs in allowed:
                self._actions[spec.name].setEnabled(allowed[spec.needs])

    def name_steps(self, stack: QUndoStack) -> None:
        """Say what undo and redo would change, and enable them."""
        for name, step, able in (
            ("undo", stack.undoText(), stack.canUndo()),
            ("redo", stack.redoText(), stack.canRedo()),
        ):
            words = f"{spec_of(name).text} {step}".strip()
            self._actions[name].setText(words)
            self._actions[name].setToolTip(words)
            self._actions[name].setEnabled(able)

    def _set_keys(self, spec: ActionSpec) -> None:
        chosen = self._settings.shortcut(spec.name)
        keys = spec.keys if chosen is None else tuple(k for k in (chosen,) if k)
        action = self._actions[spec.name]
        action.setShortcuts([QKeySequence(key) for key in keys])
        shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        tip = spec.text.rstrip("…") + (f"  ({shown})" if shown else "")
        action.setToolTip(f"{tip}\n{spec.tip}" if spec.tip else tip)


def spec_of(name: str) -> ActionSpec:
    """Entry of `ACTIONS` by name."""
    return next(spec for spec in ACTIONS if spec.name == name)

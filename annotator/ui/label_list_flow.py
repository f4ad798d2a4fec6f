"""Working with many labels: find one, show one alone, hide and lock, all by keys too."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from annotator.core.texts import tr
from annotator.services.follower import Follower
from annotator.ui.actions import Action
from annotator.ui.flow import Flow

if TYPE_CHECKING:
    from annotator.services.document import Document
    from annotator.ui.actions import Actions, Contribution
    from annotator.ui.dialogs import Dialogs
    from annotator.ui.panels.labels_panel import LabelsPanel

IN_MENU = (
    "rename_label",
    "label_solo",
    "label_visible",
    "label_locked",
    "lock_others",
    "group_label",
    "group_solo",
    "accept_label",
    "reject_label",
)


class LabelListFlow(Flow):
    """Commands on how labels are looked at; none of them changes the mask.

    Parameters
    ----------
    panel
        Has the list.
    actions
        Of the window.
    dialogs
        Asks for the name of a group.
    """

    def __init__(self, panel: LabelsPanel, actions: Actions, dialogs: Dialogs) -> None:
        super().__init__()
        self._panel, self._actions, self._dialogs = panel, actions, dialogs
        self._document: Document | None = None
        self._shown: frozenset[int] | None = None  # visible before one was shown alone
        self._follower = Follower(
            lambda document: [(document.active_label_changed, self._follow_active)]
        )
        panel.set_menu([actions[name] for name in IN_MENU])

    def contributions(self) -> list[Contribution]:
        """Offer finding, showing, locking."""
        action = partial(Action, menu="Labels/Show and lock", group=0)
        return [
            Action(
                id="find_label",
                text=tr("Find label…"),
                menu="Labels",
                do=self._panel.search,
                keys=("Ctrl+F",),
                tip=tr("By a part of its name, or its value"),
            ),
            Action(
                id="rename_label",
                text=tr("Rename label"),
                menu="Labels",
                do=self._panel.rename_active,
                keys=("F2",),
            ),
            action(
                id="label_solo",
                text=tr("Show only the active label"),
                do=self._show_alone,
                keys=("O",),
                icon="solo",
                tip=tr("Hides all others; choosing another label shows that one"),
                switch=True,
            ),
            action(
                id="label_visible",
                text=tr("Show or hide the active label"),
                do=partial(self._toggle, visible=True),
                keys=("Shift+V",),
            ),
            action(
                id="label_locked",
                text=tr("Lock or unlock the active label"),
                do=partial(self._toggle, locked=True),
                keys=("Shift+L",),
            ),
            action(id="show_all", text=tr("Show all labels"), do=self._show_all),
            action(
                id="lock_others",
                text=tr("Lock all other labels"),
                do=self._lock_others,
                tip=tr("Neither tools nor proposals change them"),
            ),
            action(id="unlock_all", text=tr("Unlock all labels"), do=self._unlock_all),
            *self._group_actions(),
        ]

    def _group_actions(self) -> list[Contribution]:
        action = partial(Action, menu="Labels/Groups", group=0)
        return [
            action(
                id="group_label",
                text=tr("Put the active label into a group…"),
                do=self._put_into_group,
                tip=tr("Groups stand together in the list and are shown, hidden and locked as one"),
            ),
            action(
                id="ungroup_label",
                text=tr("Take the active label out of its group"),
                do=partial(self._set_group, ""),
            ),
            action(
                id="group_solo",
                text=tr("Show only the group of the active label"),
                do=self._show_group_alone,
                keys=("Shift+O",),
                tip=tr("Show all labels brings the others back"),
            ),
            action(
                id="group_collapse",
                text=tr("Expand or collapse the group of the active label"),
                do=self._collapse,
            ),
        ]

    def set_document(self, document: Document | None) -> None:
        """Follow another document, of which all that is visible is shown."""
        self._document, self._shown = None, None
        self._actions["label_solo"].setChecked(False)
        self._document = document
        self._follower.follow(document)

    def _show_alone(self, alone: bool) -> None:
        document = self._document
        if document is None:
            return
        if alone:
            self._shown = frozenset(label.value for label in document.classes if label.visible)
            document.show_labels(visible={document.active_label})
        elif self._shown is not None:
            document.show_labels(visible=self._shown | {document.active_label})
            self._shown = None

    def _follow_active(self, value: int) -> None:
        if self._document is not None and self._shown is not None:
            self._document.show_labels(visible={value})

    def _toggle(self, *, visible: bool = False, locked: bool = False) -> None:
        document = self._document
        label = None if document is None else document.label_class(document.active_label)
        if document is not None and label is not None:
            changed = replace(
                label, visible=label.visible != visible, locked=label.locked != locked
            )
            document.update_label(changed)

    def _put_into_group(self) -> None:
        name = self._dialogs.ask_name(tr("Group of labels"), tr("Name of the group:"))
        if name:
            self._set_group(name)

    def _set_group(self, group: str) -> None:
        if self._document is not None:
            self._document.set_group({self._document.active_label}, group)

    def _group(self) -> str:
        """Return the group of the active label."""
        document = self._document
        label = None if document is None else document.label_class(document.active_label)
        return "" if label is None else label.group

    def _show_group_alone(self) -> None:
        document, group = self._document, self._group()
        if document is not None:
            self._actions["label_solo"].setChecked(False)
            document.show_labels(
                visible={label.value for label in document.classes if label.group == group}
            )

    def _collapse(self) -> None:
        if self._group():
            self._panel.collapse(self._group())

    def _show_all(self) -> None:
        self._shown = None
        self._actions["label_solo"].setChecked(False)
        if self._document is not None:
            self._document.show_labels(visible={item.value for item in self._document.classes})

    def _lock_others(self) -> None:
        document = self._document
        if document is not None:
            every = {label.value for label in document.classes}
            document.show_labels(locked=every - {document.active_label})

    def _unlock_all(self) -> None:
        if self._document is not None:
            self._document.show_labels(locked=())

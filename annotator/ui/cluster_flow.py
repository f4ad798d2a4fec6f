"""A Dask cluster as device of runs: its address, and whether images may go there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.core.errors import UserError
from annotator.core.run_options import CLUSTER
from annotator.core.texts import tr
from annotator.ui.flow import Flow

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.ui.dialogs import Dialogs
    from annotator.ui.panels.propagate_panel import PropagatePanel
    from annotator.ui.settings import Settings


class ClusterFlow(Flow):
    """Asks for a cluster, and for leave to send images to it; remembers both.

    Parameters
    ----------
    settings
        Remembers the address that the user has agreed to.
    panel
        Offers it among the devices.
    dialogs
        Asks.
    check
        Raises `UserError` for an address that images must not go to; None if clusters cannot be
        used.
    """

    def __init__(
        self,
        settings: Settings,
        panel: PropagatePanel,
        dialogs: Dialogs,
        check: Callable[[str], None] | None,
    ) -> None:
        super().__init__()
        self._settings, self._panel, self._dialogs, self._check = settings, panel, dialogs, check
        if check is not None:
            panel.offer_cluster(settings.values.cluster)
            panel.cluster_wanted.connect(self.choose)

    def choose(self) -> None:
        """Ask for an address and for leave to send images there, and choose it as device."""
        assert self._check is not None
        known = self._settings.values.cluster
        address = self._dialogs.ask_cluster(known or "tcp://127.0.0.1:8786")
        if not address:
            return
        try:
            self._check(address)
        except UserError as error:
            self._dialogs.show_problem(str(error))
            return
        if address != known and not self._dialogs.ask_sending(address):
            self.said.emit(tr("Nothing is sent; runs stay on this computer."), "")
            return
        self._settings.change(cluster=address)
        self._panel.offer_cluster(address)
        self._panel.choose_device(f"{CLUSTER}{address}")

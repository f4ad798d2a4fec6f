"""`annotator train`: one command a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.app import (
    cli_train_catnet,
    cli_train_classifier,
    cli_train_clicks,
    cli_train_denoiser,
)

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.epilog = "example:\n  annotator train catnet my_scans --output my_model --time-budget 2h"
    networks = parser.add_subparsers(title="networks", metavar="NETWORK", required=True)
    cli_train_catnet.add_parser(networks)
    cli_train_classifier.add_parser(networks)
    cli_train_clicks.add_parser(networks)
    cli_train_denoiser.add_parser(networks)

"""The inspector: what a run did, iteration by iteration, drawn and plotted."""

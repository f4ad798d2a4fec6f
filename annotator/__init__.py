"""Label CT and MRI: paint a few slices, propagate with CAT-Net, export on the source grid.

For scripts: `annotator.open(path)` gives a `Case` that is labelled, propagated, measured and saved
with the objects of the program itself; `propagate_array` does it for arrays; `load_model` gives a
trained network. What is listed in ``__all__`` is stable, everything else may change.
"""

from importlib import import_module

__version__ = "0.1.0"

__all__ = [
    "Case",
    "RunOptions",
    "UserError",
    "__version__",
    "case_from_array",
    "export_model",
    "load_model",
    "open",
    "propagate_array",
]

_PLACES = {
    "Case": ("annotator.app.case", "Case"),
    "RunOptions": ("annotator.core.run_options", "RunOptions"),
    "UserError": ("annotator.core.errors", "UserError"),
    "case_from_array": ("annotator.app.api", "case_from_array"),
    "export_model": ("annotator.app.api", "export_model"),
    "load_model": ("annotator.app.api", "load_model"),
    "open": ("annotator.app.api", "open_case"),
    "propagate_array": ("annotator.app.api", "propagate_array"),
}


def __getattr__(name: str) -> object:
    """Import what is asked for; `import annotator` alone imports nothing."""
    if name not in _PLACES:
        raise AttributeError(f"module 'annotator' has no attribute '{name}'")
    module, attribute = _PLACES[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted(__all__)

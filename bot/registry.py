"""Finds plugins: every module of a folder that exports the agreed name.

An import error in a plugin is never swallowed: an unfinished plugin fails loudly.
"""

import importlib
import pkgutil
from types import ModuleType
from typing import Any


def discover(package: ModuleType, export: str) -> dict[str, Any]:
    """Return {module name: exported object} of each module in `package` that defines `export`, sorted by name.

    A module whose name starts with an underscore is private to the package and skipped; any other must export.
    """
    found: dict[str, Any] = {}
    for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda item: item.name):
        if info.name.startswith("_") or info.ispkg:
            continue
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        if not hasattr(module, export):
            raise ImportError(f"{module.__name__} exports no {export}")
        found[info.name] = getattr(module, export)
    return found

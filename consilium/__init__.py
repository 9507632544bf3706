"""A consilium of language models and of experts that need none.

from consilium import Consilium

verdict = Consilium.from_config().ask("Does polarized training beat threshold training?")
print(verdict)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from consilium.api import Consilium, Interrupted, Verdict
    from consilium.errors import ConsiliumError

__all__ = ["Consilium", "ConsiliumError", "Interrupted", "Verdict", "__version__"]

__version__ = "0.1.0"

_PLACES = {
    "Consilium": "consilium.api",
    "Interrupted": "consilium.api",
    "Verdict": "consilium.api",
    "ConsiliumError": "consilium.errors",
}


def __getattr__(name: str) -> Any:
    """Import the public names when they are first used: ``consilium --help`` needs none of them."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib  # noqa: PLC0415  see above

    return getattr(importlib.import_module(_PLACES[name]), name)

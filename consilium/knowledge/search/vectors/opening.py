"""The index that the settings name; its package is imported here and nowhere else."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Literal

from consilium.errors import Busy, ConfigError
from consilium.knowledge.search.vectors.index import VectorIndex
from consilium.wording import say

Store = Literal["faiss", "qdrant"]


def open_index(store: Store, folder: Path) -> VectorIndex:
    """An index of vectors.

    Args:
        store: ``faiss`` keeps it in memory, ``qdrant`` in a folder.
        folder: for the one that needs it.

    Raises:
        ConfigError: the package is not installed.
        Busy: another process holds the folder.
    """
    try:
        module = import_module(f"consilium.knowledge.search.vectors.{store}_index")
    except ImportError as error:
        step = f"pip install 'consilium-ai[{store}]'"
        raise ConfigError(say("knowledge.no_store", store=store, reason=error), next_step=step) from error
    try:
        index: VectorIndex = module.FaissIndex() if store == "faiss" else module.QdrantIndex(folder)
    except RuntimeError as error:
        # Qdrant's client in local mode says so when another process has opened the folder.
        raise Busy(say("knowledge.store_busy", store=store, folder=folder), next_step=say("knowledge.wait")) from error
    return index

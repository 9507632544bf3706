"""The index that the settings name; its package is imported here and nowhere else."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import Any, Literal

from consilium.errors import Busy, ConfigError
from consilium.knowledge.search.vectors.index import VectorIndex
from consilium.wording import say

Store = Literal["faiss", "qdrant"]


_open: dict[Path, tuple[VectorIndex, int]] = {}
_turn = Lock()


def open_index(store: Store, folder: Path) -> VectorIndex:
    """An index of vectors; to be given back with ``close_index``.

    Args:
        store: ``faiss`` keeps it in memory, each for itself; ``qdrant`` in a folder, which this process shares.
        folder: for the one that needs it.

    Raises:
        ConfigError: the package is not installed.
        Busy: another process holds the folder.
    """
    if store == "faiss":
        index: VectorIndex = _module(store).FaissIndex()
        return index
    with _turn:
        held, users = _open.get(folder) or (_opened(folder), 0)
        _open[folder] = held, users + 1
        return held


def close_index(index: VectorIndex) -> None:
    """Give an index back; the last one who does so closes it."""
    with _turn:
        for folder, (held, users) in list(_open.items()):
            if held is index and users > 1:
                _open[folder] = held, users - 1
                return
            if held is index:
                del _open[folder]
    index.close()


def _opened(folder: Path) -> VectorIndex:
    module = _module("qdrant")
    try:
        index: VectorIndex = module.QdrantIndex(folder)
    except RuntimeError as error:
        # Qdrant's client in local mode says so when another process has opened the folder.
        message = say("knowledge.store_busy", store="qdrant", folder=folder)
        raise Busy(message, next_step=say("knowledge.wait")) from error
    return index


def _module(store: Store) -> Any:
    try:
        return import_module(f"consilium.knowledge.search.vectors.{store}_index")
    except ImportError as error:
        step = f"pip install 'consilium-ai[{store}]'"
        raise ConfigError(say("knowledge.no_store", store=store, reason=error), next_step=step) from error

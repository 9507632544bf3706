"""Findings taken out of sources when they are learned: tables that answer without reading anything again."""

from consilium.knowledge.frames.asking import asked_in, speaks_for
from consilium.knowledge.frames.extracting import frames_in
from consilium.knowledge.frames.relating import attacks, same_matter, supports
from consilium.knowledge.frames.table import FRAME_TABLES, FrameTable, Weighed
from consilium.knowledge.frames.terms import is_listed, name_of
from consilium.knowledge.frames.weighing import weight_of

__all__ = [
    "FRAME_TABLES",
    "FrameTable",
    "Weighed",
    "asked_in",
    "attacks",
    "frames_in",
    "is_listed",
    "name_of",
    "same_matter",
    "speaks_for",
    "supports",
    "weight_of",
]

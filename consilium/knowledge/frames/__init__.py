"""Findings taken out of sources when they are learned: tables that answer without reading anything again."""

from consilium.knowledge.frames.extracting import frames_in
from consilium.knowledge.frames.relating import attacks, same_matter, supports
from consilium.knowledge.frames.table import FRAME_TABLES, FrameTable, Weighed
from consilium.knowledge.frames.weighing import weight_of

__all__ = ["FRAME_TABLES", "FrameTable", "Weighed", "attacks", "frames_in", "same_matter", "supports", "weight_of"]

"""Frozen records that every floor shares; no I/O, no behaviour beyond their own arithmetic."""

"""Evaluation: how good the panel is, measured on answers that are known."""

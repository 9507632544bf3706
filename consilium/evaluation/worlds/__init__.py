"""Planted worlds: panels whose members hold known facts; what a verdict keeps, loses and makes up can be counted."""

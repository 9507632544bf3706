"""Consilium for programs that speak the Model Context Protocol: the tools, the room they stand in, the way to stdio.

A new tool is a file of its own and a line in the registry.
"""

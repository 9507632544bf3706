"""The terminal door: one file a command, imported only when that command is chosen.

`main` parses and dispatches and imports nothing heavy, so that ``consilium --help`` costs little
more than starting Python.
"""

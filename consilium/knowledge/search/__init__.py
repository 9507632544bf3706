"""Searching what was learned, in two languages, whatever words and spelling a question uses."""

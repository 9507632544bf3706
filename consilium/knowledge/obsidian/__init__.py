"""Obsidian's syntax, one module a construct, all of them on top of one scan that hides code, comments and math.

Every construct carries its place: offsets into the note's own text. Nothing here looks into a comment
except ``scan``, which finds them.
"""

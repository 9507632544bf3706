"""Argument: which claims are the same, which contradict, how strong each is, and the merge that is checked."""

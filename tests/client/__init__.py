"""The thin client, against real servers and against one that breaks on purpose."""

"""Files in, documents out: one module a format, chosen by suffix and, where that says little, by content.

A reader is a function ``read(file) -> Iterator[Document]``. It never guesses where it cannot read: it
raises ``Unreadable`` with the reason that the report of ``consilium learn`` prints.
"""

"""Writing files and databases so that a crash leaves the old state or the new, never a half."""

from consilium.disk.atomic import write_atomic
from consilium.disk.migrate import Migration, migrate, open_database

__all__ = ["Migration", "migrate", "open_database", "write_atomic"]

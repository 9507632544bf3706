"""Where things lie: the user's home for state, and the files that ship with the product."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def shipped(name: str) -> Path:
    """A file or folder that ships with the product: in the wheel, or in the checkout beside it."""
    packaged = PACKAGE / "_shipped" / name
    return packaged if packaged.exists() else PACKAGE.parent / name


@dataclass(frozen=True, slots=True)
class Places:
    """All paths of one user's home; nothing is created by naming it."""

    home: Path

    @classmethod
    def default(cls) -> Places:
        """``$CONSILIUM_HOME``, else the platform's folder for user data."""
        chosen = os.environ.get("CONSILIUM_HOME")
        if chosen:
            return cls(Path(chosen).expanduser())
        import platformdirs  # noqa: PLC0415  only where nobody chose a home

        return cls(Path(platformdirs.user_data_dir("consilium", False)))

    @property
    def database(self) -> Path:
        """Runs, events and the journal of calls."""
        return self.home / "runs.sqlite"

    @property
    def checkpoints(self) -> Path:
        """The state machine's checkpoints."""
        return self.home / "checkpoints.sqlite"

    @property
    def index(self) -> Path:
        """The full-text index of the user's sources."""
        return self.home / "index.sqlite"

    @property
    def sample_index(self) -> Path:
        """The index of the sample notes, used while there are no others."""
        return self.home / "sample.sqlite"

    @property
    def glossary(self) -> Path:
        """The user's own names of things, on top of those that ship."""
        return self.home / "glossary.tsv"

    @property
    def vectors(self) -> Path:
        """Vectors of the library, where Qdrant keeps them."""
        return self.home / "vectors"

    @property
    def transcripts(self) -> Path:
        """One Markdown and one JSON file a run."""
        return self.home / "transcripts"

    @property
    def spars(self) -> Path:
        """One JSON file a sparring match."""
        return self.home / "spars"

    @property
    def keys(self) -> Path:
        """The file of API keys, readable by its owner only."""
        return self.home / ".env"

    @property
    def server(self) -> Path:
        """Where the server of this home listens, while there is one."""
        return self.home / "server.json"

    @property
    def server_lock(self) -> Path:
        """Held by whoever owns this home's runs."""
        return self.home / "server.lock"

    @property
    def signing_secret(self) -> Path:
        """What reports to callers are signed with, readable by its owner only."""
        return self.home / "signing.secret"

    @property
    def config(self) -> Path:
        """The user's own settings."""
        return self.home / "config.yaml"

    def decider(self, name: str) -> Path:
        """Where the fitted decider of this name is kept."""
        return self.home / "deciders" / f"{name}.json"

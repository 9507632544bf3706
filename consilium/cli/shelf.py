"""From a command's options to an open library, without waking the panel."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from consilium.assembly.library import Collection
from consilium.cli.parser import Parser, add_home
from consilium.config import Loaded, Places, load_settings
from consilium.wording import say


def add_library_options(parser: Parser) -> None:
    """The options that choose whose library it is."""
    parser.add_argument("--config", metavar=say("cli.meta_file"), help=say("cli.config_option"))
    add_home(parser)


def loaded_settings(arguments: Namespace) -> Loaded:
    """The settings in force, as the options say.

    Raises:
        ConfigError: the settings have a mistake.
    """
    config = Path(arguments.config) if arguments.config else None
    places = Places(Path(arguments.home).expanduser()) if arguments.home else None
    return load_settings(config, places)


@contextmanager
def opened_collection(arguments: Namespace) -> Iterator[Collection]:
    """The library that the options describe, closed at the end.

    Raises:
        ConfigError: the settings have a mistake.
        StoreError: the library cannot be opened.
    """
    collection = Collection.open(loaded_settings(arguments))
    try:
        yield collection
    finally:
        collection.close()


def name_the_sample(collection: Collection) -> None:
    """Say on stderr where the sample notes stand in, so that nobody takes them for his own."""
    if collection.examples:
        sys.stderr.write(say("cli.sample_stands_in") + "\n")

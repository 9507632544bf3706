"""Draw docs/live.svg: one moment of the scripted example debate, by the live view itself."""

from __future__ import annotations

import io
import re
import tempfile
from pathlib import Path

from rich.console import Console

from consilium import Consilium
from consilium.cli.stage import stage
from consilium.types.event import Event
from consilium.view import DebateView
from consilium.wording import speaking

ROOT = Path(__file__).resolve().parent.parent
WIDTH, HEIGHT = 118, 30


def main() -> None:
    """Play the debate, stop the picture where the revisions are being written, and export it."""
    question = (ROOT / "examples" / "debate" / "question.txt").read_text(encoding="utf-8")
    events: list[Event] = []
    with tempfile.TemporaryDirectory() as home:
        config = ROOT / "examples" / "debate" / "config.yaml"
        with Consilium.from_config(config, home=Path(home)) as consilium:
            consilium.ask(question, on_event=events.append)
    view = DebateView()
    for event in events:
        view.apply(event)
        if event.kind == "judge.started":
            break
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, legacy_windows=False)
    with speaking("ru"):
        console.print(stage(view, width=WIDTH, height=HEIGHT, seconds=4.6))
    picture = console.export_svg(title="consilium ask")
    # The picture must not load fonts from elsewhere; every reader has a monospaced one.
    picture = re.sub(r"@font-face\s*\{.*?\}", "", picture, flags=re.DOTALL)
    (ROOT / "docs" / "live.svg").write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()

"""The report as one HTML page that needs nothing beside itself: table, sentences, four diagrams."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from consilium.evaluation.curves import Curves
from consilium.evaluation.drawing import Axis, Series, around, diagram
from consilium.evaluation.report import Report
from consilium.evaluation.telling import cells_of, heads, sentences
from consilium.wording import reader_language, say

_STYLE: Final = """
:root{color-scheme:light dark;--a:#0b66c3;--b:#a84a00;--c:#5b6370;--g:#8884}
@media (prefers-color-scheme:dark){:root{--a:#6cb2ff;--b:#f5a623;--c:#a3abb8}}
body{font:16px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;display:block;overflow-x:auto;margin-bottom:2rem}
th,td{text-align:left;padding:.25rem 1rem .25rem 0;font-variant-numeric:tabular-nums}
th{font-weight:600;border-bottom:1px solid var(--g)}
th,td+td{white-space:nowrap}td:first-child{min-width:12rem}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:2rem;margin-bottom:2rem}
figure{margin:0}figcaption{font-weight:600}svg{display:block;width:100%;height:auto}
svg text{font-size:11px;fill:currentColor;paint-order:stroke;stroke:Canvas;stroke-width:3px}svg .g{stroke:var(--g)}
polyline{fill:none;stroke-width:2}
polyline.a{stroke:var(--a)}polyline.b{stroke:var(--b)}polyline.c{stroke:var(--c);stroke-dasharray:4 4}
circle{fill-opacity:.8}circle.a{fill:var(--a)}circle.b{fill:var(--b)}circle.c{fill:var(--c)}
p{margin:.4rem 0}.legend{margin:.25rem 0 0 3rem}.legend span{margin-right:1rem}.legend span::before{content:"● "}
.legend .a{color:var(--a)}.legend .b{color:var(--b)}.legend .c{color:var(--c)}
"""


def page(report: Report, drawn: Curves) -> str:
    """The page, in the reader's language."""
    title = say("evaluation.page_title", decider=report.exam.decider.name)
    told = "".join(f"<p>{escape(line)}</p>" for line in sentences(report))
    figures = "".join((*_confidences(report), *_curves(report, drawn)))
    return (
        f'<!doctype html><html lang="{reader_language()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body><h1>{escape(title)}</h1>"
        f'{_table(report)}<div class="figures">{figures}</div>{told}</body></html>\n'
    )


def _table(report: Report) -> str:
    top = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads())
    rows = ("".join(f"<td>{escape(cell)}</td>" for cell in cells_of(one)) for one in report.rivals)
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>" if report.rivals else ""


def _confidences(report: Report) -> Iterator[str]:
    sure = report.sureness
    if sure is None:
        return
    share = Axis(say("evaluation.axis_right"))
    diagonal = Series(say("evaluation.line_honest"), [(0.0, 0.0), (1.0, 1.0)], "c", dots=False)
    bins = [(one.confidence, one.accuracy) for one in sure.bins]
    ours = Series(report.exam.decider.name, bins, "a", counts=[one.count for one in sure.bins])
    yield diagram(
        say("evaluation.figure_reliability"), Axis(say("evaluation.axis_confidence")), share, [diagonal, ours]
    )
    wrong = around([error for _, error in sure.curve], say("evaluation.axis_wrong"))
    lines = [Series(report.exam.decider.name, sure.curve, "a")]
    if report.answered is not None:
        bound = report.answered.bound
        lines.append(Series(say("evaluation.line_bound"), [(0.0, bound), (1.0, bound)], "c", dots=False))
    yield diagram(say("evaluation.figure_risk"), Axis(say("evaluation.axis_coverage")), wrong, lines)


def _curves(report: Report, drawn: Curves) -> Iterator[str]:
    name, accuracy = report.exam.plan.decider, say("evaluation.axis_right")
    if drawn.spending:
        across = around(
            [one.cost for one in drawn.spending], say(f"evaluation.axis_{report.effort.unit}"), percent=False
        )
        up = around([one.accuracy for one in drawn.spending], accuracy)
        alone = [one for one in drawn.spending if not one.cascade]
        steps = sorted((one.cost, one.accuracy) for one in drawn.spending if one.cascade)
        names = [one.name or say("evaluation.whole_panel") for one in alone]
        dots = Series(
            say("evaluation.line_alone"), [(one.cost, one.accuracy) for one in alone], "b", line=False, names=names
        )
        cascade = [Series(say("evaluation.line_cascade"), steps, "a")] if steps else []
        yield diagram(say("evaluation.figure_cost"), across, up, [*cascade, dots])
    if drawn.learning:
        # Labels are drawn one step a point: their numbers are not evenly far apart.
        last = max(1, len(drawn.learning) - 1)
        ours = [(at / last, one.decider) for at, one in enumerate(drawn.learning)]
        best = [(at / last, one.chosen) for at, one in enumerate(drawn.learning)]
        up = around([height for _, height in (*ours, *best)], accuracy)
        marks = tuple((at / last, str(one.labels)) for at, one in enumerate(drawn.learning))
        across = Axis(say("evaluation.axis_labels"), given=marks)
        lines = [Series(name, ours, "a"), Series(say("evaluation.line_chosen"), best, "b")]
        yield diagram(say("evaluation.figure_learning"), across, up, lines)

"""Text out of XML elements: inline markup dropped, raised and lowered characters kept as such."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from xml.etree.ElementTree import Element

_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_SCRIPTS = {"sup": _RAISED, "sub": _LOWERED}


def local_name(element: Element) -> str:
    """An element's name without its namespace; empty for comments and instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def text_of(element: Element | None, *, without: Collection[str] = ()) -> str:
    """All text in an element on one line; ``10<sup>3</sup>`` becomes ``10³``.

    Args:
        element: nothing gives the empty string.
        without: names of elements whose text is left out.
    """
    return " ".join("".join(_texts(element, without)).split()) if element is not None else ""


def _texts(element: Element, without: Collection[str]) -> Iterator[str]:
    table = _SCRIPTS.get(local_name(element))
    if table and not len(element) and element.text and all(ord(char) in table for char in element.text.strip()):
        yield element.text.strip().translate(table)
        return
    yield element.text or ""
    for child in element:
        if local_name(child) and local_name(child) not in without:
            yield from _texts(child, without)
        yield child.tail or ""


def named(element: Element, *path: str) -> Iterator[Element]:
    """Descendants along a path of names, whatever their namespaces."""
    for child in element:
        if local_name(child) == path[0]:
            if len(path) == 1:
                yield child
            else:
                yield from named(child, *path[1:])


def first(element: Element, *path: str) -> Element | None:
    """The first of ``named``."""
    return next(named(element, *path), None)

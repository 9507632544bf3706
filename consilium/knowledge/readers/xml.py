"""XML files: PubMed's records or a journal's article in JATS, told apart by their root."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import cast
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from consilium.knowledge.readers import jats, pubmed
from consilium.knowledge.readers.file import SourceFile, Unreadable
from consilium.knowledge.readers.markup import local_name
from consilium.types.source import Document
from consilium.wording import say


def read(file: SourceFile) -> Iterator[Document]:
    """The papers in an XML file.

    Records of a set come as they are read, so that an export of any size fits into memory; a caller that gets the
    refusal of a file that breaks off should keep none of them, as a part of an export that looks whole is worse than
    a reason.

    Raises:
        Unreadable: broken, of another kind, or made to blow up when entities are expanded.
    """
    root: Element | None = None
    depth = number = 0
    for event, element in _events(file.data):
        depth += 1 if event == "start" else -1
        if root is None:
            root = _known(element)
        elif event == "end" and depth == 1 and local_name(root) in pubmed.SETS:
            number += 1
            yield from pubmed.documents(element, file.name, number)
            root.remove(element)
    assert root is not None
    if local_name(root) in jats.ROOTS:
        yield from jats.documents(root, file.name)
    elif local_name(root) not in pubmed.SETS:
        yield from pubmed.documents(root, file.name, 1)


def _known(root: Element) -> Element:
    if local_name(root) not in pubmed.SETS | pubmed.RECORDS | jats.ROOTS:
        raise Unreadable(say("knowledge.foreign_xml", root=local_name(root)))
    return root


def _events(data: bytes) -> Iterator[tuple[str, Element]]:
    """Starts and ends of elements; entities of the file's own are refused, not expanded."""
    try:
        yield from cast(Iterator[tuple[str, Element]], iterparse(BytesIO(data), events=("start", "end")))
    except DefusedXmlException as error:
        raise Unreadable(say("knowledge.xml_bomb")) from error
    except ParseError as error:
        raise Unreadable(say("knowledge.broken_xml", line=str(error.position[0]), reason=error)) from error
    except (ValueError, LookupError) as error:  # an encoding that is declared and unknown
        raise Unreadable(say("knowledge.broken_xml", line="1", reason=error)) from error

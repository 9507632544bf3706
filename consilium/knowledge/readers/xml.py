"""XML files: PubMed's records or a journal's article in JATS, told apart by their root."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from consilium.knowledge.readers import jats, pubmed
from consilium.knowledge.readers.file import SourceFile, Unreadable
from consilium.knowledge.readers.markup import local_name
from consilium.types.source import Document
from consilium.wording import say


def read(file: SourceFile) -> Iterator[Document]:
    """The papers in an XML file.

    Nothing is taken from a file that breaks off: a part of an export that looks whole is worse than a reason.

    Raises:
        Unreadable: broken, of another kind, or made to blow up when entities are expanded.
    """
    root = parsed(file.data)
    name = local_name(root)
    if name in pubmed.ROOTS:
        yield from pubmed.documents(root, file.name)
    elif name in jats.ROOTS:
        yield from jats.documents(root, file.name)
    else:
        raise Unreadable(say("knowledge.foreign_xml", root=name))


def parsed(data: bytes) -> Element:
    """The root of an XML file; entities of its own are refused, not expanded.

    Raises:
        Unreadable: broken or dangerous.
    """
    try:
        root = fromstring(data)
    except DefusedXmlException as error:
        raise Unreadable(say("knowledge.xml_bomb")) from error
    except ParseError as error:
        raise Unreadable(say("knowledge.broken_xml", line=str(error.position[0]), reason=error)) from error
    except (ValueError, LookupError) as error:  # an encoding that is declared and unknown
        raise Unreadable(say("knowledge.broken_xml", line="1", reason=error)) from error
    assert isinstance(root, Element)
    return root

"""Names in XML, whatever their prefix."""

from __future__ import annotations

from defusedxml.ElementTree import fromstring

from scrutineer.exchange.xml_names import attribute, local

ELEMENT = fromstring('<a:row xmlns:a="urn:one" xmlns:b="urn:two" b:Index="4" plain="x"/>')


def test_a_name_is_read_without_its_prefix():
    assert local(ELEMENT.tag) == "row"
    assert local("row") == "row"
    assert (attribute(ELEMENT, "Index"), attribute(ELEMENT, "plain"), attribute(ELEMENT, "gone")) == ("4", "x", "")

"""The grammar of Atom documents, as RFC 4287 states it in prose and in its appendix B, in RELAX NG's XML form.

Only what a feed of ours may hold, plus the RFC's rule that foreign elements may stand anywhere. Our own stricter rules:
every entry has ``published`` and a link to a page, and summaries are XHTML.
"""

from lxml import etree

INSTANT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+\-]\d\d:\d\d)"
GRAMMAR = f"""
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.w3.org/2005/Atom"
         datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start><element name="feed"><ref name="common"/><interleave>
    <ref name="id"/><ref name="title"/><ref name="updated"/><oneOrMore><ref name="author"/></oneOrMore>
    <optional><ref name="subtitle"/></optional><optional><element name="generator"><text/></element></optional>
    <oneOrMore><ref name="link"/></oneOrMore><zeroOrMore><ref name="foreign"/></zeroOrMore>
    <zeroOrMore><ref name="entry"/></zeroOrMore>
  </interleave></element></start>
  <define name="entry"><element name="entry"><ref name="common"/><interleave>
    <ref name="id"/><ref name="title"/><ref name="updated"/><element name="published"><ref name="instant"/></element>
    <zeroOrMore><ref name="author"/></zeroOrMore><oneOrMore><ref name="link"/></oneOrMore>
    <oneOrMore><ref name="category"/></oneOrMore><optional><ref name="summary"/></optional>
  </interleave></element></define>
  <define name="author"><element name="author"><interleave>
    <element name="name"><text/></element><optional><element name="uri"><data type="anyURI"/></element></optional>
  </interleave></element></define>
  <define name="link"><element name="link">
    <attribute name="href"><data type="anyURI"/></attribute>
    <attribute name="rel"><data type="string"><param name="minLength">1</param></data></attribute>
    <attribute name="type"><data type="string"><param name="pattern">.+/.+</param></data></attribute>
    <optional><attribute name="hreflang"><ref name="language"/></attribute></optional>
  </element></define>
  <define name="category"><element name="category">
    <attribute name="term"/><attribute name="scheme"><data type="anyURI"/></attribute>
    <optional><attribute name="label"/></optional>
  </element></define>
  <define name="summary"><element name="summary"><attribute name="type"><value>xhtml</value></attribute>
    <element name="div" ns="http://www.w3.org/1999/xhtml"><ref name="turned"/><zeroOrMore>
      <element name="p"><optional><attribute name="lang" ns=""/></optional><ref name="common"/>
        <optional><ref name="turned"/></optional><text/></element>
    </zeroOrMore></element>
  </element></define>
  <define name="turned"><attribute name="dir" ns=""><choice>
    <value>ltr</value><value>rtl</value><value>auto</value></choice></attribute></define>
  <define name="id"><element name="id"><data type="anyURI"/></element></define>
  <define name="title"><element name="title"><text/></element></define>
  <define name="subtitle"><element name="subtitle"><text/></element></define>
  <define name="updated"><element name="updated"><ref name="instant"/></element></define>
  <define name="instant"><data type="dateTime"><param name="pattern">{INSTANT}</param></data></define>
  <define name="common"><optional>
    <attribute name="lang" ns="http://www.w3.org/XML/1998/namespace"><ref name="language"/></attribute>
  </optional></define>
  <define name="language"><data type="string">
    <param name="pattern">[A-Za-z]{{1,8}}(-[A-Za-z0-9]{{1,8}})*</param></data></define>
  <define name="foreign"><element><anyName><except>
      <nsName/><nsName ns=""/></except></anyName><zeroOrMore><attribute><anyName/></attribute></zeroOrMore>
  </element></define>
</grammar>
"""
_grammar = etree.RelaxNG(etree.fromstring(GRAMMAR))
LINKS = "{http://www.w3.org/2005/Atom}link"
IDS = "{http://www.w3.org/2005/Atom}entry/{http://www.w3.org/2005/Atom}id"


def checked(document: bytes) -> etree._Element:
    """The feed, by grammar and by the rules that no grammar can state (4.1.1): no two links or entries alike."""
    root = etree.fromstring(document)
    assert _grammar.validate(root), _grammar.error_log
    for element in (root, *root.iter("{http://www.w3.org/2005/Atom}entry")):
        pages = [
            (link.get("type"), link.get("hreflang"))
            for link in element.findall(LINKS)
            if link.get("rel") == "alternate"
        ]
        assert len(pages) == len(set(pages))
    ids = [found.text for found in root.findall(IDS)]
    assert len(ids) == len(set(ids))
    assert [link.get("rel") for link in root.findall(LINKS)].count("self") == 1
    return root

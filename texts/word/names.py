"""Names of elements and attributes, with the namespaces that they stand in.

Those of the newer, *strict* form of the standard are turned into these before anything is read.
"""

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
VML = "urn:schemas-microsoft-com:vml"
OFFICE_VML = "urn:schemas-microsoft-com:office:office"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def w(local: str) -> str:
    """The full name of one of Word's own elements or attributes."""
    return f"{{{MAIN}}}{local}"


def m(local: str) -> str:
    """The full name of an element or attribute of formulas."""
    return f"{{{MATH}}}{local}"

"""Where countries belong at the United Nations: region and sub-region, regional group, development status.

The table is ``data/countries.csv``; its sources and editions are stated in ``data/README.md``.
Names of countries come from django-countries, which has them translated. Codes of regions are
those of M49, such as ``"002"`` for Africa.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.collation import readers_key

TABLE = Path(__file__).parent / "data" / "countries.csv"

REGIONS = {
    "002": _("Africa"),
    "009": _("Oceania"),
    "019": _("Americas"),
    "142": _("Asia"),
    "150": _("Europe"),
}

SUB_REGIONS = {
    "015": _("Northern Africa"),
    "021": _("Northern America"),
    "030": _("Eastern Asia"),
    "034": _("Southern Asia"),
    "035": _("South-eastern Asia"),
    "039": _("Southern Europe"),
    "053": _("Australia and New Zealand"),
    "054": _("Melanesia"),
    "057": pgettext_lazy("sub-region of Oceania", "Micronesia"),
    "061": _("Polynesia"),
    "143": _("Central Asia"),
    "145": _("Western Asia"),
    "151": _("Eastern Europe"),
    "154": _("Northern Europe"),
    "155": _("Western Europe"),
    "202": _("Sub-Saharan Africa"),
    "419": _("Latin America and the Caribbean"),
}

# In these, member States vote and are elected. They are no regions of a map: a group has members, no borders.
UN_GROUPS = {
    "african": pgettext_lazy("regional group of the United Nations", "African States"),
    "asia-pacific": pgettext_lazy("regional group of the United Nations", "Asia-Pacific States"),
    "eastern-european": pgettext_lazy("regional group of the United Nations", "Eastern European States"),
    "latin-american-caribbean": pgettext_lazy(
        "regional group of the United Nations", "Latin American and Caribbean States"
    ),
    "western-european-other": pgettext_lazy(
        "regional group of the United Nations", "Western European and other States"
    ),
}


@dataclass(frozen=True, slots=True)
class Country:
    """What the table says of one country or area. ``region`` and ``sub_region`` are M49 codes or "".

    ``un_group`` is one of ``UN_GROUPS``, "" for whatever is no member State.
    """

    code: str
    m49: str
    region: str
    sub_region: str
    un_group: str
    is_ldc: bool
    is_lldc: bool
    is_sids: bool
    development: str

    @property
    def is_developing(self) -> bool:
        return self.development == "developing"


@cache
def countries() -> Mapping[str, Country]:
    """Every country of the table by its ISO alpha-2 code."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["alpha2"]: _read(row) for row in csv.DictReader(file)}


def country(code: str) -> Country | None:
    """The country of that ISO alpha-2 code; None where the table has none, as for ""."""
    return countries().get(code.upper())


def region_of(code: str) -> str:
    """The M49 code of a country's region; "" where there is none."""
    found = country(code)
    return found.region if found else ""


def region_name(region: str) -> str:
    """A region's name in the active language; "" for a code that is none."""
    return str(REGIONS.get(region, ""))


def regions() -> list[tuple[str, str]]:
    """Codes and names of the regions, in the alphabetical order of the active language."""
    return sorted(((code, str(name)) for code, name in REGIONS.items()), key=lambda item: readers_key(item[1]))


def _read(row: dict[str, str]) -> Country:
    return Country(
        code=row["alpha2"],
        m49=row["m49"],
        region=row["region"],
        sub_region=row["sub_region"],
        un_group=row["un_group"],
        is_ldc=row["ldc"] == "x",
        is_lldc=row["lldc"] == "x",
        is_sids=row["sids"] == "x",
        development=row["development"],
    )

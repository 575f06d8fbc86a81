"""The stakeholder groups that a process begins with, in the six languages of the United Nations.

They follow paragraphs 35 and 36 of the Tunis Agenda for the Information Society (2005); to the
groups named there come individuals who belong to none. Processes may use others.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class GroupData:
    """A group as it is created."""

    code: str
    names: dict[str, str]
    for_individuals: bool = False


DEFAULT_GROUPS = (
    GroupData(
        "governments",
        {
            "ar": "الحكومات",
            "en": "Governments",
            "es": "Gobiernos",
            "fr": "Gouvernements",
            "ru": "Правительства",
            "zh": "各国政府",
        },
    ),
    GroupData(
        "private-sector",
        {
            "ar": "القطاع الخاص",
            "en": "Private sector",
            "es": "Sector privado",
            "fr": "Secteur privé",
            "ru": "Частный сектор",
            "zh": "私营部门",
        },
    ),
    GroupData(
        "civil-society",
        {
            "ar": "المجتمع المدني",
            "en": "Civil society",
            "es": "Sociedad civil",
            "fr": "Société civile",
            "ru": "Гражданское общество",
            "zh": "民间社会",
        },
    ),
    GroupData(
        "technical-community",
        {
            "ar": "الأوساط التقنية",
            "en": "Technical community",
            "es": "Comunidad técnica",
            "fr": "Communauté technique",
            "ru": "Техническое сообщество",
            "zh": "技术界",
        },
    ),
    GroupData(
        "academia",
        {
            "ar": "الأوساط الأكاديمية",
            "en": "Academia",
            "es": "Comunidad académica",
            "fr": "Milieux universitaires",
            "ru": "Академические круги",
            "zh": "学术界",
        },
    ),
    GroupData(
        "international-organisations",
        {
            "ar": "المنظمات الحكومية الدولية والمنظمات الدولية",
            "en": "Intergovernmental and international organisations",
            "es": "Organizaciones intergubernamentales e internacionales",
            "fr": "Organisations intergouvernementales et internationales",
            "ru": "Межправительственные и международные организации",
            "zh": "政府间组织和国际组织",
        },
    ),
    GroupData(
        "individuals",
        {
            "ar": "أفراد غير منتسبين",
            "en": "Unaffiliated individuals",
            "es": "Personas no afiliadas",
            "fr": "Particuliers sans affiliation",
            "ru": "Независимые частные лица",
            "zh": "无隶属关系的个人",
        },
        for_individuals=True,
    ),
)

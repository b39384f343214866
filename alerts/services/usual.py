"""What an office usually begins with: sections, duties, plans and rules as the specification tells them."""

from dataclasses import dataclass

from alerts.domain.plan import Need
from alerts.domain.words import Channel, Component, Level

C = Component

SECTIONS = (
    (C.CIVILIAN, "Civil Affairs", "Affaires civiles"),
    (C.CIVILIAN, "Human Rights", "Droits de l’homme"),
    (C.CIVILIAN, "Women's Protection", "Protection des femmes"),
    (C.POLICE, "UNPOL", "UNPOL"),
    (C.POLICE, "Formed Police Unit", "Unité de police constituée"),
    (C.MILITARY, "Force", "Force"),
    (C.MILITARY, "Military observers", "Observateurs militaires"),
)
# code, English, French, component, fallback, opens restricted alerts
DUTIES: tuple[tuple[str, str, str, Component | None, str, bool], ...] = (
    ("head-of-office", "Head of Office", "Chef de bureau", None, "", False),
    ("hub-chief", "Hub chief", "Chef du hub", None, "head-of-office", False),
    ("hub-duty-officer", "Hub duty officer", "Officier de permanence", None, "hub-chief", False),
    ("civilian-deputy", "Civilian deputy", "Suppléant civil", C.CIVILIAN, "hub-duty-officer", False),
    ("police-deputy", "Police deputy", "Suppléant police", C.POLICE, "hub-duty-officer", False),
    ("force-deputy", "Force deputy", "Suppléant Force", C.MILITARY, "hub-duty-officer", False),
    ("civilian-focal-point", "Civilian focal point", "Point focal civil", C.CIVILIAN, "civilian-deputy", False),
    ("police-focal-point", "Police focal point", "Point focal police", C.POLICE, "police-deputy", False),
    ("force-focal-point", "Force focal point", "Point focal Force", C.MILITARY, "force-deputy", False),
    ("protection-adviser", "Protection adviser", "Conseiller protection", C.CIVILIAN, "hub-chief", True),
)
FOCAL_POINTS = ("civilian-focal-point", "police-focal-point", "force-focal-point")
ON_THE_GRID = (
    "hub-duty-officer",
    "hub-chief",
    *FOCAL_POINTS,
    "protection-adviser",
    "civilian-deputy",
    "police-deputy",
    "force-deputy",
    "head-of-office",
)
DEPUTIES = ("civilian-deputy", "police-deputy", "force-deputy")


@dataclass(frozen=True, slots=True)
class UsualStep:
    after_min: int
    is_again: bool = True
    duties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UsualPlan:
    """`decide_min`: minutes from the answer; None: no decision is owed."""

    code: str
    name_en: str
    name_fr: str
    need: Need
    answer_min: int
    steps: tuple[UsualStep, ...]
    decide_min: int | None = None
    decided_by: str = "hub-duty-officer"
    channels: tuple[Channel, ...] = (Channel.INBOX, Channel.EMAIL)
    insists: bool = True


LAST_RESORT = "head-of-office"
PLANS = (
    UsualPlan(
        "critical",
        "Critical: each component answers",
        "Critique\u202f: chaque composante répond",
        Need.EACH_COMPONENT,
        5,
        (
            UsualStep(0),
            UsualStep(5, duties=DEPUTIES),
            UsualStep(10, duties=("hub-chief",)),
            UsualStep(15, duties=("head-of-office",)),
        ),
        decide_min=15,
    ),
    UsualPlan(
        "high",
        "High: one answer",
        "Élevé\u202f: une réponse",
        Need.ONE,
        15,
        (UsualStep(0), UsualStep(15, duties=DEPUTIES), UsualStep(30, duties=("hub-chief",)), UsualStep(60)),
        decide_min=60,
    ),
    UsualPlan(
        "medium",
        "Medium: one answer",
        "Moyen\u202f: une réponse",
        Need.ONE,
        60,
        (UsualStep(0), UsualStep(60), UsualStep(180, duties=("hub-chief",))),
    ),
    UsualPlan(
        "low",
        "Low: inbox and board",
        "Faible\u202f: messagerie et tableau",
        Need.ONE,
        1440,
        (UsualStep(0),),
        channels=(Channel.INBOX,),
        insists=False,
    ),
    UsualPlan(
        "restricted",
        "Restricted: named duties only",
        "Restreint\u202f: fonctions désignées seulement",
        Need.ONE,
        15,
        (UsualStep(0), UsualStep(15, duties=("head-of-office",))),
        decide_min=60,
        decided_by="hub-chief",
    ),
)
HUB = ("hub-duty-officer",)
# English, French, levels, restricted, duties, plan, is last
RULES = (
    (
        "Restricted",
        "Restreint",
        (),
        True,
        ("protection-adviser", "hub-chief"),
        "restricted",
        False,
    ),
    ("Critical", "Critique", (Level.CRITICAL,), None, FOCAL_POINTS + HUB, "critical", False),
    ("High", "Élevé", (Level.HIGH,), None, FOCAL_POINTS + HUB, "high", False),
    ("Medium", "Moyen", (Level.MEDIUM,), None, FOCAL_POINTS + HUB, "medium", False),
    ("Everything else", "Tout le reste", (), None, ("civilian-focal-point", *HUB), "low", True),
)


@dataclass(frozen=True, slots=True)
class Book:
    """What an office begins with; `duties`, `plans` and `rules` as the rows above."""

    sections: tuple[tuple[Component, str, str], ...]
    duties: tuple[tuple[str, str, str, Component | None, str, bool], ...]
    plans: tuple[UsualPlan, ...]
    rules: tuple[tuple[str, str, tuple[Level, ...], bool | None, tuple[str, ...], str, bool], ...]


USUAL = Book(SECTIONS, DUTIES, PLANS, RULES)
# Without these no alert would reach anybody: whoever decides, and a last rule that catches all.
LEAST = Book(
    (),
    DUTIES[:3],
    (
        UsualPlan(
            "any",
            "Until somebody answers",
            "Jusqu’à ce que quelqu’un réponde",
            Need.ONE,
            15,
            (UsualStep(0), UsualStep(15, duties=("hub-chief",)), UsualStep(30, duties=("head-of-office",))),
            decide_min=60,
        ),
        PLANS[-1],
    ),
    (
        ("Restricted", "Restreint", (), True, ("hub-chief",), "restricted", False),
        ("Every alert", "Toute alerte", (), None, HUB, "any", True),
    ),
)

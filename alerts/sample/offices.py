"""Two sample offices with sections, positions, duties, plans and rules as the specification tells them."""

from dataclasses import dataclass

from alerts.domain.plan import Need
from alerts.domain.words import Channel, Component, Level, PositionKind
from alerts.models import Actor, Duty, Office, Plan, PlanStep, Position, Rule, Section
from alerts.selectors.actors import key_of
from alerts.services.actors import usual

C, P = Component, PositionKind

OFFICES = {
    "BEN": {"name": "Beni", "time_zone": "Africa/Lubumbashi", "country": "CD", "lat": 0.4911, "lon": 29.4731},
    "BOU": {"name": "Bouar", "time_zone": "Africa/Bangui", "country": "CF", "lat": 5.9342, "lon": 15.5958},
}
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
class SampleStep:
    after_min: int
    is_again: bool = True
    duties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SamplePlan:
    """`decide_min`: minutes from the answer; None: no decision is owed."""

    code: str
    name_en: str
    name_fr: str
    need: Need
    answer_min: int
    steps: tuple[SampleStep, ...]
    decide_min: int | None = None
    decided_by: str = "hub-duty-officer"
    channels: tuple[Channel, ...] = (Channel.INBOX, Channel.EMAIL)
    insists: bool = True


LAST_RESORT = "head-of-office"
PLANS = (
    SamplePlan(
        "critical",
        "Critical: each component answers",
        "Critique : chaque composante répond",
        Need.EACH_COMPONENT,
        5,
        (
            SampleStep(0),
            SampleStep(5, duties=DEPUTIES),
            SampleStep(10, duties=("hub-chief",)),
            SampleStep(15, duties=("head-of-office",)),
        ),
        decide_min=15,
    ),
    SamplePlan(
        "high",
        "High: one answer",
        "Élevé : une réponse",
        Need.ONE,
        15,
        (SampleStep(0), SampleStep(15, duties=DEPUTIES), SampleStep(30, duties=("hub-chief",)), SampleStep(60)),
        decide_min=60,
    ),
    SamplePlan(
        "medium",
        "Medium: one answer",
        "Moyen : une réponse",
        Need.ONE,
        60,
        (SampleStep(0), SampleStep(60), SampleStep(180, duties=("hub-chief",))),
    ),
    SamplePlan(
        "low",
        "Low: inbox and board",
        "Faible : messagerie et tableau",
        Need.ONE,
        1440,
        (SampleStep(0),),
        channels=(Channel.INBOX,),
        insists=False,
    ),
    SamplePlan(
        "restricted",
        "Restricted: named duties only",
        "Restreint : fonctions désignées seulement",
        Need.ONE,
        15,
        (SampleStep(0), SampleStep(15, duties=("head-of-office",))),
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
# name, kind, component, lat, lon, call sign
POSITIONS = {
    "BEN": (
        ("Beni", P.FORCE, C.MILITARY, 0.4911, 29.4731, "Hub Beni"),
        ("Beni", P.POLICE, C.POLICE, 0.4975, 29.4682, "Unpol Beni"),
        ("Oicha", P.FORCE, C.MILITARY, 0.7030, 29.5214, "Oicha base"),
        ("Eringeti", P.FORCE, C.MILITARY, 1.0215, 29.6010, "Eringeti base"),
        ("Mavivi", P.FORCE, C.MILITARY, 0.5775, 29.4745, "Mavivi base"),
        ("Mangina", P.FORCE, C.MILITARY, 0.5650, 29.3100, "Mangina base"),
        ("Semuliki", P.FORCE, C.MILITARY, 0.5050, 29.7350, "Semuliki base"),
    ),
    "BOU": (
        ("Bouar", P.FORCE, C.MILITARY, 5.9342, 15.5958, "Erco Bouar"),
        ("Bouar", P.POLICE, C.POLICE, 5.9401, 15.6010, "Unpol Bouar"),
        ("Baboua", P.FORCE, C.MILITARY, 5.7833, 14.8333, "Baboua base"),
        ("Bocaranga", P.FORCE, C.MILITARY, 6.9825, 15.6400, "Bocaranga base"),
    ),
}


def make_office(code: str, *, is_exercising: bool) -> Office:
    """The office with everything that filing and routing need; what exists is left as it is."""
    about = dict(OFFICES[code])
    name = str(about.pop("name"))
    office, _made = Office.objects.get_or_create(
        code=code, defaults={"name_en": name, "name_fr": name, "is_exercising": is_exercising, **about}
    )
    for component, name_en, name_fr in SECTIONS:
        Section.objects.get_or_create(
            office=office, name_en=name_en, defaults={"name_fr": name_fr, "component": component}
        )
    for name, kind, component, lat, lon, call_sign in POSITIONS[code]:
        Position.objects.get_or_create(
            office=office,
            name=name,
            kind=kind,
            defaults={"component": component, "lat": lat, "lon": lon, "call_sign": call_sign},
        )
    for draft in usual(office.country):
        known = {"aliases": draft.aliases, "kind": draft.kind, "search_key": key_of(draft.name, draft.aliases)}
        Actor.objects.get_or_create(office=office, name=draft.name, defaults=known)
    duties = _make_duties(office)
    plans = _make_plans(office, duties)
    _make_rules(office, duties, plans)
    return office


def _make_duties(office: Office) -> dict[str, Duty]:
    duties: dict[str, Duty] = {}
    for code, name_en, name_fr, component, fallback, opens_restricted in DUTIES:
        duties[code], _made = Duty.objects.get_or_create(
            office=office,
            code=code,
            defaults={
                "name_en": name_en,
                "name_fr": name_fr,
                "component": component or "",
                "time_zone": office.time_zone,
                "fallback": duties.get(fallback),
                "opens_restricted": opens_restricted,
                "position": ON_THE_GRID.index(code),
            },
        )
    return duties


def _make_plans(office: Office, duties: dict[str, Duty]) -> dict[str, Plan]:
    plans: dict[str, Plan] = {}
    for one in PLANS:
        plan, made = Plan.objects.get_or_create(
            office=office,
            code=one.code,
            defaults={
                "name_en": one.name_en,
                "name_fr": one.name_fr,
                "need": one.need,
                "answer_within_min": one.answer_min,
                "decide_within_min": one.decide_min,
                "decided_by": duties[one.decided_by],
                "last_resort": duties[LAST_RESORT],
                "insists": one.insists,
            },
        )
        plans[one.code] = plan
        for step in one.steps if made else ():
            row = PlanStep.objects.create(
                plan=plan,
                after_min=step.after_min,
                is_again=step.is_again,
                channels=[channel.value for channel in one.channels],
            )
            row.duties.set([duties[name] for name in step.duties])
    return plans


def _make_rules(office: Office, duties: dict[str, Duty], plans: dict[str, Plan]) -> None:
    if Rule.objects.filter(office=office).exists():
        return
    for position, (name_en, name_fr, levels, for_restricted, told, plan, is_last) in enumerate(RULES, start=1):
        rule = Rule.objects.create(
            office=office,
            position=position,
            name_en=name_en,
            name_fr=name_fr,
            levels=[level.value for level in levels],
            for_restricted=for_restricted,
            is_last=is_last,
            plan=plans[plan],
        )
        rule.duties.set([duties[code] for code in told])

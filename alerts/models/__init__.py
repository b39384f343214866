"""The tables. What the database can hold to be true, it holds."""

from .alert import Alert
from .decision import Assessment, Decision, Ending
from .delivery import Delivery
from .duty import Absence, Duty, Rotation, RotationPlace, Shift, SwapOffer
from .escalation import Acknowledgement, Escalation
from .event import AccessLog, Event
from .filing import Filing
from .office import NumberCounter, Office, Section
from .owed import Owed
from .person import Membership, Person
from .place import Area, Place, Position
from .rule import Plan, PlanStep, Rule
from .source import Source
from .watch import Alarm, Pulse

__all__ = [
    "Absence",
    "AccessLog",
    "Acknowledgement",
    "Alarm",
    "Alert",
    "Area",
    "Assessment",
    "Decision",
    "Delivery",
    "Duty",
    "Ending",
    "Escalation",
    "Event",
    "Filing",
    "Membership",
    "NumberCounter",
    "Office",
    "Owed",
    "Person",
    "Place",
    "Plan",
    "PlanStep",
    "Position",
    "Pulse",
    "Rotation",
    "RotationPlace",
    "Rule",
    "Section",
    "Shift",
    "Source",
    "SwapOffer",
]

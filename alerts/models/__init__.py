"""The tables. What the database can hold to be true, it holds."""

from .alert import Alert
from .delivery import Delivery
from .duty import Duty, Shift
from .escalation import Acknowledgement, Escalation
from .event import AccessLog, Event
from .filing import Filing
from .office import NumberCounter, Office, Section
from .owed import Owed
from .person import Membership, Person
from .place import Area, Place, Position
from .rule import Plan, PlanStep, Rule
from .source import Source

__all__ = [
    "AccessLog",
    "Acknowledgement",
    "Alert",
    "Area",
    "Delivery",
    "Duty",
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
    "Rule",
    "Section",
    "Shift",
    "Source",
]

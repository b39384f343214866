"""The tables. What the database can hold to be true, it holds."""

from .actor import Actor
from .alert import Alert, FormerNumber
from .channel import ChannelOff, ChannelOrder
from .chase import Chase
from .comment import Comment, Summary
from .decision import Assessment, Decision, Ending
from .delivery import Delivery
from .device import Device
from .duty import Absence, Duty, Rotation, RotationPlace, Shift, SwapOffer
from .escalation import Acknowledgement, Escalation
from .event import AccessLog, Event
from .filing import Filing, Grade, Withdrawal
from .harm import HarmRecord
from .joining import Joining, SetApart
from .listed import ListEntry
from .notice import Notice
from .office import NumberCounter, Office, Section
from .owed import Owed
from .person import Membership, Person
from .place import Area, Layer, Place, Position
from .rule import Plan, PlanStep, Rule
from .saved_view import SavedView
from .source import Source
from .upload import Upload
from .watch import Alarm, Pulse

__all__ = [
    "Absence",
    "AccessLog",
    "Acknowledgement",
    "Actor",
    "Alarm",
    "Alert",
    "Area",
    "Assessment",
    "ChannelOff",
    "ChannelOrder",
    "Chase",
    "Comment",
    "Decision",
    "Delivery",
    "Device",
    "Duty",
    "Ending",
    "Escalation",
    "Event",
    "Filing",
    "FormerNumber",
    "Grade",
    "HarmRecord",
    "Joining",
    "Layer",
    "ListEntry",
    "Membership",
    "Notice",
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
    "SavedView",
    "Section",
    "SetApart",
    "Shift",
    "Source",
    "Summary",
    "SwapOffer",
    "Upload",
    "Withdrawal",
]

"""The tables. What the database can hold to be true, it holds."""

from .actor import Actor
from .alert import Alert, FormerNumber
from .calendar_link import CalendarLink
from .channel import ChannelOff, ChannelOrder
from .chase import Chase
from .check_in import CheckIn, MissedCheckIn
from .comment import Comment, Summary
from .decision import Assessment, Decision, Ending
from .delivery import Delivery
from .device import Device
from .display import Display
from .duty import Absence, Duty, Rotation, RotationPlace, Shift, SwapOffer
from .escalation import Acknowledgement, Escalation
from .event import AccessLog, Event
from .exercise import Exercise, Inject, Observation
from .filing import Filing, Grade, Withdrawal
from .harm import HarmRecord
from .invitation import Invitation
from .joining import Joining, SetApart
from .listed import ListEntry
from .notice import Notice
from .office import NumberCounter, Office, Section
from .owed import Owed
from .person import Membership, Person
from .place import Area, Layer, Place, Position
from .relief import Relief, ReliefItem
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
    "CalendarLink",
    "ChannelOff",
    "ChannelOrder",
    "Chase",
    "CheckIn",
    "Comment",
    "Decision",
    "Delivery",
    "Device",
    "Display",
    "Duty",
    "Ending",
    "Escalation",
    "Event",
    "Exercise",
    "Filing",
    "FormerNumber",
    "Grade",
    "HarmRecord",
    "Inject",
    "Invitation",
    "Joining",
    "Layer",
    "ListEntry",
    "Membership",
    "MissedCheckIn",
    "Notice",
    "NumberCounter",
    "Observation",
    "Office",
    "Owed",
    "Person",
    "Place",
    "Plan",
    "PlanStep",
    "Position",
    "Pulse",
    "Relief",
    "ReliefItem",
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

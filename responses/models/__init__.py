"""The tables of responses, reports, meetings and the watch list."""

from .handover import Handover
from .meeting import Meeting, MeetingDecision, Saying
from .report import File, Report, Version, Written
from .response import Entry, Response, Serving
from .watched import WatchedChange, WatchedPlace

__all__ = [
    "Entry",
    "File",
    "Handover",
    "Meeting",
    "MeetingDecision",
    "Report",
    "Response",
    "Saying",
    "Serving",
    "Version",
    "WatchedChange",
    "WatchedPlace",
    "Written",
]

"""The tables of responses, playbooks, reports, meetings and the watch list."""

from .handover import Handover
from .meeting import Meeting, MeetingDecision, Saying
from .playbook import Checklist, ChecklistItem, Playbook, PlaybookItem, PlaybookVersion
from .report import File, Report, Version, Written
from .response import Entry, Response, Serving
from .watched import WatchedChange, WatchedPlace

__all__ = [
    "Checklist",
    "ChecklistItem",
    "Entry",
    "File",
    "Handover",
    "Meeting",
    "MeetingDecision",
    "Playbook",
    "PlaybookItem",
    "PlaybookVersion",
    "Report",
    "Response",
    "Saying",
    "Serving",
    "Version",
    "WatchedChange",
    "WatchedPlace",
    "Written",
]

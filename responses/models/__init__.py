"""The tables of responses and reports."""

from .playbook import Checklist, ChecklistItem, Playbook, PlaybookItem, PlaybookVersion
from .report import File, Report, Version, Written
from .response import Entry, Response, Serving

__all__ = [
    "Checklist",
    "ChecklistItem",
    "Entry",
    "File",
    "Playbook",
    "PlaybookItem",
    "PlaybookVersion",
    "Report",
    "Response",
    "Serving",
    "Version",
    "Written",
]

"""The tables of responses, reports and the watch list."""

from .handover import Handover
from .report import File, Report, Version, Written
from .response import Entry, Response, Serving
from .watched import WatchedChange, WatchedPlace

__all__ = [
    "Entry",
    "File",
    "Handover",
    "Report",
    "Response",
    "Serving",
    "Version",
    "WatchedChange",
    "WatchedPlace",
    "Written",
]

"""The tables of reports and of the watch list; those of responses are still to come."""

from .report import File, Report, Version, Written
from .watched import WatchedChange, WatchedPlace

__all__ = ["File", "Report", "Version", "WatchedChange", "WatchedPlace", "Written"]

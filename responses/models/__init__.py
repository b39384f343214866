"""The tables of reports; those of responses are still to come."""

from .meeting import Meeting, MeetingDecision, Saying
from .report import File, Report, Version, Written

__all__ = ["File", "Meeting", "MeetingDecision", "Report", "Saying", "Version", "Written"]

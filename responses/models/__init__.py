"""The tables of responses and reports."""

from .handover import Handover
from .report import File, Report, Version, Written
from .response import Entry, Response, Serving

__all__ = ["Entry", "File", "Handover", "Report", "Response", "Serving", "Version", "Written"]

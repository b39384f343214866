"""The tables of responses and reports."""

from .report import File, Report, Version, Written
from .response import Entry, Response, Serving

__all__ = ["Entry", "File", "Report", "Response", "Serving", "Version", "Written"]

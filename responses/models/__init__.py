"""The tables of reports; those of responses are still to come."""

from .report import File, Report, Version, Written

__all__ = ["File", "Report", "Version", "Written"]

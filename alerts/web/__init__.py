"""Doors for people: forms and pages of alerts alone."""

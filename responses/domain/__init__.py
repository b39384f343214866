"""The rules of responses, as plain Python: no Django, no clock, no database."""

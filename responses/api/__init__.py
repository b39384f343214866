"""Responses for other programs: the same services as the pages, under the same rights."""

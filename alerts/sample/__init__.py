"""The sample office: the cast, their duties and rules, for trying out, tests and pictures."""

from .cast import CAST, Player

__all__ = ["CAST", "Player"]

"""Ladders that are climbed within a test: every wait of the plans a fifteenth of what it is, five minutes 20 s."""

from .rig import Rig

SHORTER = (
    "ALTER TABLE alerts_planstep ALTER after_min TYPE double precision",
    "ALTER TABLE alerts_plan ALTER answer_within_min TYPE double precision",
    "ALTER TABLE alerts_plan ALTER decide_within_min TYPE double precision",
    "UPDATE alerts_planstep SET after_min = after_min / 15 + 0.001 WHERE after_min > 0",  # whole seconds, cut down
    "UPDATE alerts_plan SET answer_within_min = answer_within_min / 15, decide_within_min = decide_within_min / 15",
)


def shorten(rig: Rig) -> None:
    for statement in SHORTER:
        rig.sql(statement)

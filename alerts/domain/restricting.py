"""What is restricted from the moment it is filed: the least that holds everywhere, and what an office adds."""

from collections.abc import Collection

from .words import Sensitivity, ThreatType

ALWAYS = frozenset({ThreatType.CRSV})


def is_restricted(
    threats: Collection[ThreatType],
    *,
    names_children: bool,
    sensitivity: Sensitivity,
    further: Collection[ThreatType] = (),
) -> bool:
    """Sexual violence, children, strictly confidential; and the threat types of `further`."""
    return names_children or sensitivity is Sensitivity.STRICT or not ALWAYS.union(further).isdisjoint(threats)

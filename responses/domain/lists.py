"""The lists of what is done about an alert that an office may make its own."""

from alerts.domain.lists import Listed

from . import words as w

# A decision and a hand-over, asked for elsewhere; what a hand-over comes to; those who are handed over to.
LISTS: tuple[Listed, ...] = (
    Listed(
        "response_type",
        w.ResponseType,
        True,
        frozenset({w.ResponseType.NONE, w.ResponseType.ALERT_NSF}),
        groups=w.TIERS,
    ),
    Listed(
        "responder",
        w.Responder,
        True,
        frozenset({w.Responder.STATE_ARMY, w.Responder.STATE_POLICE, w.Responder.NONE}),
    ),
    Listed("result", w.Result, True, frozenset({w.Result.HANDED_KNOWN, w.Result.HANDED_UNKNOWN})),
    Listed("phase", w.Phase),
)

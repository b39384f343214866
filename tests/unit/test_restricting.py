"""What is restricted when it is filed: the least that holds everywhere, and what an office adds."""

import pytest

from alerts.domain.restricting import is_restricted
from alerts.domain.words import Sensitivity, ThreatType

T, S = ThreatType, Sensitivity


@pytest.mark.parametrize(
    ("threats", "names_children", "sensitivity", "further", "expected"),
    [
        ((T.LOOTING,), False, S.CONFIDENTIAL, (), False),
        ((T.LOOTING,), False, S.UNCLASSIFIED, (), False),
        ((T.CRSV,), False, S.UNCLASSIFIED, (), True),
        ((T.LOOTING, T.CRSV), False, S.CONFIDENTIAL, (), True),
        ((T.LOOTING,), True, S.CONFIDENTIAL, (), True),
        ((T.LOOTING,), False, S.STRICT, (), True),
        ((), False, S.CONFIDENTIAL, (T.LOOTING,), False),
        ((T.LOOTING,), False, S.CONFIDENTIAL, (T.LOOTING,), True),
        ((T.ARSON,), False, S.CONFIDENTIAL, (T.LOOTING,), False),
        ((T.CRSV,), False, S.CONFIDENTIAL, (T.LOOTING,), True),
    ],
)
def test_what_is_restricted(threats, names_children, sensitivity, further, expected):
    found = is_restricted(threats, names_children=names_children, sensitivity=sensitivity, further=further)
    assert found is expected

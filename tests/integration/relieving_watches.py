"""What tests of hand-overs share: the hub that changes hands, its debts, who prepares and who accepts."""

import pytest

from alerts.models import Owed, Relief
from alerts.selectors import relief_page
from alerts.services import relieving
from ewrr.common import clock
from tests import make
from tests.integration.watchkeeping import asks, at, comes_on


@pytest.fixture
def hub(beni, begins):
    """Dora hands the hub over to Noor at `begins`, for six hours; it falls to the hub chief, who is Grace then."""
    post = asks(beni, "hub-duty-officer")
    comes_on(post, "Noor", begins)
    comes_on(beni.duties.get(code="hub-chief"), "Grace", begins, by="Noor")
    return post


def open_alert(**about):
    """Told, answered: the hub owes a verification and a decision."""
    return make.answered(make.alert(is_routed=True, **about), "Amina", "Ben", "Chidi")


def prepared(hub, notes=None, *, who="Dora", seen=None):
    sheet = relief_page.sheet(make.viewer(who), hub, clock.now())
    version = sheet.version if seen is None and sheet is not None else seen or ""
    return relieving.prepare(viewer=make.viewer(who), duty_id=hub.pk, notes=notes or {}, seen=version)


def debts(**of):
    return Owed.objects.filter(settled_at=None, **of)


def begun(begins):
    with at(begins):
        assert relieving.tell_due() == 1
    return Relief.objects.get(starts_at=begins)


def accepts(name, item):
    return relieving.accept(viewer=make.viewer(name), relief_id=item.relief_id, item_id=item.pk)

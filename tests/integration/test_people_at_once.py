"""Two at the same moment: a link is used once, and two administrators do not leave an office without any."""

import pytest

from alerts.domain.words import Role
from alerts.models import Membership, Person
from alerts.selectors import access
from alerts.services import accounts, inviting, roles
from ewrr.common import clock
from tests import inviting as made
from tests import make
from tests.integration.at_once import told_at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_link_opened_by_two_at_once_gives_one_account(offices):
    person = made.invited()
    link = made.link_of(person)

    def accept(password):
        return lambda: inviting.accept(link=link, password=password, language="fr", phone="").pk

    passwords = ("a sentence of the first", "a sentence of the second")
    found = told_at_once(*(accept(password) for password in passwords))
    assert sorted(found, key=str) == [person.pk, "link_gone"]
    person.refresh_from_db()
    assert person.check_password(passwords[found.index(person.pk)])


def test_two_who_invite_the_same_address_make_one_account(offices):
    made.administrator()
    viewers = [make.viewer("Ivan"), made.seen_by(Person.objects.get(name="Yusuf"))]
    asked = inviting.Asked("new@beni.example", "Nadia", "en", "", made.role())
    found = told_at_once(
        *(lambda viewer=viewer: inviting.invite(viewer=viewer, asked=asked).person.name for viewer in viewers)
    )
    assert sorted(found) == ["Nadia", "known_address"]
    assert Person.objects.filter(email="new@beni.example").count() == 1


@pytest.mark.parametrize("how", ["end", "close"])
def test_two_administrators_who_remove_each_other_leave_one(offices, how):
    other = made.administrator()
    ivan = make.person("Ivan")
    viewers = {one.pk: made.seen_by(one) for one in (ivan, other)}

    def remove(by, whom):
        if how == "close":
            return lambda: accounts.deactivate(viewer=viewers[by.pk], person_id=whom.pk)
        held = Membership.objects.get(person=whom, role=Role.ADMINISTRATOR)
        return lambda: roles.end(viewer=viewers[by.pk], membership_id=held.pk, seen="", until_date=make.today()).name

    found = told_at_once(remove(ivan, other), remove(other, ivan))
    assert sum(one == "may_not_edit_people" for one in found) == 1, found
    left = Membership.objects.filter(
        access.current_members(offices["BEN"], clock.now()), role=Role.ADMINISTRATOR, person__is_active=True
    )
    assert left.count() == 1

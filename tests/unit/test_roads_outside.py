"""A wrong address for alarms stops the start, with a sentence that names the setting."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from ewrr.settings import outside


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://pager.example.org/hooks/7f3a?x=1",
        "http://127.0.0.1:8080/beat",
        "http://localhost/",
        "http://[::1]:9/",
    ],
)
def test_addresses_by_https_or_on_this_machine_are_taken(url):
    assert outside.address("EWRR_ALARM_URL", url) == url


@pytest.mark.parametrize(
    "url",
    [
        "http://pager.example.org/",
        "http://127.0.0.1.example.org/",
        "ftp://127.0.0.1/",
        "pager.example.org",
        "https://",
        "https://user:secret@pager.example.org/",
        "https://pager.example.org:99999/",
        "https://[::1/",
    ],
)
def test_other_addresses_are_refused(url):
    with pytest.raises(ImproperlyConfigured, match="EWRR_ALARM_URL"):
        outside.address("EWRR_ALARM_URL", url)


def test_mail_addresses_are_checked():
    assert outside.addresses("EWRR_ALARM_EMAIL", [" it@mission.example ", ""]) == ["it@mission.example"]
    with pytest.raises(ImproperlyConfigured, match="EWRR_ALARM_EMAIL"):
        outside.addresses("EWRR_ALARM_EMAIL", ["it at mission"])


def test_a_mail_server_of_its_own_is_read_with_all_it_needs():
    assert outside.mail_server("X", "") == {}
    found = outside.mail_server("X", "smtp+tls://user:p%40ss@mail.example:587")
    assert found == {
        "backend": "alerts.transports.smtp.InTime",
        "host": "mail.example",
        "port": 587,
        "username": "user",
        "password": "p@ss",
        "use_tls": True,
        "use_ssl": False,
        "timeout": outside.TIMEOUT_S,
    }


@pytest.mark.parametrize("url", ["mail.example", "gopher://mail.example", "smtp://"])
def test_what_is_no_mail_server_is_refused(url):
    with pytest.raises(ImproperlyConfigured, match="EWRR_ALARM_EMAIL_URL"):
        outside.mail_server("EWRR_ALARM_EMAIL_URL", url)

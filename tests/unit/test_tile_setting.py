"""Where map tiles come from: checked at the start, and no other origin is let in."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from ewrr.settings import outside
from tests.running import ROOT

OWN, OTHER = "/tiles/{z}/{x}/{y}.png", "https://tiles.example.org/osm/{z}/{x}/{y}.png?style=1"


@pytest.mark.parametrize("url", ["", OWN, OTHER, "http://127.0.0.1:8080/{z}/{x}/{y}.png"])
def test_what_is_sound_stands_as_it_is(url):
    assert outside.tiles("EWRR_TILE_URL", url) == url


@pytest.mark.parametrize(
    "url",
    [
        "https://tiles.example.org/{z}/{x}.png",
        "http://tiles.example.org/{z}/{x}/{y}.png",
        "//tiles.example.org/{z}/{x}/{y}.png",
        "https://{s}.tiles.example.org/{z}/{x}/{y}.png",
        "https://user:secret@tiles.example.org/{z}/{x}/{y}.png",
        "https://a.example;script-src/{z}/{x}/{y}.png",
        "javascript:{z}{x}{y}",
    ],
)
def test_what_is_not_stops_the_start(url):
    with pytest.raises(ImproperlyConfigured, match="EWRR_TILE_URL"):
        outside.tiles("EWRR_TILE_URL", url)


def policy(**environment):
    said = "from django.conf import settings; print(*settings.CONTENT_SECURITY_POLICY['DIRECTIVES']['img-src'])"
    environment |= {"DJANGO_SETTINGS_MODULE": "ewrr.settings.test", "EWRR_SECRET_KEY": "x", "PATH": os.environ["PATH"]}
    command = [sys.executable, "-c", said]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout.split()


def test_only_the_origin_of_a_server_that_is_named_joins_the_policy():
    usual = ["'self'", "data:", "blob:"]
    assert policy() == usual
    assert policy(EWRR_TILE_URL=OWN) == usual
    assert policy(EWRR_TILE_URL=OTHER) == [*usual, "https://tiles.example.org"]

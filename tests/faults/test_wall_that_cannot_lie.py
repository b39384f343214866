"""Each part of the hub is killed under a wall: within 30 s the wall greys and says which, and comes back by itself."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from .servers import Servers
from .walls import Cause, Hub, Screen, live_again, pair, told

LANGUAGES = ("en", "fr")
held = ExitStack()  # what is frozen or locked, until it is healed


def killed(*names: str) -> dict[str, Any]:
    return {"kill": lambda hub: [hub.kill(name) for name in names], "heal": lambda hub: hub.again(*names)}


def holding(what: str, *names: str) -> dict[str, Any]:
    return {"kill": lambda hub: held.enter_context(getattr(hub, what)(*names)), "heal": lambda hub: held.close()}


CAUSES = [
    Cause(
        "web",
        **killed("web", "sockets"),
        says={
            "en": ("NOT LIVE.", "Nothing reaches this wall", "stream silent", "worker not heard"),
            "fr": ("PAS EN DIRECT.", "flux silence", "pages silence"),
        },
    ),
    Cause(
        "pages",
        **killed("web"),
        says={"en": ("NOT LIVE.", "Pages silent", "stream"), "fr": ("PAS EN DIRECT.", "Pages muettes")},
    ),
    Cause(
        "pages-frozen",
        **holding("frozen", "web"),
        says={"en": ("NOT LIVE.", "Pages silent"), "fr": ("PAS EN DIRECT.", "Pages muettes")},
    ),
    Cause(
        "stream",
        **killed("sockets"),
        says={"en": ("NO STREAM.", "Stream silent", "worker"), "fr": ("PAS DE FLUX.", "Flux muet")},
    ),
    Cause(
        "database",
        kill=lambda hub: hub.servers.postgres.stop("immediate"),
        heal=lambda hub: hub.servers.postgres.start(),
        says={"en": ("NOT LIVE.", "Database silent", "worker not heard"), "fr": ("PAS EN DIRECT.", "Base muette")},
    ),
    Cause(
        "worker",
        **killed("worker"),
        says={
            "en": ("TELLING IS SLOW.", "The picture is live.", "Worker silent", "beat not heard"),
            "fr": ("TRANSMISSION LENTE.", "Ouvrier muet", "battement sans nouvelles"),
        },
    ),
    Cause(
        "sender",
        **killed("sender"),
        says={"en": ("TELLING IS SLOW.", "Sender silent"), "fr": ("TRANSMISSION LENTE.", "Expéditeur muet")},
    ),
    Cause(
        "beat",
        **killed("beat"),
        says={"en": ("UNGUARDED.", "Beat silent"), "fr": ("SANS FILET.", "Battement muet")},
    ),
    Cause(
        "sweep",
        **killed("sweep"),
        says={"en": ("UNGUARDED.", "Sweep silent"), "fr": ("SANS FILET.", "Balayage muet")},
    ),
    Cause(
        "watch",
        **holding("without_watch"),
        says={"en": ("UNGUARDED.", "Watch silent"), "fr": ("SANS FILET.", "Veille muette")},
    ),
    Cause(
        "redis",
        kill=lambda hub: hub.servers.valkey.kill(),
        heal=lambda hub: hub.servers.valkey.start(),
        says={"en": ("TELLING IS SLOW.", "Redis silent", "worker not heard"), "fr": ("Redis muet",)},
    ),
    Cause(
        "nobody",
        **killed("worker", "sweep"),
        says={
            "en": ("NOBODY IS TOLD.", "New alerts reach nobody", "worker silent", "sweep silent"),
            "fr": ("PERSONNE N’EST PRÉVENU.", "ouvrier silence", "balayage silence"),
        },
    ),
]
# Those that can be told apart at once, so that the usual run takes some minutes less.
AT_ONCE = [("sender", "watch"), ("worker", "pages"), ("sweep", "beat", "stream"), ("redis",), ("database",), ("web",)]


@pytest.fixture
def hub(tmp_path: Path, servers: Servers) -> Iterator[Hub]:
    made = Hub(tmp_path, servers).prepare(exercising=True)
    assert isinstance(made, Hub)
    made.begin()
    yield made
    held.close()
    made.stop()


@pytest.fixture
def screens(hub: Hub, browser: Browser) -> Iterator[dict[str, Screen]]:
    opened = {language: pair(hub, browser, language) for language in LANGUAGES}
    for screen in opened.values():
        screen.page.evaluate("window.isTheSame = true")
    yield opened
    for screen in opened.values():
        screen.context.close()
    assert not [fault for screen in opened.values() for fault in screen.faults]


def test_whatever_part_dies_the_wall_says_which_within_30_s_and_comes_back(
    hub: Hub, screens: dict[str, Screen], capsys: pytest.CaptureFixture[str]
) -> None:
    by_name = {cause.name: cause for cause in CAUSES}
    for names in AT_ONCE:
        began = time.monotonic()
        for name in names:
            by_name[name].kill(hub)
        seconds = told(screens, Cause("+".join(names), print, print, dict.fromkeys(LANGUAGES, ())))
        for name in names:
            told(screens, by_name[name] if len(names) == 1 else _listed(by_name[name]))
        named = time.monotonic() - began
        for name in names:
            by_name[name].heal(hub)
        said = (
            f"grey after {seconds:.0f} s, named after {named:.0f} s, live {live_again(screens):.0f} s after the return"
        )
        with capsys.disabled():
            print(f"{' + '.join(names)}: {said}")


def _listed(cause: Cause) -> Cause:
    """Among others its headline may not be the gravest: the list of parts says it."""
    words = {
        "sender": ("sender silent", "expéditeur silence"),
        "beat": ("beat silent", "battement silence"),
        "sweep": ("sweep silent", "balayage silence"),
        "watch": ("watch silent", "veille silence"),
        "stream": ("stream silent", "flux silence"),
        "worker": ("worker silent", "ouvrier silence"),
        "pages": ("pages silent", "pages silence"),
    }[cause.name]
    return Cause(
        cause.name, cause.kill, cause.heal, {language: (word,) for language, word in zip(LANGUAGES, words, strict=True)}
    )


@pytest.mark.long
def test_each_cause_alone_has_its_words_and_its_picture(
    hub: Hub, screens: dict[str, Screen], capsys: pytest.CaptureFixture[str]
) -> None:
    hub.manage("exercise", "--fill")
    for cause in CAUSES:
        began = time.monotonic()
        cause.kill(hub)
        seconds = told(screens, cause)
        named = time.monotonic() - began
        for language, screen in screens.items():
            screen.picture(f"wall-silent-{cause.name}-{language}-1920")
        cause.heal(hub)
        said = (
            f"grey after {seconds:.0f} s, named after {named:.0f} s, live {live_again(screens):.0f} s after the return"
        )
        with capsys.disabled():
            print(f"{cause.name}: {said}")

"""The pages of the moves: by form, in a sheet, refused with everything typed; bad input never is a failure of ours."""

import re

import pytest

from alerts.domain.words import ThreatType, Verification
from alerts.domain.words_of_deciding import WordBack
from alerts.models import AccessLog, Decision
from tests import make
from tests.integration.moving import MOVES, SHEET, fields, hidden_version, ready

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("move", MOVES)
def test_a_move_is_made_on_a_page_of_its_own(as_, beni, move):
    alert = ready(move)
    path = f"/alerts/{alert.number}/{move}/"
    page = as_("Dora").get(path)
    assert page.status_code == 200 and hidden_version(page) == alert.version
    assert '<form class="mv" method="post"' in page.content.decode() and "hx-post" not in page.content.decode()
    done = as_("Dora").post(path, fields(alert, move))
    assert (done.status_code, done["Location"]) == (303, f"/alerts/{alert.number}/")
    alert.refresh_from_db()
    assert alert.version == hidden_version(page) + 1
    shown = as_("Dora").get(done["Location"]).content.decode()
    assert any(word in shown for word in ("patrol", "Two days", "wedding", "Back.", "came back", "the chief"))


@pytest.mark.parametrize("move", MOVES)
def test_in_a_sheet_the_alert_itself_is_the_answer(as_, beni, move):
    alert = ready(move)
    path = f"/alerts/{alert.number}/{move}/"
    sheet = as_("Dora").get(path, headers=SHEET).content.decode()
    assert f'hx-post="{path}"' in sheet and "<html" not in sheet
    done = as_("Dora").post(path, fields(alert, move), headers=SHEET)
    assert (done.status_code, done["HX-Retarget"], done["HX-Reswap"]) == (200, "#alert", "outerHTML")
    assert done["HX-Trigger-After-Settle"] == "alert:moved"
    assert f'<article id="alert" class="al" data-number="{alert.number}"' in done.content.decode()
    assert f'data-version="{alert.version + 1}"' in done.content.decode()


@pytest.mark.parametrize("headers", [{}, SHEET], ids=["page", "sheet"])
@pytest.mark.parametrize("move", MOVES)
def test_a_stale_version_brings_the_form_back_with_what_changed_and_then_goes_through(as_, beni, move, headers):
    alert = ready(move)
    path, sent = f"/alerts/{alert.number}/{move}/", fields(alert, move)
    make.assessed(alert, by="Amina", verification=Verification.CORROBORATED)
    refused = as_("Dora").post(path, sent, headers=headers)
    body = refused.content.decode()
    assert refused.status_code == 409
    assert re.search(r"Amina changed this \d+ s ago\.</b> Your text is kept\.", body)
    assert "<b>Amina</b> assessed it: corroborated" in body
    assert sent["note" if "note" in sent else "reason"] in body
    assert hidden_version(refused) == alert.version
    again = as_("Dora").post(path, sent | {"version": hidden_version(refused)}, headers=headers)
    assert again.status_code == (200 if headers else 303)


def test_one_who_is_stale_by_their_own_hand_is_told_so(as_, beni):
    alert = make.alert()
    path, sent = f"/alerts/{alert.number}/decide/", fields(alert, "decide")
    as_("Dora").post(path, sent)
    assert "You changed this" in as_("Dora").post(path, sent).content.decode()
    assert Decision.objects.count() == 1


def test_what_somebody_else_made_impossible_says_so_and_keeps_the_text(as_, beni):
    alert = make.decided(make.alert())
    sent = fields(alert, "close", note="All quiet since.")
    make.dismissed(alert, by="Grace")
    body = as_("Dora").post(f"/alerts/{alert.number}/close/", sent).content.decode()
    assert "Grace changed this" in body and "Dismissed alerts are not closed: reopen it first." in body
    assert "All quiet since." in body


ILLEGAL = [
    ("received", "close", "Undecided alerts are not closed"),
    ("received", "reopen", "It is open"),
    ("received", "word-back", "Word back is said on closing"),
    ("closed", "decide", "Closed alerts are not decided: reopen it first."),
    ("closed", "dismiss", "Closed alerts are not dismissed"),
    ("closed", "close", "It was closed before."),
]


@pytest.mark.parametrize("headers", [{}, SHEET], ids=["page", "sheet"])
@pytest.mark.parametrize(("state", "move", "sentence"), ILLEGAL)
def test_a_move_that_the_state_forbids_is_409_with_its_sentence(as_, beni, state, move, sentence, headers):
    alert = make.closed(make.alert()) if state == "closed" else make.alert()
    path = f"/alerts/{alert.number}/{move}/"
    for answer in (
        as_("Dora").get(path, headers=headers),
        as_("Dora").post(path, fields(alert, move), headers=headers),
    ):
        assert answer.status_code == 409 and sentence in answer.content.decode()
    alert.refresh_from_db()
    assert alert.state == state


def test_notes_are_shown_as_written_and_never_stand_in_an_event(as_, beni):
    alert = make.alert()
    evil = "<script>alert(1)</script> CANARY {{ x }}"
    as_("Dora").post(f"/alerts/{alert.number}/decide/", fields(alert, "decide", note=evil))
    alert.refresh_from_db()
    as_("Dora").post(f"/alerts/{alert.number}/close/", fields(alert, "close", note=evil))
    page = as_("Dora").get(f"/alerts/{alert.number}/").content.decode()
    assert "<script>alert(1)" not in page and page.count("CANARY") == 2
    assert "CANARY" not in str(list(alert.events.values_list("data", flat=True)))
    assert "CANARY" not in as_("Hana").get("/board/").content.decode()


def test_whoever_sees_a_shell_is_refused_and_learns_nothing_of_the_words(as_, beni):
    alert = make.alert(threat_types=(ThreatType.CRSV,), text="CANARY")
    for name in ("Dora", "Grace", "Amina"):
        answer = as_(name).get(f"/alerts/{alert.number}/assess/")
        assert answer.status_code == 403 and "reads this alert whole" in answer.content.decode()
        assert as_(name).get(f"/alerts/{alert.number}/since/?version=1").status_code == 403
    assert not AccessLog.objects.exists()
    assert as_("Noor").get(f"/alerts/{alert.number}/assess/").status_code == 200
    assert AccessLog.objects.get().person.name == "Noor"


def test_what_changed_since_is_asked_for_an_open_form(as_, beni):
    alert = make.assessed(make.alert(), by="Ben", verification=Verification.VERIFIED)
    make.decided(alert)
    answer = as_("Dora").get(f"/alerts/{alert.number}/since/?version=1", headers=SHEET)
    body = answer.content.decode()
    assert "<b>Ben</b> assessed it: verified" in body and "<b>Dora</b> decided: respond" in body
    assert hidden_version(answer) == 3
    newer = as_("Dora").get(f"/alerts/{alert.number}/since/?version=2").content.decode()
    assert "Ben" not in newer and "decided: respond" in newer
    for odd in ("", "x", "-1", "9" * 300, "²"):
        assert as_("Dora").get(f"/alerts/{alert.number}/since/", {"version": odd}).status_code == 200


BY_ANOTHER = "Review: by somebody else than you, who closed it"
BARS = [
    ("Amina", "received", {"assess", "harm", "respond"}, set()),
    ("Hana", "received", set(), set()),
    ("Farid", "received", set(), set()),
    (
        "Dora",
        "received",
        {"assess", "harm", "decide", "respond", "join", "dismiss"},
        {"Close: decide first"},
    ),
    ("Grace", "decided", {"assess", "harm", "decide", "respond", "join", "dismiss", "close"}, set()),
    ("Dora", "closed", {"word-back", "reopen", "assess", "harm"}, {BY_ANOTHER, "Decide: reopen first"}),
    ("Amina", "closed", {"assess", "harm"}, set()),
    ("Grace", "closed", {"word-back", "review", "reopen", "assess", "harm"}, {"Decide: reopen first"}),
    ("Dora", "dismissed", {"reopen", "assess"}, {"Decide: reopen first"}),
]


@pytest.mark.parametrize(("name", "state", "may", "says"), BARS)
def test_the_bar_holds_what_one_may_and_says_what_the_state_forbids(as_, beni, name, state, may, says):
    alert = make.alert(is_routed=True)
    if state in ("decided", "closed"):
        make.decided(alert)
    if state == "closed":
        make.closed(alert, word_back=WordBack.OWED, word_back_date=make.today())
    if state == "dismissed":
        make.dismissed(alert)
    bar = as_(name).get(f"/alerts/{alert.number}/").content.decode().partition('<footer class="act">')[2]
    assert set(re.findall(rf'href="/alerts/{alert.number}/([a-z-]+)/" data-act', bar)) == may
    assert set(re.findall(r"disabled>([A-Z][\w ]+: [^<]+)<", bar)) == says


MAIN = [
    ("Amina", "routed", "I have it"),
    ("Dora", "routed", "Verify"),  # a critical alert asks the components, not the hub, for an answer
    ("Dora", "answered", "Decide"),
    ("Dora", "decided", None),
    ("Dora", "review today", "Decide again"),
    ("Dora", "closed", "Word back"),
    ("Dora", "dismissed", None),
]


@pytest.mark.parametrize(("name", "state", "label"), MAIN)
def test_the_one_main_button_names_the_act_that_is_owed_next(as_, beni, name, state, label):
    alert = make.alert(is_routed=True)
    match state:
        case "answered":
            make.answered(alert, "Amina", "Ben", "Chidi")
        case "decided":
            make.decided(alert)
        case "review today":
            make.decided(alert, review_date=make.today())
        case "closed":
            make.closed(alert, word_back=WordBack.OWED, word_back_date=make.today())
        case "dismissed":
            make.dismissed(alert)
    bar = as_(name).get(f"/alerts/{alert.number}/").content.decode().partition('<footer class="act">')[2]
    main = re.findall(r'class="btn main"[^>]*>(?:<svg.*?</svg>)?([^<]+)', bar)
    assert [words.strip() for words in main] == ([label] if label else [])


def test_the_first_page_offers_the_act_that_settles_each_debt(as_, beni):
    answered = make.answered(make.alert(level="high", is_routed=True), "Amina")
    closed = make.closed(make.alert(), word_back=WordBack.OWED, word_back_date=make.today())
    page = as_("Dora").get("/").content.decode()
    assert f'href="/alerts/{answered.number}/decide/"' in page and "What is to be done?" in page
    assert f'href="/alerts/{closed.number}/word-back/"' in page and "Does the community know?" in page
    chief = as_("Noor").get("/").content.decode()
    assert f'href="/alerts/{closed.number}/review/"' in chief and "Was it handled well?" in chief
    assert "You owe nothing." in as_("Grace").get("/").content.decode()

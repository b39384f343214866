"""Every door, in one place. All ask for a sign-in but those of tests/house/permissions.py."""

from django.urls import include, path

from alerts.api.description import Schema
from alerts.web import duty as rota
from alerts.web import filing, my_devices, rotations
from ewrr.desk import (
    alert,
    answer,
    board,
    changes,
    duty,
    frame,
    handovers,
    health,
    home,
    kept_lists,
    map_layers,
    moves,
    pairing,
    reach,
    responses,
    setup_health,
    together,
    wall,
    wall_ages,
)
from responses.web import coordination_urls

urlpatterns = [
    path("", home.owed, name="owed"),
    path("file/", filing.file, name="file"),
    path("file/alike/", filing.alike, name="alike"),
    path("places/", filing.suggest_places, name="suggest_places"),
    path("board/", board.show, name="board"),
    path("board/act/", together.act, name="board_act"),
    path("board/lists/", kept_lists.show, name="board_views"),
    path("board/lists/<int:view>/", kept_lists.change, name="board_view"),
    path("wall/", wall.show, name="wall"),
    path("wall/news/", wall.news, name="wall_news"),
    path("map/layers/", map_layers.layers, name="map_layers"),
    path("alerts/<str:number>/", alert.show, name="alert"),
    path("alerts/<str:number>/seen/", alert.seen, name="seen"),
    path("alerts/<str:number>/answer/", alert.answer, name="answer"),
    *(path(f"alerts/<str:number>/{name.replace('_', '-')}/", door, name=name) for name, door in moves.DOORS.items()),
    path("alerts/<str:number>/set-apart/", moves.set_apart, name="set_apart"),
    path("alerts/<str:number>/level/", moves.computed_level, name="computed_level"),
    path("alerts/<str:number>/since/", moves.changed_since, name="changed_since"),
    path("alerts/<str:number>/receipt/", alert.receipt, name="receipt"),
    path("answer/<str:token>/", answer.from_message, name="answer_from_message"),
    path("devices/", my_devices.show, name="my_devices"),
    path("devices/<int:device>/token/", my_devices.take, name="my_device_token"),
    path("devices/<int:device>/end/", my_devices.end, name="end_my_device"),
    path("duty/", duty.show, name="duty"),
    path("duty/shift/", rota.shift, name="duty_shift"),
    path("duty/take/", rota.take, name="duty_take"),
    path("duty/absence/", rota.absence, name="duty_absence"),
    path("duty/swap/", rota.swap, name="duty_swap"),
    path("duty/offer/", rota.offer, name="duty_offer"),
    path("duty/changes/", rota.changes, name="duty_changes"),
    path("duty/rotation/", rotations.rotation, name="duty_rotation"),
    path("reports/", include("responses.web.urls")),
    path("responses/", responses.board, name="responses"),
    path("responses/<int:response>/", responses.show, name="response"),
    *(
        path(f"responses/<int:response>/{act}/", responses.tap, {"act": act}, name=f"response_{act}")
        for act in responses.TAPS
    ),
    *(
        path(f"responses/<int:response>/{act}/", responses.end, {"act": act}, name=f"response_{act}")
        for act in responses.ENDS
    ),
    path("responses/hand-overs/<int:handover>/", handovers.show, name="handover"),
    path("responses/<int:response>/assign/", responses.assign, name="response_assign"),
    path("responses/<int:response>/log/", responses.log, name="response_log"),
    path("responses/places/", include("responses.web.watching_urls")),
    path("responses/agenda/", include(coordination_urls.AGENDA)),
    path("responses/meetings/", include(coordination_urls.MEETINGS)),
    path("responses/checklists/", include("responses.web.checklist_urls")),
    path("changes/", changes.since, name="changes"),
    path("reach/", reach.reach, name="reach"),
    path("setup/health/", setup_health.show, name="setup_health"),
    path("setup/health/test/", setup_health.send_test, name="setup_health_test"),
    path("setup/playbooks/", include("responses.web.playbook_urls")),
    path("setup/", include("alerts.web.setup_urls")),
    path("wall/beat/", wall_ages.beat, name="wall_beat"),
    path("wall/pair/", pairing.pair, name="wall_pair"),
    path("language/", frame.language, name="language"),
    path("office/", frame.office, name="office"),
    path("accounts/", include("alerts.web.account_urls")),
    path("api/v1/", include("alerts.api.urls")),
    path("api/v1/responses/", include("responses.api.urls")),
    path("api/schema/", Schema.as_view(), name="api_schema"),
    path("healthz/live", health.live, name="live"),
    path("healthz/ready", health.ready, name="ready"),
]

handler400 = "ewrr.desk.errors.bad_request"
handler403 = "ewrr.desk.errors.forbidden"
handler404 = "ewrr.desk.errors.not_found"
handler500 = "ewrr.desk.errors.failed"

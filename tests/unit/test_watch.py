"""The watch's judgement: what is found wrong, what cannot be told, and what is named as the cause."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from alerts.domain import watch
from alerts.domain.words import Channel
from alerts.domain.words_of_telling import AlarmKind, Late, Part

NOW = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
LONG = timedelta(hours=2)


def ago(seconds: float) -> datetime:
    return NOW - timedelta(seconds=seconds)


WELL = watch.Seen(
    now=NOW,
    pulses=dict.fromkeys(Part, ago(4)),
    watching_since=NOW - LONG,
    hints_since=NOW - LONG,
    redis_answers=True,
    reach=(watch.Reach(Channel.EMAIL, True, NOW),),
)


def seen(pulses: dict[Part, datetime] | None = None, **changes) -> watch.Seen:
    return replace(WELL, pulses=dict(WELL.pulses) | (pulses or {}), **changes)


def silent(verdict: watch.Verdict) -> set[str]:
    return {finding.subject for finding in verdict.findings if finding.kind is AlarmKind.SILENT}


def found(verdict: watch.Verdict) -> list[tuple[str, str, int | None, datetime]]:
    return [(one.kind.value, one.subject, one.office_id, one.since) for one in verdict.findings]


def test_where_all_is_well_nothing_is_found_and_nothing_is_unclear():
    assert watch.judge(WELL) == watch.Verdict((), frozenset())


@pytest.mark.parametrize("part", [Part.SENDER, Part.BEAT, Part.SWEEP, Part.REDIS])
def test_a_part_is_silent_after_thirty_seconds_and_not_before(part):
    assert not silent(watch.judge(seen({part: ago(30)})))
    verdict = watch.judge(seen({part: ago(30.1)}))
    assert found(verdict) == [("silent", part.value, None, ago(30.1))]


def test_a_silent_worker_hides_beat_whose_messages_pass_through_it():
    verdict = watch.judge(seen({Part.WORKER: ago(40), Part.BEAT: ago(40)}))
    assert silent(verdict) == {"worker"}
    assert verdict.is_unclear("silent", "beat")
    assert silent(watch.judge(seen({Part.BEAT: ago(40)}))) == {"beat"}


def test_a_redis_that_does_not_answer_is_named_and_not_those_who_hear_through_it():
    pulses = dict.fromkeys((Part.WORKER, Part.SENDER, Part.BEAT, Part.REDIS), ago(60))
    verdict = watch.judge(seen(pulses, redis_answers=False))
    assert silent(verdict) == {"redis"}
    assert {subject for _kind, subject in verdict.unclear} == {"worker", "sender", "beat"}


def test_once_redis_answers_again_those_behind_it_have_thirty_seconds_to_be_heard():
    pulses = dict.fromkeys((Part.WORKER, Part.SENDER, Part.BEAT), ago(300))
    verdict = watch.judge(seen(pulses, hints_since=ago(20)))
    assert not silent(verdict) and verdict.is_unclear("silent", "worker")
    assert silent(watch.judge(seen(pulses, hints_since=ago(31)))) == {"worker", "sender"}


def test_the_sweep_is_judged_without_redis():
    assert silent(watch.judge(seen({Part.SWEEP: ago(31)}, redis_answers=False))) == {"sweep"}


def test_what_nobody_watched_is_not_held_against_parts_that_only_now_start():
    """After a stop of the whole hub every sign of life is old; an old alarm neither ends nor a new one begins."""
    verdict = watch.judge(seen(dict.fromkeys(Part, ago(7200)), watching_since=ago(10)))
    assert verdict.findings == ()
    assert {subject for _kind, subject in verdict.unclear} == {part.value for part in Part}


@pytest.mark.parametrize("what", Late)
def test_overdue_work_is_found_in_its_office_once_somebody_has_watched_a_minute(what):
    overdue = (watch.Overdue(7, what, ago(90)),)
    assert found(watch.judge(seen(overdue=overdue))) == [("overdue", what.value, 7, ago(90))]
    soon = watch.judge(seen(overdue=overdue, watching_since=ago(59)))
    assert soon.findings == () and soon.is_unclear("overdue", what.value)


def test_a_channel_is_unreachable_after_thirty_seconds_or_once_every_message_fails():
    def reach(*told):
        return watch.judge(seen(reach=(watch.Reach(Channel.EMAIL, *told),)))

    blip = reach(False, ago(20))
    assert blip.findings == () and blip.is_unclear("channel", "email")
    assert found(reach(False, ago(45))) == [("channel", "email", None, ago(45))]
    assert found(reach(True, NOW, True)) == [("channel", "email", None, NOW)]


def test_each_unmanned_duty_is_found_in_its_office():
    verdict = watch.judge(seen(unmanned=((1, "hub-chief"), (2, "hub-chief"))))
    assert {finding.key for finding in verdict.findings} == {(1, "unmanned", "hub-chief"), (2, "unmanned", "hub-chief")}


@pytest.mark.parametrize(("last", "is_unwatched"), [(None, True), (ago(60), False), (ago(60.1), True), (NOW, False)])
def test_the_hub_is_unwatched_after_a_minute_without_a_round(last, is_unwatched):
    assert watch.is_unwatched(last, NOW) is is_unwatched

"""Addresses of exercises, within the set-up."""

from django.urls import path

from . import evaluate_exercise, run_exercise, setup_exercises

urlpatterns = [
    path("", setup_exercises.list_exercises, name="setup_exercises"),
    path("new/", setup_exercises.edit, name="setup_new_exercise"),
    path("ready/<slug:name>/", setup_exercises.ready, name="setup_ready_exercise"),
    path("<int:exercise>/", run_exercise.show, name="setup_exercise"),
    path("<int:exercise>/plan/", setup_exercises.edit, name="setup_plan_exercise"),
    path("<int:exercise>/script/", setup_exercises.script, name="setup_exercise_script"),
    path("<int:exercise>/delete/", setup_exercises.delete, name="setup_delete_exercise"),
    path("<int:exercise>/start/", run_exercise.start, name="setup_start_exercise"),
    path("<int:exercise>/act/", run_exercise.act, name="setup_exercise_act"),
    path("<int:exercise>/stop/", run_exercise.stop, name="setup_stop_exercise"),
    path("<int:exercise>/alerts/", run_exercise.end_alerts, name="setup_end_exercise_alerts"),
    path("<int:exercise>/evaluation/", evaluate_exercise.show, name="setup_evaluation"),
    path("<int:exercise>/evaluation/observe/", evaluate_exercise.observe, name="setup_observe"),
    path("<int:exercise>/evaluation/close/", evaluate_exercise.close, name="setup_close_evaluation"),
    path("<int:exercise>/evaluation/csv/", evaluate_exercise.as_csv, name="setup_evaluation_csv"),
]

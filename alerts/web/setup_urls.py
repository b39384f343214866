"""Addresses of the set-up: duties, rules, plans, who would be told now, the office’s lists, devices."""

from django.urls import path

from . import setting_up, setup_actors, setup_devices, setup_duties, setup_layers, setup_plans, setup_rules, setup_try

urlpatterns = [
    path("", setting_up.index, name="setup"),
    path("duties/", setup_duties.list_duties, name="setup_duties"),
    path("duties/new/", setup_duties.edit, name="setup_new_duty"),
    path("duties/<int:duty>/", setup_duties.edit, name="setup_duty"),
    path("duties/<int:duty>/move/", setup_duties.move, name="setup_move_duty"),
    path("duties/<int:duty>/retire/", setup_duties.retire, name="setup_retire_duty"),
    path("rules/", setup_rules.list_rules, name="setup_rules"),
    path("rules/new/", setup_rules.edit, name="setup_new_rule"),
    path("rules/try/", setup_try.try_rules, name="setup_try"),
    path("rules/<int:rule>/", setup_rules.edit, name="setup_rule"),
    path("rules/<int:rule>/move/", setup_rules.move, name="setup_move_rule"),
    path("rules/<int:rule>/delete/", setup_rules.delete, name="setup_delete_rule"),
    path("plans/", setup_plans.list_plans, name="setup_plans"),
    path("plans/new/", setup_plans.edit, name="setup_new_plan"),
    path("plans/<int:plan>/", setup_plans.edit, name="setup_plan"),
    path("plans/<int:plan>/delete/", setup_plans.delete, name="setup_delete_plan"),
    path("actors/", setup_actors.list_actors, name="setup_actors"),
    path("actors/new/", setup_actors.edit, name="setup_new_actor"),
    path("actors/usual/", setup_actors.take_usual, name="setup_usual_actors"),
    path("actors/<int:actor>/", setup_actors.edit, name="setup_actor"),
    path("actors/<int:actor>/retire/", setup_actors.retire, name="setup_retire_actor"),
    path("devices/", setup_devices.list_devices, name="setup_devices"),
    path("devices/new/", setup_devices.new, name="setup_new_device"),
    path("devices/<int:device>/end/", setup_devices.end, name="setup_end_device"),
    path("layers/", setup_layers.list_layers, name="setup_layers"),
    path("layers/new/", setup_layers.edit, name="setup_new_layer"),
    path("layers/<int:layer>/", setup_layers.edit, name="setup_layer"),
    path("layers/<int:layer>/show/", setup_layers.show, name="setup_show_layer"),
    path("layers/<int:layer>/delete/", setup_layers.delete, name="setup_delete_layer"),
]

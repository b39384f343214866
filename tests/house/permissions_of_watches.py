"""Who may do what at the doors of the rota, check-ins, hand-overs of a watch, the duty list, load and calendar."""

ROWS = """
duty                          GET      in    2xx   2xx   2xx   2xx   2xx   2xx   2xx   2xx   2xx
duty_shift                    GET      in    403   403   403   2xx   2xx   2xx   403   403   2xx
duty_shift                    POST     in    403   403   403   422   422   422   403   403   422
duty_take                     GET      in    2xx   2xx   2xx   2xx   2xx   2xx   403   403   2xx
duty_take                     POST     in    422   422   422   422   422   422   403   403   422
duty_absence                  GET      in    2xx   2xx   2xx   2xx   2xx   2xx   403   403   2xx
duty_absence                  POST     in    422   422   422   422   422   422   403   403   422
duty_swap                     GET      in    2xx   2xx   2xx   2xx   2xx   2xx   403   403   2xx
duty_swap                     POST     in    422   422   422   422   422   422   403   403   422
duty_offer                    GET      in    404   404   404   404   404   404   404   404   404
duty_offer                    POST     in    404   404   404   404   404   404   404   404   404
duty_changes                  GET      in    2xx   2xx   2xx   2xx   2xx   2xx   2xx   2xx   2xx
duty_changes                  POST     in    404   404   404   404   404   404   404   404   404
duty_rotation                 GET      in    403   403   403   2xx   2xx   2xx   403   2xx   2xx
duty_rotation                 POST     in    403   403   403   422   422   422   403   422   422
check_in                      GET      in    2xx   2xx   2xx   2xx   2xx   2xx   2xx   2xx   2xx
check_in                      POST     in    404   404   404   404   404   404   404   404   404
relief_prepare                GET      in    404   404   404   404   404   404   404   404   404
relief_prepare                POST     in    404   404   404   404   404   404   404   404   404
relief                        GET      in    404   404   404   2xx   2xx   2xx   404   404   404
relief_accept                 POST     in    404   404   404   404   404   404   404   404   404
duty_list                     GET      in    2xx   2xx   2xx   2xx   2xx   2xx   2xx   2xx   2xx
duty_load                     GET      in    2xx   2xx   2xx   2xx   2xx   2xx   2xx   2xx   2xx
duty_load_csv                 POST     in    403   403   403   2xx   2xx   2xx   403   403   2xx
duty_calendar                 GET      in    2xx   2xx   2xx   2xx   2xx   2xx   2xx   2xx   2xx
duty_calendar_make            POST     in    2xx   2xx   2xx   2xx   2xx   2xx   2xx   2xx   2xx
duty_calendar_end             POST     in    3xx   3xx   3xx   3xx   3xx   3xx   3xx   3xx   3xx
duty_feed                     GET      404   404   404   404   404   404   404   404   404   404
"""

"""Who may do what at the doors of check-ins, hand-overs of a watch, the duty list, load and calendar."""

ROWS = """
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

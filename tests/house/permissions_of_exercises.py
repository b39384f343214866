"""Who may do what at the doors of exercises; the one asked for has ended, and its evaluation is not closed."""

ROWS = """
setup_exercises               GET      in    404   404   2xx   2xx   2xx   2xx   2xx   2xx   2xx
setup_new_exercise            GET      in    404   404   404   404   2xx   2xx   404   2xx   404
setup_new_exercise            POST     in    404   404   404   404   3xx   3xx   404   3xx   404
setup_ready_exercise          GET      in    404   404   404   404   2xx   2xx   404   2xx   404
setup_exercise                GET      in    404   404   404   404   2xx   2xx   404   2xx   404
setup_plan_exercise           GET      in    404   404   404   404   404   404   404   404   404
setup_plan_exercise           POST     in    404   404   404   404   404   404   404   404   404
setup_exercise_script         GET      in    404   404   404   404   2xx   2xx   404   2xx   404
setup_delete_exercise         POST     in    404   404   404   404   409   409   404   409   404
setup_start_exercise          GET      in    404   404   404   404   3xx   3xx   404   3xx   404
setup_start_exercise          POST     in    404   404   404   404   3xx   3xx   404   3xx   404
setup_exercise_act            POST     in    404   404   404   404   409   409   404   409   404
setup_stop_exercise           GET      in    404   404   404   404   3xx   3xx   404   3xx   404
setup_stop_exercise           POST     in    404   404   404   404   3xx   3xx   404   3xx   404
setup_end_exercise_alerts     POST     in    404   404   404   404   3xx   3xx   404   3xx   404
setup_evaluation              GET      in    404   404   404   404   2xx   2xx   404   2xx   404
setup_observe                 POST     in    404   404   404   404   3xx   3xx   404   409   404
setup_close_evaluation        POST     in    404   404   404   404   3xx   3xx   404   3xx   404
setup_evaluation_csv          POST     in    404   404   404   404   2xx   2xx   404   2xx   404
"""

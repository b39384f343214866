"""Who may do what at the doors of an office's people, of what it is, and of what was changed in its set-up."""

PUBLIC = {"invitation": "the link in the invitation is the right"}

ROWS = """
invitation                    GET      2xx   2xx   2xx   2xx   2xx   2xx   2xx   2xx   2xx   2xx
invitation                    POST     3xx   3xx   3xx   3xx   3xx   3xx   3xx   3xx   3xx   3xx
setup_begin                   POST     in    404   404   404   404   404   404   404   3xx   404
setup_office                  GET      in    404   404   404   404   404   404   404   2xx   404
setup_office                  POST     in    404   404   404   404   404   404   404   422   404
setup_people                  GET      in    404   404   404   404   404   404   404   2xx   404
setup_people                  POST     in    404   404   404   404   404   404   404   2xx   404
setup_invite                  GET      in    404   404   404   404   404   404   404   2xx   404
setup_invite                  POST     in    404   404   404   404   404   404   404   422   404
setup_test_people             POST     in    404   404   404   404   404   404   404   3xx   404
setup_person                  GET      in    404   404   404   404   404   404   404   2xx   404
setup_person                  POST     in    404   404   404   404   404   404   404   422   404
setup_give_role               POST     in    404   404   404   404   404   404   404   422   404
setup_end_role                POST     in    404   404   404   404   404   404   404   422   404
setup_invitation              POST     in    404   404   404   404   404   404   404   409   404
setup_reset                   POST     in    404   404   404   404   404   404   404   3xx   404
setup_end_sessions            POST     in    404   404   404   404   404   404   404   3xx   404
setup_close_account           GET      in    404   404   404   404   404   404   404   2xx   404
setup_close_account           POST     in    404   404   404   404   404   404   404   3xx   404
setup_reopen_account          POST     in    404   404   404   404   404   404   404   409   404
setup_changes                 GET      in    404   404   404   2xx   2xx   2xx   404   2xx   2xx
"""

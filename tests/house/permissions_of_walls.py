"""Rows of tests/house/permissions.py: the wall and its displays."""

ROWS = """
wall                          GET      401   2xx   2xx   2xx   2xx   2xx   2xx   2xx   403   2xx
wall_news                     GET      401   2xx   2xx   2xx   2xx   2xx   2xx   2xx   403   2xx
setup_displays                GET      in    404   404   404   2xx   2xx   2xx   404   2xx   2xx
setup_new_display             GET      in    404   404   404   2xx   2xx   2xx   404   2xx   2xx
setup_new_display             POST     in    404   404   404   422   422   422   404   422   422
setup_display                 GET      in    404   404   404   2xx   2xx   2xx   404   2xx   404
setup_display                 POST     in    404   404   404   422   422   422   404   422   404
setup_end_display             POST     in    404   404   404   3xx   3xx   3xx   404   3xx   404
wall_beat                     GET      401   2xx   2xx   2xx   2xx   2xx   2xx   2xx   403   2xx
wall_pair                     GET      2xx   2xx   2xx   2xx   2xx   2xx   2xx   2xx   2xx   2xx
wall_pair                     POST     3xx   3xx   3xx   3xx   3xx   3xx   3xx   3xx   3xx   3xx
ws/wall/                      SOCKET   out   live  live  live  live  live  live  live  out   live
"""

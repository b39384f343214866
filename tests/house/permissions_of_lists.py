"""Who may do what at the doors of sections, positions, areas, places, lists and channels."""

ROWS = """
setup_sections                GET      in    404   404   404   2xx   2xx   2xx   404   2xx   2xx
setup_positions               GET      in    404   404   404   2xx   2xx   2xx   404   2xx   2xx
setup_areas                   GET      in    404   404   404   2xx   2xx   2xx   404   2xx   2xx
setup_places                  GET      in    404   404   404   2xx   2xx   2xx   404   2xx   2xx
setup_lists                   GET      in    404   404   404   2xx   2xx   2xx   404   2xx   2xx
setup_channels                GET      in    404   404   404   2xx   2xx   2xx   404   2xx   2xx
setup_new_section             GET      in    404   404   404   2xx   2xx   2xx   404   2xx   2xx
setup_new_section             POST     in    404   404   404   422   422   422   404   422   422
setup_new_position            GET      in    404   404   404   2xx   2xx   2xx   404   2xx   2xx
setup_new_position            POST     in    404   404   404   422   422   422   404   422   422
setup_new_upload              GET      in    404   404   404   2xx   2xx   2xx   404   2xx   2xx
setup_as_it_stands            GET      in    404   404   404   2xx   2xx   2xx   404   2xx   2xx
setup_new_upload              POST     in    404   404   404   422   422   422   404   422   422
setup_new_entry               GET      in    404   404   404   2xx   2xx   2xx   404   2xx   2xx
setup_new_entry               POST     in    404   404   404   422   422   422   404   422   422
setup_section                 GET      in    404   404   404   2xx   2xx   2xx   404   2xx   404
setup_section                 POST     in    404   404   404   422   422   422   404   422   404
setup_retire_section          POST     in    404   404   404   409   409   409   404   409   404
setup_position                GET      in    404   404   404   2xx   2xx   2xx   404   2xx   404
setup_position                POST     in    404   404   404   422   422   422   404   422   404
setup_retire_position         POST     in    404   404   404   409   409   409   404   409   404
setup_area                    GET      in    404   404   404   2xx   2xx   2xx   404   2xx   404
setup_area                    POST     in    404   404   404   422   422   422   404   422   404
setup_retire_area             POST     in    404   404   404   409   409   409   404   409   404
setup_place                   GET      in    404   404   404   2xx   2xx   2xx   404   2xx   404
setup_place                   POST     in    404   404   404   422   422   422   404   422   404
setup_retire_place            POST     in    404   404   404   409   409   409   404   409   404
setup_list                    GET      in    404   404   404   2xx   2xx   2xx   404   2xx   2xx
setup_entry                   GET      in    404   404   404   2xx   2xx   2xx   404   2xx   2xx
setup_entry                   POST     in    404   404   404   409   409   409   404   409   409
setup_retire_entry            POST     in    404   404   404   409   409   409   404   409   409
setup_move_entry              POST     in    404   404   404   409   409   409   404   409   409
setup_upload                  GET      in    404   404   404   2xx   2xx   2xx   404   2xx   404
setup_upload_faults           GET      in    404   404   404   2xx   2xx   2xx   404   2xx   404
setup_take_in                 POST     in    404   404   404   409   409   409   404   409   404
setup_take_back               POST     in    404   404   404   409   409   409   404   409   404
setup_drop_upload             POST     in    404   404   404   3xx   3xx   3xx   404   3xx   404
setup_channel                 POST     in    404   404   404   409   409   409   404   409   409
setup_channel_test            POST     in    404   404   404   3xx   3xx   3xx   404   3xx   3xx
my_channels                   GET      in    2xx   2xx   2xx   2xx   2xx   2xx   2xx   2xx   2xx
my_channels                   POST     in    422   422   422   422   422   422   422   422   422
my_phone                      GET      in    2xx   2xx   2xx   2xx   2xx   2xx   2xx   2xx   2xx
my_phone                      POST     in    409   3xx   409   409   409   409   409   409   409
"""

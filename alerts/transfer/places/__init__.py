"""Files of areas, places and positions that people send: read, checked row by row, and given back with their faults."""

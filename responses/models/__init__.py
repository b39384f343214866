"""The tables of responses; so far only the words that they will hold."""

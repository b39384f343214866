"""What goes wrong with embedded servers, said in one sentence for the person at the terminal."""


class EmbeddedError(Exception):
    """An embedded server cannot do what was asked; the message is a whole sentence."""

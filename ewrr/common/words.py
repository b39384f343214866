"""Text as people type it, made comparable."""

import unicodedata


def search_key(text: str) -> str:
    """Lower case, without accents, single spaces: "Béni  Mbau" and "beni mbau" meet."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return " ".join(plain.casefold().replace("'", " ").replace("’", " ").replace("-", " ").split())

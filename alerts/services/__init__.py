"""What the hub does: verbs, each one short transaction."""

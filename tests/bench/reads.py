"""Pages before a long history: times over HTTP, statements and the ways they are read by."""

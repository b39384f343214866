"""What a report looks like: one paper, made once for each language, and the files that are written from it."""

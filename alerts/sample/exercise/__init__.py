"""The living exercise of the sample office: its past fortnight, and what goes on happening."""

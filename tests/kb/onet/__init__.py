"""O*NET, on small files of our own in its dialects and on the real ones."""

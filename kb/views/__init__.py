"""The reader's pages, one noun per file."""

"""What comes in as files and is checked before anything is written."""

"""What an operator runs from a shell."""

"""What evidence is about: careers, skills, the edges between them, and their codes."""

"""The backend of Django for PostgreSQL, with a cheaper look at a connection."""

"""The wiring: settings, addresses, database, middleware."""

"""What each answer holds: one serializer a noun (see ``kb.api.rows``)."""

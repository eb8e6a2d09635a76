"""Measurements: ratios to a ceiling in one run, never absolute limits in tests."""

"""Findings: written here, decided on here, frozen once decided."""

from kb.admin.finding.screen import FindingAdmin

__all__ = ["FindingAdmin"]

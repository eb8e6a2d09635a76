"""Scores that somebody published, computed again from the rows behind them."""

from kb.services.scores.verify import Verified, scores_verify

__all__ = ["Verified", "scores_verify"]

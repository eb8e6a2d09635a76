"""The O*NET database: occupations, elements, tasks, technologies and ratings."""

from kb.exchange.dataset.onet.reader import Onet

__all__ = ["Onet"]

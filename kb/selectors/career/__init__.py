"""The page of a career, section by section."""

from kb.selectors.career.page import CareerPage, career_page

__all__ = ["CareerPage", "career_page"]

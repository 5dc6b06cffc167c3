"""The dashboards: what the catalogue has and lacks, and what people look for, as pictures."""

from .boards import dashboard_page

__all__ = ["dashboard_page"]

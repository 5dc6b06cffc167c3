"""The dashboards: what the catalogue has and lacks, and what people look for, as pictures."""

from .page import dashboard_page

__all__ = ["dashboard_page"]

"""The pages of translators: progress, files to send out, files that come back."""

from .receiving import import_page
from .sending import export_page
from .standing import progress_page, texts_page

__all__ = ["export_page", "import_page", "progress_page", "texts_page"]

"""The public sheets: a page for each procedure and for each préfecture."""

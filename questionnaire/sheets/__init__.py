"""The public sheets: a page for each procedure and each préfecture."""

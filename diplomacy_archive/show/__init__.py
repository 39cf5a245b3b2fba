"""Records to eyes and files: cards, rows, pictures, the page."""

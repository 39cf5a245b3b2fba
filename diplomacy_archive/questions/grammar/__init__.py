"""Read a question: words, names and dates, then who takes which part in what."""

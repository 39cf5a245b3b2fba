"""Say what was found, in the language of the question."""

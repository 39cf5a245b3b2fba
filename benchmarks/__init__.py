"""Measure the archive against what people would use instead; README.md tells how and what was found."""

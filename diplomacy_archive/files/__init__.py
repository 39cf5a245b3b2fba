"""Data files and texts in, records or every problem out: reader, loader, checks, proofs, writer."""

"""Help curators write data files."""

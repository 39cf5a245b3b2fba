"""Write the archive in other tools' formats."""

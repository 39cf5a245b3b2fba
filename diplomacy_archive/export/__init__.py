"""The archive in the formats of other tools."""

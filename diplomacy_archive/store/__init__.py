"""The only rooms that know SQL: tables, build, names, filters."""

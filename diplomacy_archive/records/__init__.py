"""The records: models, vocabulary and the merging of reports into meetings; they know no file and no database."""

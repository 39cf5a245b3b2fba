"""Help curators write data files: draft them from texts, bring them into one form, make their schemas.

A draft comes about from the top down; no room reads one below it:

    lexicon, countries, words              the words of the field, and what a name looks like
    bodies                                 the parties that the text names and the registers lack
    reading                                what each paragraph is, where sentences end, when it came out
    marks, titles, mentions                who is mentioned in a paragraph, by name, by title or by both
    cast                                   which mentions are one figure, and whose side it is on
    parties, telling, events               where a sentence tells of a meeting, of whom, as held or not
    times, places, whenwhere               when and where it was
    company, meetings                      the meetings of the whole text: who met whom, told where
    article                                all this of one text
    citing, identities, persons            quotes that can be proven; ids, and what the registers lack
    reports, beside                        the records of a data file, each with its quotes and its question
    draft                                  the file, and where it is written

`layout` writes any data file, `comments` reads one with its comments, `format` brings it into form, and
`schema` tells editors what it may hold.
"""

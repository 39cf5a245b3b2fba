"""Draft the data file of an article from its text: by rules what is exact, the rest by any assistant, proven.

From the ground up; no room imports one below it:

    mentions    who is mentioned in a sentence, by name, by title or by both; countries
    reading     what each paragraph is, its sentences, when and where they say
    figures     which mentions are one figure, and whose side it is on
    meetings    where a sentence tells of a meeting, of whom, as held or not; the meetings of the whole text
    rules       all this as an answer, in the form that an assistant's has
    answer      the prompt, the guard that proves an answer, what the rules see otherwise
    records     an answer as the article's file, and what the registers lack
    draft       the doors: by rules, from an answer, with a command, accept
"""

"""The rules of English: how it prints numbers, times and names; its words lie in lexicon/."""

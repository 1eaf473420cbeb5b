"""Campaign KG: a knowledge graph of law-enforcement campaigns, with the words that state each fact."""

__version__ = "0.1.0"

# shape: Label-preferred
INSERT DATA { <id/agency/police> skos:prefLabel "Police Department"@en }

# shape: Label-alternative
# also: Label-preferred-missing
INSERT DATA { <id/agency/police> skos:altLabel "The Police"@xx }

# shape: Label-apart
INSERT DATA { <id/agency/police> skos:altLabel "Ministry of Police"@en }

# shape: Label-gloss
# also: Gloss-language
INSERT DATA { <id/campaign/market-week> ckg:gloss "week of markets" }

# shape: Label-printed
INSERT DATA { <id/agency/stations> ckg:printedName "the stations"@tlh }

# shape: Label-preferred-missing
INSERT DATA { <id/agency/food-bureau> skos:altLabel "食品局"@zh-Hans }

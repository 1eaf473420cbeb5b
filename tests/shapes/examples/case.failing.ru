# shape: Case-label
DELETE WHERE { <id/case/mill> skos:prefLabel ?name }

# shape: Case-place
INSERT DATA { <id/case/mill> ckg:place <id/place/nowhere> }

# shape: Case-evidence
INSERT DATA { <id/case/dock> a ckg:Case ; skos:prefLabel "the dock case"@en }

# shape: Case-no-part
# also: partOfCampaign-object
INSERT DATA { <id/campaign/market-week> ckg:partOfCampaign <id/case/mill> }

# shape: Bearer-Figure
INSERT DATA { <id/nothing/x> ckg:value 1.0 }

# shape: Bearer-Unit
INSERT DATA { <id/nothing/x> ckg:unit <concept/unit/case> }

# shape: Bearer-StatedIn
# also: Own-announcement
INSERT DATA { <id/nothing/x> ckg:statedIn <id/announcement/a1> }

# shape: Bearer-ClaimPredicate
INSERT DATA { <id/nothing/x> ckg:claimPredicate ckg:leads }

# shape: Bearer-AboutCampaign
INSERT DATA { <id/nothing/x> ckg:aboutCampaign <id/campaign/market-week> }

# shape: Bearer-Evidence
INSERT DATA { <id/nothing/x> ckg:evidence <id/evidence/a1-f1> }

# shape: Bearer-HasSource
# also: Own-announcement
INSERT DATA { <id/nothing/x> oa:hasSource <id/announcement/a1> }

# shape: Bearer-HasSelector
# also: QuoteSelector-used
INSERT DATA { <id/nothing/x> oa:hasSelector <id/evidence/a1-f1#quote> }

# shape: Bearer-Exact
INSERT DATA { <id/nothing/x> oa:exact "words" }

# shape: Bearer-Start
INSERT DATA { <id/nothing/x> oa:start 3 }

# shape: Bearer-Member
INSERT DATA { <id/nothing/x> org:member <id/official/ann-berg> }

# shape: Bearer-TextKept
INSERT DATA { <id/nothing/x> ckg:textKept false }

# shape: Bearer-StartDate
INSERT DATA { <id/nothing/x> schema:startDate "2023"^^xsd:gYear }

# shape: Bearer-IsPartOf
INSERT DATA { <id/nothing/x> dcterms:isPartOf <id/place/lakeside> }

# shape: Bearer-InScheme
# also: Concept-iri, Concept-top
INSERT DATA { <id/nothing/x> skos:inScheme <concept/unit> }

# shape: Bearer-HasTopConcept
# also: Concept-top
INSERT DATA { <id/nothing/x> skos:hasTopConcept <concept/unit/case> }

# shape: Bearer-Edition
# also: Campaign-edition-name
INSERT DATA { <id/nothing/x> ckg:edition "XIV" }

# shape: Bearer-Year
INSERT DATA { <id/nothing/x> ckg:year "2023"^^xsd:gYear }

# shape: Bearer-StartOf
INSERT DATA { <id/nothing/x> ckg:start "2023"^^xsd:gYear }

# shape: Bearer-EndOf
INSERT DATA { <id/nothing/x> ckg:end "2023"^^xsd:gYear }

# shape: Bearer-PlaceOf
INSERT DATA { <id/nothing/x> ckg:place <id/place/lakeside> }

# shape: Concept-label
DELETE WHERE { <concept/unit/case> skos:prefLabel ?name }

# shape: Concept-scheme
# also: Figure-unit-scheme, Concept-top, Concept-iri
INSERT DATA { <concept/unit/case> skos:inScheme <concept/things> }

# shape: Concept-notation
DELETE WHERE { <concept/unit/case> skos:notation ?key }

# shape: Concept-broader
# also: Concept-broader-narrower
INSERT DATA { <concept/domain/counterfeit-goods> skos:broader <concept/domain/nothing> }

# shape: Concept-definition
INSERT DATA { <concept/domain/counterfeit-goods> skos:definition "Goods under a false mark."@en }

# shape: Concept-iri
# also: Figure-unit-scheme
DELETE DATA { <concept/unit/case> skos:inScheme <concept/unit> ; skos:topConceptOf <concept/unit> } ;
INSERT DATA {
    <concept/unit/case> skos:inScheme <concept/measure> ; skos:topConceptOf <concept/measure> .
}

# shape: Concept-domain
INSERT DATA { <concept/unit/case> a ckg:CrimeDomain }

# shape: Concept-broader-scheme
# also: Concept-top
INSERT DATA {
    <concept/unit/case> skos:broader <concept/domain/food> . <concept/domain/food> skos:narrower <concept/unit/case>
}

# shape: Concept-parents
# also: Concept-top
INSERT DATA {
    <concept/domain/economic> skos:broader <concept/domain/counterfeit-goods> .
    <concept/domain/counterfeit-goods> skos:narrower <concept/domain/economic>
}

# shape: Concept-broader-narrower
DELETE DATA { <concept/domain/economic> skos:narrower <concept/domain/counterfeit-goods> }

# shape: Concept-top
DELETE DATA { <concept/unit/case> skos:topConceptOf <concept/unit> }

# shape: Concept-names-differ
INSERT DATA { <concept/unit/percent> skos:prefLabel "假冒商品"@zh-Hans . <concept/unit/case> skos:prefLabel "假冒商品"@zh-Hans }

# shape: ConceptScheme-label
DELETE WHERE { <concept/unit> skos:prefLabel ?name }

# shape: ConceptScheme-top
INSERT DATA { <concept/things> a skos:ConceptScheme ; skos:prefLabel "Things"@en }

# shape: Official-label
# also: Official-names-agree
DELETE WHERE { <id/official/ann-berg> skos:prefLabel ?name }

# shape: Official-name
# also: Official-names-agree
DELETE WHERE { <id/official/ann-berg> foaf:name ?name }

# shape: Official-role
INSERT DATA { <id/official/bo-holt> a ckg:Official ; skos:prefLabel "Bo Holt"@en ; foaf:name "Bo Holt" }

# shape: Official-names-differ
INSERT DATA {
    <id/official/ann-berg-2> a ckg:Official ; skos:prefLabel "Ann Berg"@en ; foaf:name "Ann Berg" ;
        ckg:speaksFor <id/agency/police>
}

# shape: Person
INSERT DATA { <id/person/suspect> a foaf:Person }

# shape: Person-name
INSERT DATA { <id/case/mill> foaf:name "Carl Dorn" }

# shape: Official-names-agree
INSERT DATA { <id/official/ann-berg> foaf:name "A. Berg" }

# shape: Place-label
DELETE WHERE { <id/place/northland> skos:prefLabel ?name }

# shape: Place-kind
DELETE WHERE { <id/place/northland> dcterms:type ?kind }

# shape: Place-within
INSERT DATA { <id/place/northland> dcterms:isPartOf <id/place/nowhere> }

# shape: Place-parents
INSERT DATA { <id/place/northland> dcterms:isPartOf <id/place/lakeside> }

# shape: Place-names-differ
INSERT DATA {
    <id/place/lakeside-2> a ckg:Place ; dcterms:type "city" ; skos:prefLabel "Lakeside"@en ;
        dcterms:isPartOf <id/place/northland>
}

# shape: Agency-label
DELETE WHERE { <id/agency/food-bureau> skos:prefLabel ?name }

# shape: Agency-jurisdiction
INSERT DATA { <id/agency/police> ckg:jurisdiction <id/place/lakeside> }

# shape: Agency-collective
INSERT DATA { <id/agency/food-bureau> ckg:collective "no" }

# shape: Agency-parents
INSERT DATA { <id/agency/police> org:unitOf <id/agency/food-bureau> }

# shape: Agency-names-differ
INSERT DATA { <id/agency/police-2> a ckg:Agency ; skos:prefLabel "警务部"@zh-Hans }

# shape: Agency-other-kind
INSERT DATA { <id/place/lakeside> a ckg:PoliceForce }

# shape: Agency-kind
INSERT DATA { <id/agency/food-bureau> a ckg:Court }

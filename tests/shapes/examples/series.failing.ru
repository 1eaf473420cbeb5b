# shape: CampaignSeries-label
DELETE WHERE { <id/series/clean-plate> skos:prefLabel ?name }

# shape: CampaignSeries-no-edition
# also: editionOf-subject
INSERT DATA {
    <id/series/plates> a ckg:CampaignSeries ; skos:prefLabel "Plates"@en .
    <id/series/clean-plate> ckg:editionOf <id/series/plates>
}

# shape: CampaignSeries-description
INSERT DATA { <id/series/clean-plate> dcterms:description "Operations for clean plates."@en }

# shape: CampaignSeries-edition
INSERT DATA { <id/series/new> a ckg:CampaignSeries ; skos:prefLabel "New"@en }

# shape: CampaignSeries-names-differ
# also: CampaignSeries-edition
INSERT DATA { <id/series/plate> a ckg:CampaignSeries ; skos:prefLabel "Clean Plate"@en }

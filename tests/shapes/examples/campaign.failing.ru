# shape: Campaign-label
# also: Campaign-two-languages
DELETE WHERE { <id/campaign/market-week> skos:prefLabel ?name }

# shape: Campaign-series
INSERT DATA {
    <id/series/full-plate> a ckg:CampaignSeries ; skos:prefLabel "Full Plate"@en .
    <id/campaign/clean-plate-2023> ckg:editionOf <id/series/full-plate>
}

# shape: Campaign-edition
# also: Campaign-edition-name
INSERT DATA { <id/campaign/clean-plate-2023> ckg:edition "XIV" }

# shape: Campaign-year
# also: Campaign-year-window, Campaign-year-name
INSERT DATA { <id/campaign/clean-plate-2023> ckg:year "2021"^^xsd:gYear }

# shape: Campaign-start
INSERT DATA { <id/campaign/market-week> ckg:start "May 2023" }

# shape: Campaign-end
INSERT DATA { <id/campaign/market-week> ckg:end "2023-05-01T00:00:00Z"^^xsd:dateTime }

# shape: Campaign-edition-series
INSERT DATA { <id/campaign/market-week> ckg:editionOf <id/series/clean-plate> }

# shape: Campaign-edition-name
# also: Campaign-year-name
DELETE DATA { <id/campaign/clean-plate-2023> skos:prefLabel "Clean Plate 2023"@en ; ckg:gloss "净盘2023"@zh-Hans } ;
INSERT DATA { <id/campaign/clean-plate-2023> skos:prefLabel "Clean Plate 2022"@en ; ckg:gloss "净盘2022"@zh-Hans }

# shape: Campaign-edition-year
# also: Campaign-year-window, Campaign-year-name
DELETE DATA { <id/campaign/clean-plate-2023> ckg:year "2023"^^xsd:gYear } ;
INSERT DATA { <id/campaign/clean-plate-2023> ckg:year "2022"^^xsd:gYear }

# shape: Campaign-order
INSERT DATA { <id/campaign/market-week> ckg:start "2023-06-01"^^xsd:date ; ckg:end "2023-05"^^xsd:gYearMonth }

# shape: Campaign-starts-agree
INSERT DATA { <id/campaign/clean-plate-2023> ckg:start "2023-05-02"^^xsd:date }

# shape: Campaign-ends-agree
INSERT DATA { <id/campaign/clean-plate-2023> ckg:end "2024-01"^^xsd:gYearMonth }

# shape: Campaign-year-window
INSERT DATA { <id/campaign/market-week> ckg:year "2019"^^xsd:gYear ; ckg:start "2023-06"^^xsd:gYearMonth }

# shape: Campaign-not-series
# also: CampaignSeries-edition
INSERT DATA { <id/campaign/market-week> a ckg:CampaignSeries }

# shape: Campaign-names-differ
INSERT DATA {
    <id/campaign/market-days> a ckg:Campaign ; skos:prefLabel "Market Week"@en , "集市日"@zh-Hans
}

# shape: Campaign-two-languages
DELETE DATA { <id/campaign/market-week> skos:prefLabel "市场周"@zh-Hans }

# shape: Campaign-parents
INSERT DATA { <id/campaign/clean-plate-2023> ckg:partOfCampaign <id/campaign/market-week> }

# shape: Campaign-year-name
DELETE DATA { <id/campaign/market-week> skos:prefLabel "Market Week"@en } ;
INSERT DATA { <id/campaign/market-week> skos:prefLabel "Market Week 2022"@en ; ckg:year "2021"^^xsd:gYear }

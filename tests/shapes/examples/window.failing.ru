# shape: StatedWindow-campaign
DELETE DATA { <id/window/a1-w1> ckg:aboutCampaign <id/campaign/clean-plate-2023> }

# shape: StatedWindow-statedIn
DELETE DATA { <id/window/a1-w1> ckg:statedIn <id/announcement/a1> }

# shape: StatedWindow-start
INSERT DATA {
    <id/window/a1-w1> ckg:start "2023"^^xsd:gYear .
    <id/campaign/clean-plate-2023> ckg:start "2023"^^xsd:gYear
}

# shape: StatedWindow-end
# also: Campaign-end
DELETE DATA { <id/window/a1-w1> ckg:end "2023"^^xsd:gYear } ;
INSERT DATA { <id/window/a1-w1> ckg:end "2023" . <id/campaign/clean-plate-2023> ckg:end "2023" }

# shape: StatedWindow-dates
DELETE WHERE { <id/window/a1-w1> ckg:start ?start } ;
DELETE WHERE { <id/window/a1-w1> ckg:end ?end }

# shape: StatedWindow-order
# also: Campaign-ends-agree
DELETE DATA { <id/window/a1-w1> ckg:end "2023"^^xsd:gYear } ;
INSERT DATA {
    <id/window/a1-w1> ckg:end "2023-03-31"^^xsd:date .
    <id/campaign/clean-plate-2023> ckg:end "2023-03-31"^^xsd:date , "2023-12-31"^^xsd:date
}

# shape: StatedWindow-on-campaign
DELETE DATA { <id/campaign/clean-plate-2023> ckg:start "2023-04"^^xsd:gYearMonth }

# shape: StatedWindow-closed
INSERT DATA { <id/window/a1-w1> ckg:value 1.0 }
# also: Bearer-Figure

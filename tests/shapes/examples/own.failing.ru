# shape: Own-announcement
INSERT DATA {
    <id/announcement/a2> a ckg:Announcement ; dcterms:language "en" ; ckg:textKept false ;
        ckg:reviewStatus "accepted" ; schema:url <https://courier.example/a2> .
    <id/window/a1-w2> a ckg:StatedWindow ; ckg:aboutCampaign <id/campaign/market-week> ; ckg:statedIn <id/announcement/a2> ;
        ckg:start "2023-05"^^xsd:gYearMonth .
    <id/campaign/market-week> ckg:start "2023-05"^^xsd:gYearMonth .
    <id/announcement/a2> ckg:mentions <id/campaign/market-week>
}

# shape: Evidence-minted
INSERT DATA {
    <id/evidence/a1-0123456789ab> a ckg:Evidence ; oa:hasSource <id/announcement/a1> ;
        oa:hasSelector <id/evidence/a1-0123456789ab#quote> .
    <id/evidence/a1-0123456789ab#quote> a oa:TextQuoteSelector ; oa:exact "the Food Bureau" .
    <id/agency/food-bureau> ckg:evidence <id/evidence/a1-0123456789ab>
}

# shape: Evidence-mentioned
DELETE DATA { <id/announcement/a1> ckg:mentions <id/agency/police> }

# shape: Claim-stated
DELETE DATA { <id/agency/police> ckg:leads <id/campaign/clean-plate-2023> }

# shape: Relation-claimed
INSERT DATA { <id/agency/stations> ckg:handles <id/case/mill> }

# shape: Text-space
DELETE DATA { <id/figure/a1-f1> ckg:unitText "cases" } ;
INSERT DATA { <id/figure/a1-f1> ckg:unitText "cases " }

# shape: Text-language
DELETE DATA { <id/figure/a1-f1> ckg:counts "food cases"@en } ;
INSERT DATA { <id/figure/a1-f1> ckg:counts "food cases"@fr }

# shape: Own-mentioned
DELETE DATA { <id/figure/a1-f1> ckg:aboutCampaign <id/campaign/clean-plate-2023> } ;
INSERT DATA {
    <id/campaign/quiet-lake> a ckg:Campaign ; skos:prefLabel "Quiet Lake"@en , "静湖"@zh-Hans .
    <id/figure/a1-f1> ckg:aboutCampaign <id/campaign/quiet-lake>
}

# shape: Figure-value-printed
DELETE DATA { <id/figure/a1-f2> ckg:value 12.5 } ;
INSERT DATA { <id/figure/a1-f2> ckg:value 15.2 }

# shape: Campaign-edition-order
INSERT DATA {
    <id/campaign/harbour-i> a ckg:Campaign ; skos:prefLabel "Harbour I"@en , "港口I"@zh-Hans ;
        ckg:editionOf <id/series/clean-plate> ; ckg:edition "I" ; ckg:year "2022"^^xsd:gYear .
    <id/campaign/harbour-ii> a ckg:Campaign ; skos:prefLabel "Harbour II"@en , "港口II"@zh-Hans ;
        ckg:editionOf <id/series/clean-plate> ; ckg:edition "II" ; ckg:year "2021"^^xsd:gYear
}

# shape: Label-script
INSERT DATA { <id/campaign/market-week> skos:altLabel "市场行动"@en }

# shape: Gloss-language
INSERT DATA { <id/case/mill> ckg:gloss "der Fall der Mühle"@de }

# shape: Campaign-closed
INSERT DATA { <id/campaign/market-week> ckg:trgets <concept/domain/food> }

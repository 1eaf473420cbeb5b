# shape: Figure-value
DELETE DATA { <id/figure/a1-f2> ckg:value 12.5 }

# shape: Figure-upperValue
DELETE DATA { <id/figure/a1-f1> ckg:upperValue 90.0 } ;
INSERT DATA { <id/figure/a1-f1> ckg:upperValue 90 }

# shape: Figure-range
DELETE DATA { <id/figure/a1-f1> ckg:upperValue 90.0 } ;
INSERT DATA { <id/figure/a1-f1> ckg:upperValue 48.0 }

# shape: Figure-comparator
DELETE DATA { <id/figure/a1-f2> ckg:comparator <concept/comparator/equal> }

# shape: Figure-comparator-scheme
DELETE DATA { <id/figure/a1-f2> ckg:comparator <concept/comparator/equal> } ;
INSERT DATA { <id/figure/a1-f2> ckg:comparator <concept/unit/percent> }

# shape: Figure-unit
# also: Figure-coherence
INSERT DATA { <id/figure/a1-f2> ckg:unit <concept/unit/case> }

# shape: Figure-unit-scheme
DELETE DATA { <id/figure/a1-f1> ckg:unit <concept/unit/case> } ;
INSERT DATA { <id/figure/a1-f1> ckg:unit <concept/domain/food> }

# shape: Figure-measure
# also: Figure-coherence
DELETE DATA { <id/figure/a1-f1> ckg:measure <concept/measure/count> } ;
INSERT DATA { <id/figure/a1-f1> ckg:measure <concept/measure/number> }

# shape: Figure-measure-scheme
# also: Figure-coherence
DELETE DATA { <id/figure/a1-f1> ckg:measure <concept/measure/count> } ;
INSERT DATA { <id/figure/a1-f1> ckg:measure <concept/unit/case> }

# shape: Figure-action
DELETE DATA { <id/figure/a1-f1> ckg:action <concept/action/solved> } ;
INSERT DATA { <id/figure/a1-f1> ckg:action <concept/action/resolved> }

# shape: Figure-action-scheme
DELETE DATA { <id/figure/a1-f1> ckg:action <concept/action/solved> } ;
INSERT DATA { <id/figure/a1-f1> ckg:action <concept/role/director> }

# shape: Figure-unitText
INSERT DATA { <id/figure/a1-f1> ckg:unitText "files" }

# shape: Figure-actionText
DELETE DATA { <id/figure/a1-f1> ckg:actionText "solved" } ;
INSERT DATA { <id/figure/a1-f1> ckg:actionText "solved"@en }

# shape: Figure-counts
# also: Text-language
DELETE DATA { <id/figure/a1-f1> ckg:counts "food cases"@en } ;
INSERT DATA { <id/figure/a1-f1> ckg:counts "food cases" }

# shape: Figure-placeText
INSERT DATA { <id/figure/a1-f1> ckg:placeText "" }

# shape: Figure-aboutCampaign
DELETE DATA { <id/figure/a1-f1> ckg:aboutCampaign <id/campaign/clean-plate-2023> } ;
INSERT DATA { <id/figure/a1-f1> ckg:aboutCampaign <id/case/mill> }

# shape: Figure-aboutDomain
INSERT DATA { <id/figure/a1-f1> ckg:aboutDomain <concept/unit/case> }

# shape: Figure-aboutCase
# also: Own-mentioned
INSERT DATA { <id/figure/a1-f2> ckg:aboutCase <id/case/nowhere> }

# shape: Figure-aboutAgency
INSERT DATA { <id/figure/a1-f2> ckg:aboutAgency <id/place/lakeside> }

# shape: Figure-aboutPlace
INSERT DATA { <id/figure/a1-f2> ckg:aboutPlace <id/agency/police> }

# shape: Figure-statedBy
INSERT DATA { <id/figure/a1-f2> ckg:statedBy <id/agency/police> }

# shape: Figure-statedIn
# also: Figure-evidence-source, Own-announcement
DELETE DATA { <id/figure/a1-f2> ckg:statedIn <id/announcement/a1> } ;
INSERT DATA { <id/figure/a1-f2> ckg:statedIn <id/event/a1-e1> }

# shape: Figure-evidence
# also: Figure-evidence-source
DELETE DATA { <id/figure/a1-f1> ckg:evidence <id/evidence/a1-f1> } ;
INSERT DATA { <id/case/mill> ckg:evidence <id/evidence/a1-f1> }

# shape: Figure-evidence-source
# also: Own-announcement
DELETE DATA { <id/evidence/a1-f1> oa:hasSource <id/announcement/a1> } ;
INSERT DATA {
    <id/announcement/a2> a ckg:Announcement ; dcterms:language "en" ; ckg:textKept false ;
        ckg:reviewStatus "accepted" ; schema:url <https://courier.example/a2> .
    <id/evidence/a1-f1> oa:hasSource <id/announcement/a2>
}

# shape: Figure-quote-number
DELETE DATA { <id/evidence/a1-f2#quote> oa:exact "12.5 percent" } ;
INSERT DATA { <id/evidence/a1-f2#quote> oa:exact "a rising share" }

# shape: Figure-periodStart
INSERT DATA { <id/figure/a1-f2> ckg:periodStart "2023" }

# shape: Figure-periodEnd
INSERT DATA { <id/figure/a1-f1> ckg:periodEnd "2024"^^xsd:gYear }

# shape: Figure-period
DELETE DATA { <id/figure/a1-f1> ckg:periodStart "2023"^^xsd:gYear } ;
INSERT DATA { <id/figure/a1-f1> ckg:periodStart "2023-12-05"^^xsd:date }

# shape: Figure-minor
DELETE DATA { <id/figure/a1-f2> ckg:minor false }

# shape: Figure-confidence
INSERT DATA { <id/figure/a1-f2> ckg:confidence 1.5 }

# shape: Figure-reviewStatus
DELETE DATA { <id/figure/a1-f2> ckg:reviewStatus "accepted" } ;
INSERT DATA { <id/figure/a1-f2> ckg:reviewStatus "done" }

# shape: Figure-share
# also: Figure-value-printed
DELETE DATA { <id/figure/a1-f2> ckg:value 12.5 } ;
INSERT DATA { <id/figure/a1-f2> ckg:value 125.0 }

# shape: Figure-sign
DELETE DATA { <id/figure/a1-f1> ckg:value 84.0 } ;
INSERT DATA { <id/figure/a1-f1> ckg:value -84.0 }

# shape: Figure-coherence
DELETE DATA { <id/figure/a1-f1> ckg:unit <concept/unit/case> } ;
INSERT DATA { <id/figure/a1-f1> ckg:unit <concept/unit/percent> }

# shape: Figure-closed
INSERT DATA { <id/figure/a1-f2> ckg:valeu 12.5 }

# shape: Evidence-source
# also: Figure-evidence-source
DELETE DATA { <id/evidence/a1-f1> oa:hasSource <id/announcement/a1> }

# shape: Evidence-selector
INSERT DATA { <id/evidence/a1-f1> oa:hasSelector <id/evidence/a1-f1#words> }

# shape: Evidence-quote
DELETE DATA { <id/evidence/a1-mill> oa:hasSelector <id/evidence/a1-mill#quote> } ;
DELETE WHERE { <id/evidence/a1-mill#quote> ?p ?o }

# shape: Evidence-position
INSERT DATA {
    <id/evidence/a1-f1> oa:hasSelector <id/evidence/a1-f1#again> .
    <id/evidence/a1-f1#again> a oa:TextPositionSelector ; oa:start 110 ; oa:end 129
}

# shape: Evidence-used
INSERT DATA {
    <id/evidence/a1-spare> a ckg:Evidence ; oa:hasSource <id/announcement/a1> ;
        oa:hasSelector <id/evidence/a1-spare#quote> .
    <id/evidence/a1-spare#quote> a oa:TextQuoteSelector ; oa:exact "nothing"
}

# shape: Evidence-length
DELETE DATA { <id/evidence/a1-f1#position> oa:end 29 } ;
INSERT DATA { <id/evidence/a1-f1#position> oa:end 30 }

# shape: Evidence-closed
INSERT DATA { <id/evidence/a1-f1> ckg:confidence 0.5 }

# shape: Evidence-object
INSERT DATA { <id/agency/police> ckg:evidence <id/evidence/lost> }

# shape: QuoteSelector-exact
DELETE DATA { <id/evidence/a1-mill#quote> oa:exact "the mill case" } ;
INSERT DATA { <id/evidence/a1-mill#quote> oa:exact "the mill case"@en }

# shape: QuoteSelector-length
DELETE DATA { <id/evidence/a1-mill#quote> oa:exact "the mill case" } ;
INSERT { <id/evidence/a1-mill#quote> oa:exact ?long }
WHERE { BIND(REPLACE("oooooooooooooooooooo", "o", "a very long quotation ") AS ?long) }

# shape: QuoteSelector-used
INSERT DATA { <id/evidence/a1-lone#quote> a oa:TextQuoteSelector ; oa:exact "nothing" }

# shape: PositionSelector-start
DELETE DATA { <id/evidence/a1-f1#position> oa:start 10 }

# shape: PositionSelector-end
DELETE DATA { <id/evidence/a1-f1#position> oa:end 29 } ;
INSERT DATA { <id/evidence/a1-f1#position> oa:end 29.0 }

# shape: PositionSelector-order
# also: Evidence-length
DELETE DATA { <id/evidence/a1-f1#position> oa:start 10 } ;
INSERT DATA { <id/evidence/a1-f1#position> oa:start 40 }

# shape: PositionSelector-used
INSERT DATA { <id/evidence/a1-lone#position> a oa:TextPositionSelector ; oa:start 1 ; oa:end 3 }

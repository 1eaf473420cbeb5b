# shape: Claim-subject
# also: Claim-stated
INSERT DATA { <id/claim/a1-c1> ckg:claimSubject <id/agency/food-bureau> }

# shape: Claim-predicate
# also: Claim-ends, Claim-stated
DELETE DATA { <id/claim/a1-c1> ckg:claimPredicate ckg:leads } ;
INSERT DATA { <id/claim/a1-c1> ckg:claimPredicate ckg:mentions }

# shape: Claim-object
DELETE DATA { <id/claim/a1-c1> ckg:claimObject <id/campaign/clean-plate-2023> }

# shape: Claim-statedIn
# also: Claim-evidence-source
DELETE DATA { <id/claim/a1-c1> ckg:statedIn <id/announcement/a1> }

# shape: Claim-evidence
# also: Evidence-object, Claim-evidence-source
DELETE DATA { <id/claim/a1-c1> ckg:evidence <id/evidence/a1-police> } ;
INSERT DATA { <id/claim/a1-c1> ckg:evidence <id/evidence/lost> }

# shape: Claim-reviewStatus
DELETE DATA { <id/claim/a1-c1> ckg:reviewStatus "accepted" }

# shape: Claim-confidence
DELETE DATA { <id/claim/a1-c1> ckg:confidence 0.9 } ;
INSERT DATA { <id/claim/a1-c1> ckg:confidence "0.9" }

# shape: Claim-evidence-source
INSERT DATA {
    <id/announcement/a2> a ckg:Announcement ; dcterms:language "en" ; ckg:textKept false ;
        ckg:reviewStatus "accepted" ; schema:url <https://courier.example/a2> .
    <id/evidence/a2-1> a ckg:Evidence ; oa:hasSource <id/announcement/a2> ; oa:hasSelector <id/evidence/a2-1#quote> .
    <id/evidence/a2-1#quote> a oa:TextQuoteSelector ; oa:exact "the police" .
    <id/claim/a1-c1> ckg:evidence <id/evidence/a2-1>
}

# shape: Claim-ends
# also: Claim-stated
DELETE DATA { <id/claim/a1-c1> ckg:claimObject <id/campaign/clean-plate-2023> } ;
INSERT DATA { <id/claim/a1-c1> ckg:claimObject <id/case/mill> }

# shape: Claim-closed
INSERT DATA { <id/claim/a1-c1> ckg:gloss "a claim"@en }

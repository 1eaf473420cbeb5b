# shape: leads-subject
INSERT DATA { <id/nothing/x> ckg:leads <id/campaign/market-week> }

# shape: leads-object
INSERT DATA { <id/agency/police> ckg:leads <id/nothing/x> }

# shape: participatesIn-subject
INSERT DATA { <id/nothing/x> ckg:participatesIn <id/campaign/market-week> }

# shape: participatesIn-object
INSERT DATA { <id/agency/police> ckg:participatesIn <id/nothing/x> }

# shape: directlyParticipatesIn-subject
INSERT DATA { <id/nothing/x> ckg:directlyParticipatesIn <id/campaign/market-week> }

# shape: directlyParticipatesIn-object
INSERT DATA { <id/agency/police> ckg:directlyParticipatesIn <id/nothing/x> }

# shape: targets-subject
INSERT DATA { <id/nothing/x> ckg:targets <concept/domain/food> }

# shape: targets-object
INSERT DATA { <id/campaign/market-week> ckg:targets <id/nothing/x> }

# shape: partOfCampaign-subject
INSERT DATA { <id/nothing/x> ckg:partOfCampaign <id/campaign/clean-plate-2023> }

# shape: partOfCampaign-object
INSERT DATA { <id/campaign/market-week> ckg:partOfCampaign <id/nothing/x> }

# shape: handles-subject
# also: Relation-claimed
INSERT DATA { <id/nothing/x> ckg:handles <id/case/mill> }

# shape: handles-object
# also: Relation-claimed
INSERT DATA { <id/agency/police> ckg:handles <id/nothing/x> }

# shape: supervises-subject
# also: Relation-claimed
INSERT DATA { <id/nothing/x> ckg:supervises <id/case/mill> }

# shape: supervises-object
# also: Relation-claimed
INSERT DATA { <id/agency/police> ckg:supervises <id/nothing/x> }

# shape: concerns-subject
# also: Relation-claimed
INSERT DATA { <id/nothing/x> ckg:concerns <concept/domain/food> }

# shape: concerns-object
# also: Relation-claimed
INSERT DATA { <id/case/mill> ckg:concerns <id/nothing/x> }

# shape: unitOf-subject
INSERT DATA { <id/nothing/x> org:unitOf <id/agency/police> }

# shape: unitOf-object
INSERT DATA { <id/agency/stations> org:unitOf <id/nothing/x> }

# shape: speaksFor-subject
INSERT DATA { <id/nothing/x> ckg:speaksFor <id/agency/police> }

# shape: speaksFor-object
INSERT DATA { <id/official/ann-berg> ckg:speaksFor <id/nothing/x> }

# shape: hosts-subject
# also: Relation-claimed
INSERT DATA { <id/nothing/x> ckg:hosts <id/event/a1-e1> }

# shape: hosts-object
# also: Relation-claimed
INSERT DATA { <id/agency/police> ckg:hosts <id/nothing/x> }

# shape: attends-subject
# also: Relation-claimed
INSERT DATA { <id/nothing/x> ckg:attends <id/event/a1-e1> }

# shape: attends-object
# also: Relation-claimed
INSERT DATA { <id/official/ann-berg> ckg:attends <id/nothing/x> }

# shape: announces-subject
# also: Relation-claimed
INSERT DATA { <id/nothing/x> ckg:announces <id/campaign/market-week> }

# shape: announces-object
# also: Relation-claimed
INSERT DATA { <id/event/a1-e1> ckg:announces <id/nothing/x> }

# shape: editionOf-subject
INSERT DATA { <id/nothing/x> ckg:editionOf <id/series/clean-plate> }

# shape: editionOf-object
# also: Campaign-edition-series
INSERT DATA { <id/campaign/market-week> ckg:editionOf <id/nothing/x> }

# shape: jurisdiction-subject
INSERT DATA { <id/nothing/x> ckg:jurisdiction <id/place/lakeside> }

# shape: jurisdiction-object
INSERT DATA { <id/agency/food-bureau> ckg:jurisdiction <id/nothing/x> }

# shape: reportsOn-subject
INSERT DATA { <id/nothing/x> ckg:reportsOn <id/event/a1-e1> }

# shape: reportsOn-object
INSERT DATA { <id/announcement/a1> ckg:reportsOn <id/nothing/x> }

# shape: mentions-subject
INSERT DATA { <id/nothing/x> ckg:mentions <id/campaign/market-week> }

# shape: mentions-object
INSERT DATA { <id/announcement/a1> ckg:mentions <id/nothing/x> }

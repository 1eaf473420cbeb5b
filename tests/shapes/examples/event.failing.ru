# shape: PublicEvent-date
DELETE DATA { <id/event/a1-e1> schema:startDate "2023-12-01"^^xsd:date } ;
INSERT DATA { <id/event/a1-e1> schema:startDate "1 December" }

# shape: PublicEvent-place
INSERT DATA { <id/event/a1-e1> ckg:place <id/place/northland> }

# shape: PublicEvent-placeText
INSERT DATA { <id/event/a1-e1> ckg:placeText "the town hall" }

# shape: PublicEvent-reported
DELETE DATA { <id/announcement/a1> ckg:reportsOn <id/event/a1-e1> }

# shape: Announcement-title
# also: Text-language
INSERT DATA { <id/announcement/a1> dcterms:title "A second title" }

# shape: Announcement-language
# also: Text-language
DELETE DATA { <id/announcement/a1> dcterms:language "en" } ;
INSERT DATA { <id/announcement/a1> dcterms:language "English" }

# shape: Announcement-issued
INSERT DATA { <id/announcement/a1> dcterms:issued "2023-12-02"^^xsd:date }

# shape: Announcement-publisher
INSERT DATA { <id/announcement/a1> ckg:publisherName "Lakeside Herald" }

# shape: Announcement-url
DELETE DATA { <id/announcement/a1> schema:url <https://courier.example/a1> } ;
INSERT DATA { <id/announcement/a1> schema:url "https://courier.example/a1" }

# shape: Announcement-sha256
INSERT DATA { <id/announcement/a1> ckg:sha256 "a0a0" }

# shape: Announcement-textKept
DELETE DATA { <id/announcement/a1> ckg:textKept false }

# shape: Announcement-reviewStatus
DELETE DATA { <id/announcement/a1> ckg:reviewStatus "accepted" }

# shape: Announcement-source
INSERT DATA {
    <id/announcement/a2> a ckg:Announcement ; dcterms:language "en" ; ckg:textKept false ; ckg:reviewStatus "accepted"
}

# shape: Record-hash
DELETE WHERE { <graph/announcement/a1> ckg:recordSha256 ?hash }

# shape: Record-path
DELETE WHERE { <graph/announcement/a1> ckg:recordPath ?path }

# shape: Announcement-closed
INSERT DATA { <id/announcement/a1> dcterms:rights "all" }

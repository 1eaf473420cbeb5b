# shape: Finding-check
DELETE DATA { <id/finding/growth-0a1b2c3d4e5f> ckg:checkName "growth" } ;
INSERT DATA { <id/finding/growth-0a1b2c3d4e5f> ckg:checkName "astrology" }

# shape: Finding-verdict
DELETE DATA { <id/finding/growth-0a1b2c3d4e5f> ckg:verdict "agrees" }

# shape: Finding-severity
DELETE DATA { <id/finding/growth-0a1b2c3d4e5f> ckg:severity "info" } ;
INSERT DATA { <id/finding/growth-0a1b2c3d4e5f> ckg:severity "dreadful" }

# shape: Finding-explanation
DELETE WHERE { <id/finding/growth-0a1b2c3d4e5f> ckg:explanation ?text }

# shape: Finding-judges
INSERT DATA { <id/finding/growth-0a1b2c3d4e5f> ckg:judges <id/agency/police> }

# shape: Finding-announcement
DELETE DATA { <id/finding/growth-0a1b2c3d4e5f> ckg:judgesAnnouncement <id/announcement/a1> }

# shape: Finding-closed
INSERT DATA { <id/finding/growth-0a1b2c3d4e5f> ckg:value 1.0 }
# also: Bearer-Figure

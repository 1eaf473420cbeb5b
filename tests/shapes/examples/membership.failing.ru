# shape: Membership-member
DELETE DATA { <id/membership/a1-ann> org:member <id/official/ann-berg> }

# shape: Membership-organization
DELETE DATA { <id/membership/a1-ann> org:organization <id/agency/food-bureau> }

# shape: Membership-role
INSERT DATA { <id/membership/a1-ann> org:role <concept/role/head> }

# shape: Membership-role-scheme
DELETE DATA { <id/membership/a1-ann> org:role <concept/role/director> } ;
INSERT DATA { <id/membership/a1-ann> org:role <concept/action/solved> }

# shape: Membership-roleText
INSERT DATA { <id/membership/a1-ann> ckg:roleText "head" }

# shape: Membership-statedIn
# also: Own-announcement, Own-mentioned
INSERT DATA { <id/membership/a1-ann> ckg:statedIn <id/announcement/a2> }

# shape: Membership-speaksFor
DELETE DATA { <id/official/ann-berg> ckg:speaksFor <id/agency/food-bureau> }

# shape: Membership-closed
INSERT DATA { <id/membership/a1-ann> ckg:gloss "chief"@en }

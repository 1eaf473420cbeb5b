"""The ontology's terms as constants; a test keeps them equal to ``ontology/``."""

from __future__ import annotations

from typing import Final

BASE: Final = "https://w3id.org/campaign-kg/"
ONTOLOGY: Final = BASE + "ontology"
CKG: Final = ONTOLOGY + "#"

# Classes
C_UNDERTAKING: Final = CKG + "Undertaking"
C_CAMPAIGN: Final = CKG + "Campaign"
C_CAMPAIGN_SERIES: Final = CKG + "CampaignSeries"
C_AGENCY: Final = CKG + "Agency"
C_MINISTRY: Final = CKG + "Ministry"
C_BUREAU: Final = CKG + "Bureau"
C_COURT: Final = CKG + "Court"
C_PROCURATORATE: Final = CKG + "Procuratorate"
C_POLICE_FORCE: Final = CKG + "PoliceForce"
C_INTERNATIONAL_BODY: Final = CKG + "InternationalBody"
C_CUSTOMS_AUTHORITY: Final = CKG + "CustomsAuthority"
C_COAST_GUARD: Final = CKG + "CoastGuard"
C_REGULATORY_BODY: Final = CKG + "RegulatoryBody"
C_PARTY_BODY: Final = CKG + "PartyBody"
C_GOVERNMENT: Final = CKG + "Government"
C_AGENCY_COLLECTIVE: Final = CKG + "AgencyCollective"
C_CRIME_DOMAIN: Final = CKG + "CrimeDomain"
C_CASE: Final = CKG + "Case"
C_FIGURE: Final = CKG + "Figure"
C_ANNOUNCEMENT: Final = CKG + "Announcement"
C_PUBLIC_EVENT: Final = CKG + "PublicEvent"
C_PRESS_CONFERENCE: Final = CKG + "PressConference"
C_MEETING: Final = CKG + "Meeting"
C_OFFICIAL: Final = CKG + "Official"
C_PLACE: Final = CKG + "Place"
C_EVIDENCE: Final = CKG + "Evidence"
C_CLAIM: Final = CKG + "Claim"
C_STATED_WINDOW: Final = CKG + "StatedWindow"
C_INFERENCE_RULE: Final = CKG + "InferenceRule"
C_FINDING: Final = CKG + "Finding"

# Defined classes, filled by inference
C_JOINT_CAMPAIGN: Final = CKG + "JointCampaign"
C_SUPERVISED_CASE: Final = CKG + "SupervisedCase"
C_SPOKEN_FIGURE: Final = CKG + "SpokenFigure"
C_BOUNDED_FIGURE: Final = CKG + "BoundedFigure"
C_CHANGE_FIGURE: Final = CKG + "ChangeFigure"
C_SUB_CAMPAIGN: Final = CKG + "SubCampaign"
C_SERIES_EDITION: Final = CKG + "SeriesEdition"
C_LEAD_AGENCY: Final = CKG + "LeadAgency"
C_SUPERVISING_AGENCY: Final = CKG + "SupervisingAgency"
C_INTERNATIONAL_CAMPAIGN: Final = CKG + "InternationalCampaign"
C_MULTI_DOMAIN_CAMPAIGN: Final = CKG + "MultiDomainCampaign"
C_CAMPAIGN_FIGURE: Final = CKG + "CampaignFigure"
C_CASE_FIGURE: Final = CKG + "CaseFigure"
C_POSITIONED_EVIDENCE: Final = CKG + "PositionedEvidence"

# Object properties
EDITION_OF: Final = CKG + "editionOf"
HAS_EDITION: Final = CKG + "hasEdition"
PART_OF_CAMPAIGN: Final = CKG + "partOfCampaign"
HAS_PART: Final = CKG + "hasPart"
LEADS: Final = CKG + "leads"
LED_BY: Final = CKG + "ledBy"
PARTICIPATES_IN: Final = CKG + "participatesIn"
HAS_PARTICIPANT: Final = CKG + "hasParticipant"
DIRECTLY_PARTICIPATES_IN: Final = CKG + "directlyParticipatesIn"
HAS_DIRECT_PARTICIPANT: Final = CKG + "hasDirectParticipant"
TARGETS: Final = CKG + "targets"
TARGETED_BY: Final = CKG + "targetedBy"
JURISDICTION: Final = CKG + "jurisdiction"
HANDLES: Final = CKG + "handles"
HANDLED_BY: Final = CKG + "handledBy"
SUPERVISES: Final = CKG + "supervises"
SUPERVISED_BY: Final = CKG + "supervisedBy"
CONCERNS: Final = CKG + "concerns"
PLACE: Final = CKG + "place"
UNIT: Final = CKG + "unit"
MEASURE: Final = CKG + "measure"
COMPARATOR: Final = CKG + "comparator"
ACTION: Final = CKG + "action"
ABOUT_CAMPAIGN: Final = CKG + "aboutCampaign"
ABOUT_DOMAIN: Final = CKG + "aboutDomain"
ABOUT_CASE: Final = CKG + "aboutCase"
ABOUT_AGENCY: Final = CKG + "aboutAgency"
ABOUT_PLACE: Final = CKG + "aboutPlace"
STATED_BY: Final = CKG + "statedBy"
STATED_IN: Final = CKG + "statedIn"
EVIDENCE: Final = CKG + "evidence"
HOSTS: Final = CKG + "hosts"
HOSTED_BY: Final = CKG + "hostedBy"
ATTENDS: Final = CKG + "attends"
ATTENDED_BY: Final = CKG + "attendedBy"
ANNOUNCES: Final = CKG + "announces"
ANNOUNCED_BY: Final = CKG + "announcedBy"
SPEAKS_FOR: Final = CKG + "speaksFor"
MENTIONS: Final = CKG + "mentions"
REPORTS_ON: Final = CKG + "reportsOn"
DERIVED_BY_RULE: Final = CKG + "derivedByRule"
JUDGES: Final = CKG + "judges"
JUDGES_ANNOUNCEMENT: Final = CKG + "judgesAnnouncement"
CLAIM_SUBJECT: Final = CKG + "claimSubject"
CLAIM_PREDICATE: Final = CKG + "claimPredicate"
CLAIM_OBJECT: Final = CKG + "claimObject"

# Datatype properties
YEAR: Final = CKG + "year"
EDITION: Final = CKG + "edition"
START: Final = CKG + "start"
END: Final = CKG + "end"
PERIOD_START: Final = CKG + "periodStart"
PERIOD_END: Final = CKG + "periodEnd"
VALUE: Final = CKG + "value"
UPPER_VALUE: Final = CKG + "upperValue"
UNIT_TEXT: Final = CKG + "unitText"
ACTION_TEXT: Final = CKG + "actionText"
ROLE_TEXT: Final = CKG + "roleText"
PLACE_TEXT: Final = CKG + "placeText"
COUNTS: Final = CKG + "counts"
SHA256: Final = CKG + "sha256"
CONFIDENCE: Final = CKG + "confidence"
REVIEW_STATUS: Final = CKG + "reviewStatus"
MINOR: Final = CKG + "minor"
COLLECTIVE: Final = CKG + "collective"
GLOSS: Final = CKG + "gloss"
PRINTED_NAME: Final = CKG + "printedName"
TEXT_KEPT: Final = CKG + "textKept"
PUBLISHER_NAME: Final = CKG + "publisherName"
RECORD_SHA256: Final = CKG + "recordSha256"
RECORD_PATH: Final = CKG + "recordPath"
CHECK_NAME: Final = CKG + "checkName"
VERDICT: Final = CKG + "verdict"
SEVERITY: Final = CKG + "severity"
EXPLANATION: Final = CKG + "explanation"

# Annotation properties
TERM_SOURCE: Final = CKG + "termSource"

CLASSES: Final = frozenset(
    {
        C_UNDERTAKING,
        C_CAMPAIGN,
        C_CAMPAIGN_SERIES,
        C_AGENCY,
        C_MINISTRY,
        C_BUREAU,
        C_COURT,
        C_PROCURATORATE,
        C_POLICE_FORCE,
        C_INTERNATIONAL_BODY,
        C_CUSTOMS_AUTHORITY,
        C_COAST_GUARD,
        C_REGULATORY_BODY,
        C_PARTY_BODY,
        C_GOVERNMENT,
        C_AGENCY_COLLECTIVE,
        C_CRIME_DOMAIN,
        C_CASE,
        C_FIGURE,
        C_ANNOUNCEMENT,
        C_PUBLIC_EVENT,
        C_PRESS_CONFERENCE,
        C_MEETING,
        C_OFFICIAL,
        C_PLACE,
        C_EVIDENCE,
        C_CLAIM,
        C_STATED_WINDOW,
        C_INFERENCE_RULE,
        C_FINDING,
    }
)
DEFINED_CLASSES: Final = frozenset(
    {
        C_JOINT_CAMPAIGN,
        C_SUPERVISED_CASE,
        C_SPOKEN_FIGURE,
        C_BOUNDED_FIGURE,
        C_CHANGE_FIGURE,
        C_SUB_CAMPAIGN,
        C_SERIES_EDITION,
        C_LEAD_AGENCY,
        C_SUPERVISING_AGENCY,
        C_INTERNATIONAL_CAMPAIGN,
        C_MULTI_DOMAIN_CAMPAIGN,
        C_CAMPAIGN_FIGURE,
        C_CASE_FIGURE,
        C_POSITIONED_EVIDENCE,
    }
)
OBJECT_PROPERTIES: Final = frozenset(
    {
        EDITION_OF,
        HAS_EDITION,
        PART_OF_CAMPAIGN,
        HAS_PART,
        LEADS,
        LED_BY,
        PARTICIPATES_IN,
        HAS_PARTICIPANT,
        DIRECTLY_PARTICIPATES_IN,
        HAS_DIRECT_PARTICIPANT,
        TARGETS,
        TARGETED_BY,
        JURISDICTION,
        HANDLES,
        HANDLED_BY,
        SUPERVISES,
        SUPERVISED_BY,
        CONCERNS,
        PLACE,
        UNIT,
        MEASURE,
        COMPARATOR,
        ACTION,
        ABOUT_CAMPAIGN,
        ABOUT_DOMAIN,
        ABOUT_CASE,
        ABOUT_AGENCY,
        ABOUT_PLACE,
        STATED_BY,
        STATED_IN,
        EVIDENCE,
        HOSTS,
        HOSTED_BY,
        ATTENDS,
        ATTENDED_BY,
        ANNOUNCES,
        ANNOUNCED_BY,
        SPEAKS_FOR,
        MENTIONS,
        REPORTS_ON,
        DERIVED_BY_RULE,
        JUDGES,
        JUDGES_ANNOUNCEMENT,
        CLAIM_SUBJECT,
        CLAIM_PREDICATE,
        CLAIM_OBJECT,
    }
)
DATATYPE_PROPERTIES: Final = frozenset(
    {
        YEAR,
        EDITION,
        START,
        END,
        PERIOD_START,
        PERIOD_END,
        VALUE,
        UPPER_VALUE,
        UNIT_TEXT,
        ACTION_TEXT,
        ROLE_TEXT,
        PLACE_TEXT,
        COUNTS,
        SHA256,
        CONFIDENCE,
        REVIEW_STATUS,
        MINOR,
        COLLECTIVE,
        GLOSS,
        PRINTED_NAME,
        TEXT_KEPT,
        PUBLISHER_NAME,
        RECORD_SHA256,
        RECORD_PATH,
        CHECK_NAME,
        VERDICT,
        SEVERITY,
        EXPLANATION,
    }
)
ANNOTATION_PROPERTIES: Final = frozenset({TERM_SOURCE})

# Outside vocabularies we state facts in
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
PROV: Final = "http://www.w3.org/ns/prov#"
ORG: Final = "http://www.w3.org/ns/org#"
OA: Final = "http://www.w3.org/ns/oa#"
DCTERMS: Final = "http://purl.org/dc/terms/"
SCHEMA: Final = "https://schema.org/"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
QB: Final = "http://purl.org/linked-data/cube#"
TIME: Final = "http://www.w3.org/2006/time#"
SH: Final = "http://www.w3.org/ns/shacl#"

PREFIXES: Final = {
    "ckg": CKG,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "prov": PROV,
    "org": ORG,
    "oa": OA,
    "dcterms": DCTERMS,
    "schema": SCHEMA,
    "foaf": FOAF,
    "qb": QB,
    "time": TIME,
    "sh": SH,
}
"""Prefix to namespace, for queries, Turtle and messages."""

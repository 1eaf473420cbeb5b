"""The arrows put together: data folder → quads → SHACL → store → entailment, and one document in or out.

This is the one package that knows every stage. A build makes a new generation of the store beside the old one and
swaps it in; a document is put in, replaced or withdrawn whole or not at all. Either way nothing lands that has not
been validated.
"""

from kg.pipeline.build import build, dataset_graphs
from kg.pipeline.change import put_records, withdraw_documents
from kg.pipeline.engines import Engines
from kg.pipeline.report import BuildReport, Progress
from kg.pipeline.validation import validate_files, validate_store

__all__ = [
    "BuildReport",
    "Engines",
    "Progress",
    "build",
    "dataset_graphs",
    "put_records",
    "validate_files",
    "validate_store",
    "withdraw_documents",
]

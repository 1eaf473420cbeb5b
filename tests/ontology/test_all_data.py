"""The ontology with all the data is consistent, and a wrong fact among them makes it inconsistent."""

import pytest

from kg.model import vocabulary as v
from kg.pipeline import dataset_graphs
from kg.rdf import names as n
from kg.rdf.iris import Iris
from kg.rdf.terms import NamedNode, Triple
from kg.read.dataset import read_dataset
from kg.reason.ontology import check_consistency
from kg.validate.shacl import render_ntriples
from tests.conftest import REPOSITORY

FOLDER = REPOSITORY / "data"
ID = v.BASE + "id/"


@pytest.fixture(scope="module")
def all_data() -> bytes:
    graphs = dataset_graphs(read_dataset(FOLDER), FOLDER, Iris())
    return render_ntriples({triple for _, triples in graphs for triple in triples})


def test_all_the_data_are_consistent(all_data):
    outcome = check_consistency(all_data)
    assert outcome.consistent, outcome


def test_they_are_consistent_with_what_other_vocabularies_call_them(all_data):
    outcome = check_consistency(all_data, alignments=True)
    assert outcome.consistent, outcome


@pytest.mark.parametrize(
    ("subject", "predicate", "object_"),
    [
        ("agency/interpol", n.RDF_TYPE.value, v.C_CAMPAIGN),
        ("campaign/kunlun-2023", n.RDF_TYPE.value, v.C_CAMPAIGN_SERIES),
        ("campaign/kunlun-2023", v.LEADS, ID + "campaign/kunlun-2022"),
    ],
)
def test_a_wrong_fact_makes_them_inconsistent(all_data, subject, predicate, object_):
    wrong = Triple(NamedNode(ID + subject), NamedNode(predicate), NamedNode(object_))
    outcome = check_consistency(all_data, render_ntriples([wrong]))
    assert not outcome.consistent

"""Files, batches, vector stores, models, jobs: ids pass, words of people are read."""

from __future__ import annotations

from typing import Any

import pytest
from openai.types import (
    Batch,
    BatchCreateParams,
    FileObject,
    Model,
    Upload,
    UploadCompleteParams,
    UploadCreateParams,
    VectorStore,
    VectorStoreCreateParams,
    VectorStoreSearchParams,
    VectorStoreSearchResponse,
    VectorStoreUpdateParams,
)
from openai.types.file_create_params import FileCreateParams
from openai.types.fine_tuning import FineTuningJob, FineTuningJobEvent, JobCreateParams
from openai.types.uploads import UploadPart
from openai.types.vector_stores import (
    FileBatchCreateParams,
    FileContentResponse,
    FileUpdateParams,
    VectorStoreFile,
    VectorStoreFileBatch,
)
from openai.types.vector_stores import FileCreateParams as StoredFileParams

from proxy.dialect import Seen
from proxy.dialects.openai import OpenAI
from proxy.surfaces.files import Files
from proxy.surfaces.stored import Batches, FineTuning, Models, VectorStores
from proxy.table import Table
from tests.proxy.surfaces.chat_streams import FLAG, found
from tests.proxy.surfaces.sdktypes import shapes
from tests.proxy.surfaces.sessions import SECRET, Talk, dumps, talk


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        (Files.answer, FileObject),
        (Files.answer, Upload),
        (Files.answer, UploadPart),
        (Files.request, UploadCreateParams),
        (Files.request, UploadCompleteParams),
        (Batches.request, BatchCreateParams),
        (Batches.answer, Batch),
        (VectorStores.request, VectorStoreCreateParams),
        (VectorStores.request, VectorStoreUpdateParams),
        (VectorStores.request, VectorStoreSearchParams),
        (VectorStores.request, StoredFileParams),
        (VectorStores.request, FileUpdateParams),
        (VectorStores.request, FileBatchCreateParams),
        (VectorStores.answer, VectorStore),
        (VectorStores.answer, VectorStoreSearchResponse),
        (VectorStores.answer, VectorStoreFile),
        (VectorStores.answer, VectorStoreFileBatch),
        (VectorStores.answer, FileContentResponse),
        (Models.answer, Model),
        (FineTuning.request, JobCreateParams),
        (FineTuning.answer, FineTuningJob),
        (FineTuning.answer, FineTuningJobEvent),
    ],
)
def test_every_string_the_client_knows_is_mapped(table: Table, kind: object) -> None:
    assert {shape for shape in shapes(kind) if not table.slot(shape).mapped} == set()


@pytest.mark.parametrize(
    "kind", [FileObject, Batch, VectorStore, VectorStoreSearchResponse, Model, FineTuningJob]
)
def test_and_so_it_is_in_a_page(kind: object) -> None:
    tables = (
        Files.answer,
        Batches.answer,
        VectorStores.answer,
        VectorStores.answer,
        Models.answer,
        FineTuning.answer,
    )
    names = (FileObject, Batch, VectorStore, VectorStoreSearchResponse, Model, FineTuningJob)
    table = tables[names.index(kind)]  # type: ignore[arg-type]  # one of these
    assert {s for s in shapes(kind, "/data/*") if not table.slot(s).mapped} == set()


def test_a_form_says_what_a_request_says() -> None:
    assert {s for s in shapes(FileCreateParams) if not Files.form.slot(s.removesuffix("/*")).mapped} == set()


def ask(path: str, doc: Any, answer: Any) -> Talk:
    return talk(OpenAI(), path, doc, dumps(answer), FLAG, kind="application/json")


@pytest.mark.parametrize(
    ("path", "doc", "role"),
    [
        ("/v1/vector_stores", {"name": SECRET}, "user"),
        ("/v1/vector_stores/vs/search", {"query": [SECRET]}, "user"),
        ("/v1/vector_stores/vs/files/f", {"attributes": {"a": SECRET}}, "user"),
        ("/v1/batches", {"metadata": {"a": SECRET}}, "user"),
        ("/v1/uploads", {"filename": SECRET}, "user"),
        ("/v1/fine_tuning/jobs", {"suffix": SECRET}, "user"),
    ],
)
def test_words_of_people_are_read(path: str, doc: Any, role: str) -> None:
    out = ask(path, doc, {})
    assert (found(out), out.unmapped()) == ([role], [])


@pytest.mark.parametrize(
    ("path", "doc", "role"),
    [
        (
            "/v1/vector_stores/vs/search",
            {"data": [{"content": [{"type": "text", "text": SECRET}]}]},
            "retrieved",
        ),
        ("/v1/vector_stores/vs/files/f/content", {"data": [{"type": "text", "text": SECRET}]}, "retrieved"),
        ("/v1/vector_stores/vs/search", {"search_query": [SECRET]}, "user"),
        ("/v1/files", {"data": [{"filename": SECRET}]}, "user"),
        ("/v1/uploads/u/complete", {"file": {"filename": SECRET}}, "user"),
        ("/v1/batches/b", {"errors": {"data": [{"message": SECRET}]}}, "error"),
        ("/v1/models/m", {"error": {"message": SECRET}}, "error"),
        ("/v1/fine_tuning/jobs/j/events", {"data": [{"message": SECRET}]}, "error"),
    ],
)
def test_what_is_stored_is_read_on_its_way_back(path: str, doc: Any, role: str) -> None:
    out = ask(path, {}, doc)
    assert (found(out), out.unmapped()) == ([role], [])


def test_a_search_is_a_conversation_of_its_store() -> None:
    first, other = (VectorStores(Seen("POST", f"/v1/vector_stores/{name}/search")) for name in "ab")
    assert first.conversation({"query": "x"}) == first.conversation({"query": "y"})
    assert first.conversation({}) != other.conversation({})

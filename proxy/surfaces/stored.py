"""OpenAI's stored things: files, uploads, batches, vector stores, models, fine-tuning jobs.

Their objects are ids, states and times, and a few words of people: names, descriptions,
metadata, what an error says. What is stored in a vector store comes back from a search as
found text.
"""

from __future__ import annotations

from proxy.dialect import Json, Surface
from proxy.surfaces.chat_parts import Rows, exempt
from proxy.surfaces.chat_tables import errors
from proxy.table import EXEMPT, FILE_ID, Slot, Table

USER = Slot("user")
FREE = Slot("user", keys=True)
_ERROR = Slot("error")
_FOUND = Slot("retrieved")


def listed(rows: Rows) -> Rows:
    """An object alone, and as one of a page."""
    pages = {f"/data/*{at}": slot for at, slot in rows.items()}
    return {**rows, **pages, **exempt("", "object", "first_id", "last_id", "next_page"), **errors()}


def file(at: str = "") -> Rows:
    """A file's own description, not its content."""
    return {
        **exempt(at, "id", "object", "type", "purpose", "status", "mime_type", "expires_at", "downloadable"),
        f"{at}/filename": USER,
        f"{at}/status_details": _ERROR,
        f"{at}/status_details/**": _ERROR,
    }


class Batches(Surface):
    """POST /batches and what belongs to it. What a batch asks and is told are files."""

    name = "batches"
    request = Table(
        {
            **exempt("", "endpoint", "completion_window", "output_expires_after/anchor"),
            "/input_file_id": FILE_ID,
            "/metadata/**": FREE,
        }
    )
    answer = Table(
        listed(
            {
                **exempt("", "id", "object", "endpoint", "model", "completion_window", "status", "usage/**"),
                **exempt("", "input_file_id", "output_file_id", "error_file_id", "errors/object"),
                **exempt("/errors/data/*", "code", "param"),
                "/errors/data/*/message": _ERROR,
                "/metadata/**": FREE,
            }
        )
    )


_CHUNKING = "chunking_strategy/**"


class VectorStores(Surface):
    """/vector_stores: stores, the files in them, and searches."""

    name = "vector_stores"
    request = Table(
        {
            **{f"/{name}": FILE_ID for name in ("file_id", "file_ids/*", "files/*/file_id")},
            **exempt("", "vector_store_id", _CHUNKING, "expires_after/anchor"),
            **exempt("", f"files/*/{_CHUNKING}", "ranking_options/**"),
            "/name": USER,
            "/description": USER,
            "/metadata/**": FREE,
            "/attributes/**": FREE,
            "/files/*/attributes/**": FREE,
            "/query": USER,
            "/query/*": USER,
            "/filters/type": EXEMPT,
            "/filters/**": USER,
        }
    )
    answer = Table(
        listed(
            {
                **exempt("", "id", "object", "status", "vector_store_id", "file_id", _CHUNKING),
                **exempt("", "expires_after/anchor", "type", "content/*/type", "last_error/code"),
                "/name": USER,
                "/description": USER,
                "/metadata/**": FREE,
                "/attributes/**": FREE,
                "/last_error/message": _ERROR,
                "/search_query": USER,
                "/search_query/*": USER,
                "/filename": _FOUND,
                "/text": _FOUND,
                "/content/*/text": _FOUND,
            }
        )
    )

    def conversation(self, doc: Json) -> tuple[str, bool]:
        # What a search finds was stored by others, at other times.
        del doc
        return self.seen.path, True


class Models(Surface):
    """/models: names, and what servers add to them."""

    name = "models"
    answer = Table(
        listed(
            {
                **exempt("", "id", "object", "type", "owned_by", "root", "parent", "shutdown_date"),
                **exempt("", "created_at", "permission/*/**", "capabilities/**", "architecture/**"),
                "/display_name": Slot("definition"),
                "/description": Slot("definition"),
                "/name": Slot("definition"),
            }
        )
    )


_TUNED = (
    *("id", "object", "model", "fine_tuned_model", "organization_id", "status"),
    *("result_files/*", "hyperparameters/**", "integrations/*/type", "level", "type"),
    *("user_provided_suffix", "error/code", "error/param", "fine_tuning_job_id", "project_id"),
    *("method/type", "method/dpo/**", "method/supervised/**", "method/reinforcement/hyperparameters/**"),
)


def _tuning(error: Slot) -> Rows:
    return {
        **exempt("", *_TUNED, "fine_tuned_model_checkpoint"),
        **{f"/{name}": FILE_ID for name in ("training_file", "validation_file")},
        "/integrations/*/wandb/**": USER,
        "/metadata/**": FREE,
        "/suffix": USER,
        "/method/reinforcement/grader/**": Slot("definition"),
        "/error/message": error,
        "/message": error,
    }


class FineTuning(Surface):
    """/fine_tuning: jobs, their events and checkpoints. What they learn from are files."""

    name = "fine_tuning"
    request = Table(_tuning(_ERROR))
    answer = Table({**listed(_tuning(_ERROR)), "/data/**": FREE})  # what belongs to an event

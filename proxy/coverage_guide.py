"""The prose of the page of what is read: in front of its summary, and behind it."""

from __future__ import annotations

BEFORE = """\
# What is read of what passes

<!-- Written by `python -m proxy.coverage`; a test holds it to the code. -->

A dialect maps a request's path to a surface, and a surface has a table for each direction: the request, the
answer where it is one document, and the events of a stream. This page is drawn from those tables.

- **inspected**: read as text by every detector of the policy, and masked or refused as it rules.
  *streamed*: the next piece of a text, joined with the others before it is read. *as one*: read together
  with its neighbours. *base64*: such a value is not text and is reported as unscanned; an address or a text
  in its place is inspected, an address of a request reported too (`remote image`, …). *reported*: also as
  `sekisho.unmapped`.
- **exempt**: ids, enumerations, model names, signatures. Never read, never touched.
- *told*: it leads to content that does not pass here (a file id, an address). In a request that is reported
  as unscanned, in an answer it is not.
- **unscanned**: content that is not text. It passes, and a policy row for `sekisho.unscanned` says whether
  it may.

**What no table names is inspected all the same**, with its keys, and reported as `sekisho.unmapped`. So is
all of every path that no dialect knows (`generic`). Numbers and truth values are not text. Besides the
tables, a surface may report what stands in no field of its own as unscanned: token ids in the place of a
prompt, history that only the provider has.

Files of requests and answers (batches) are read line by line, each by the tables of the path it names.

## Summary

Rows of the tables: inspected / exempt / unscanned.
"""

AFTER = """\
In the lists below a field stands under the member of the document it is in, by its own name; `…` is all
that is below a member. Of events with tables of their own, what is exempt is left out: it is the same in
all. `python -m proxy.coverage PATH [DIALECT]` prints each row with its whole pattern, in order of
precedence. Role and trust are what policy rows may ask for.
"""

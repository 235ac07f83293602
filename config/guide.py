"""The prose of the configuration reference: what a table of options cannot say."""

BEFORE = """\
# Configuration

<!-- Written by `python -m config.reference`; a test holds it to the code. -->

One YAML file. Everything in it has a default: without a file, Sekisho serves the built-in routes under
the preset `standard`.

```yaml
# sekisho.yaml
upstreams:
  openai: {base_url: https://api.openai.com}
routes:
  - {match: /openai/*, policy: office, system: helpdesk, purpose: answering staff}
policies:
  office:
    extends: japan-business
    rules:
      - {kind: pii.jp.my_number, measure: refuse}
      - {kind: [harm.violent_crime, harm.fraud_scam], min_score: 0.6, measure: hold_for_review}
      - {kind: "pii.*", direction: response, except: pii.email, measure: {use: mask, style: label}}
audit:
  ledger: {durability: fsync}
  exporters: [{use: otlp, endpoint: "http://127.0.0.1:4318"}]
```

Which file: `--config`, else `SEKISHO_CONFIG`, else `sekisho.yaml` in the current folder, else none.

| variable | what it does |
|---|---|
| `SEKISHO_CONFIG` | The file to read. |
| `SEKISHO_HOME` | The folder for state; goes before `home`. |
| `SEKISHO_UPSTREAM_<NAME>` | The base URL of an upstream; goes before the file, and adds a new upstream. \
`-` and `.` in a name are `_` here. |

Everything that is wrong is reported at once, with its line, and nothing is served until it is right:

```
sekisho.yaml:14: policies.office.rules[2].measure: no measure named 'maks' (did you mean 'mask'?)
```

Scalars are read by YAML 1.2: `no` and `12:30` are text, only `true` and `false` are truth values. Anchors and
aliases are read, merge keys (`<<`) are not; a name written twice is an error. A file has at most 1,048,576
characters, 50,000 values and 32 levels.
"""

AFTER = """\
## How routes are chosen

The file's routes come first, in their order, then `/openai/*`, `/v1/*` (to `openai`), `/anthropic/*`,
`/gemini/*`, `/azure/*`, `/ollama/*`, `/bedrock/*` and `/u/<upstream>/*`. The prefix is not sent upstream:
`/anthropic/v1/messages` arrives as `/v1/messages`, and a bare `/v1/…` as it is.

A path is brought to one spelling before it is matched (escapes of plain characters decoded, repeated slashes
joined), and that spelling is forwarded. A path with dot segments, backslashes or control characters, written
openly or escaped, has no route.

## How rows meet

Every row that matches a finding competes; the strictest measure wins, and equal ones go to the earlier row. A
finding below a row's `min_score` does not match it. What no row matches gets `default`.

What Sekisho could not read is a finding as well: `sekisho.failed`, `sekisho.late`, `sekisho.overflow`,
`sekisho.unmapped`, `sekisho.unscanned`. So are a hidden value that would leave by another place
(`sekisho.egress`) and a store of the vault that was not reached (`sekisho.unshared`). A policy that
extends nothing starts from "allow, and record", for these too: extend a preset, or give them rows.

Text that is sent to a moderation endpoint has the role `moderation` and is there to be judged: rows that
would act on `harm.*` or `injection.*` only flag it, under their own name, unless they name that role
(`role: moderation`). All other rows, those about personal data and credentials above all, are about it too.

A sub-class of harm is named behind its kind ([taxonomy.md](taxonomy.md)): a row about
`harm.hate_discrimination` or `harm.*` is about `harm.hate_discrimination.employment` too, unless it
excepts it. The option `review` of `flag` and `hold_for_review` names the queue of the people who should
look (`people`, `legal`, `advice`); it stands in the record of the finding, which exporters pass on.

A statement about a person's health, record or creed (`pii.special_care`) is no value that could be
masked: rows only flag it, under their own name, unless they name the kind as it is (`kind:
pii.special_care`). So it is with names of companies and places (`pii.organization`, `pii.location`),
which are nobody's own.

A policy with `extends` starts from the other's rows. A row of its own whose `kind`, `except`, `direction`,
`role` and `trust` are those of an inherited row takes that row's place; all others are put in front. Since
the strictest wins, a milder row in front changes nothing: to make an inherited row milder, write the row
again with the same selector. To exempt a kind from an inherited row, do that, and add a row with `except`:

```yaml
policies:
  addresses-pass:
    extends: japan-business
    rules:
      - {kind: pii.*, direction: response, measure: flag}
      - {kind: pii.*, direction: response, except: pii.email, measure: mask}
```

A policy may have the name of a preset and extend it: `standard: {extends: standard, …}` means the preset.
Chains have at most 16 policies.

`Sekisho-Policy` names a policy and the first 12 digits of its digest: SHA-256 over what it means, presets
included, without comments, spacing, file names and its own name. The same digest is the same rulings.
"""

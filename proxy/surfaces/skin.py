"""One provider's surfaces in the manner of another: the same tables, other endings.

Servers that imitate an API keep its bodies and change what surrounds them: how a refusal
looks, where the model is named. A skin is a class that says only that; it is put before
the surface, so whatever the imitated dialect learns is known here too.
"""

from __future__ import annotations

import functools
from typing import cast

from proxy.dialect import Surface


@functools.cache
def wearing(skin: type[Surface], kind: type[Surface]) -> type[Surface]:
    """`kind`, with `skin` before it. The same class each time."""
    if issubclass(kind, skin):
        return kind
    return cast(type[Surface], type(kind.__name__, (skin, kind), {"__doc__": kind.__doc__}))

"""Every exporter in the folder is registered, documented and built from its options."""

import pytest

from audit.exporter import EXPORTERS, ExporterOptions
from config.errors import PolicyError


def test_otlp_is_one() -> None:
    assert "otlp" in list(EXPORTERS)


@pytest.mark.parametrize("name", list(EXPORTERS))
def test_what_every_exporter_brings(name: str) -> None:
    made = EXPORTERS.build(name, {"batch": 7})
    assert made.name == name
    assert made.documentation.endswith(".")
    assert made.identity
    assert made.options.batch == 7
    assert all(field.description for field in type(made.options).model_fields.values())
    made.close()


def test_the_nearest_name_is_offered() -> None:
    with pytest.raises(PolicyError, match="did you mean 'otlp'"):
        EXPORTERS.find("otpl")


def test_defaults() -> None:
    assert ExporterOptions() == ExporterOptions(batch=512, retry_s=0.5, retry_most_s=60.0)

"""What the compose file and the collector's configuration promise each other."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from tests.deploy.dockerfile import environment, last_stage

DEPLOY = Path(__file__).parents[2] / "deploy"


def load(name: str) -> dict[str, Any]:
    return yaml.safe_load((DEPLOY / name).read_text("utf-8"))


COMPOSE = load("compose.yaml")
COLLECTOR = load("collector.yaml")
SAMPLE = load("sekisho.yaml")
SIGNALS = sorted(COLLECTOR["service"]["pipelines"])


def test_the_image_is_built_from_the_dockerfile_here() -> None:
    build = COMPOSE["services"]["sekisho"]["build"]
    context = (DEPLOY / build["context"]).resolve()
    assert (context / build["dockerfile"]).resolve() == DEPLOY / "Dockerfile"


def test_ports_are_published_on_the_hosts_loopback_only() -> None:
    published = [port for service in COMPOSE["services"].values() for port in service.get("ports", [])]
    assert published == ["127.0.0.1:8090:8090"]


@pytest.mark.parametrize("service", sorted(COMPOSE["services"]))
def test_services_give_up_what_they_do_not_need(service: str) -> None:
    one = COMPOSE["services"][service]
    assert one["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in one["security_opt"]
    assert "privileged" not in one
    assert one.get("user") not in ("root", "0", 0)


def test_mounts_agree_with_the_image_and_exist() -> None:
    env = environment(last_stage(DEPLOY / "Dockerfile"))
    mounts = [mount.split(":") for mount in COMPOSE["services"]["sekisho"]["volumes"]]
    assert [env["SEKISHO_CONFIG"], "ro"] in [mount[1:] for mount in mounts]
    assert ["state", env["SEKISHO_HOME"]] in mounts
    assert "state" in COMPOSE["volumes"]
    for service in COMPOSE["services"].values():
        for source, *_ in (mount.split(":") for mount in service["volumes"]):
            assert source in COMPOSE["volumes"] or (DEPLOY / source).is_file()


def test_the_collector_reads_the_configuration_that_is_mounted() -> None:
    collector = COMPOSE["services"]["collector"]
    (path,) = [word.removeprefix("--config=") for word in collector["command"]]
    assert path in [mount.split(":")[1] for mount in collector["volumes"]]
    assert ":" in collector["image"]  # a version, not whatever is newest today
    assert not collector["image"].endswith(":latest")


@pytest.mark.parametrize("signal", SIGNALS)
def test_pipelines_refer_to_what_is_declared(signal: str) -> None:
    pipeline = COLLECTOR["service"]["pipelines"][signal]
    assert set(pipeline) <= {"receivers", "processors", "exporters"}
    for part, names in pipeline.items():
        assert names
        assert set(names) <= set(COLLECTOR[part])


@pytest.mark.parametrize("part", ["receivers", "exporters"])
def test_nothing_is_declared_and_unused(part: str) -> None:
    used = {name for pipeline in COLLECTOR["service"]["pipelines"].values() for name in pipeline[part]}
    assert used == set(COLLECTOR[part])


def test_every_signal_has_a_pipeline() -> None:
    assert SIGNALS == ["logs", "metrics", "traces"]


def test_sekisho_sends_where_the_collector_listens() -> None:
    (endpoint,) = [one["endpoint"] for one in SAMPLE["audit"]["exporters"] if one["use"] == "otlp"]
    sent = urlsplit(endpoint)
    assert sent.hostname in COMPOSE["services"]
    listens = COLLECTOR["receivers"]["otlp"]["protocols"]["http"]["endpoint"]
    assert int(listens.rpartition(":")[2]) == sent.port == 4318


def test_the_collectors_file_is_in_a_folder_it_may_write() -> None:
    (mount,) = COMPOSE["services"]["collector"]["tmpfs"]
    folder, _, options = mount.partition(":")
    assert Path(COLLECTOR["exporters"]["file"]["path"]).parent == Path(folder)
    assert "uid=10001" in options.split(",")

"""The shipped Kubernetes manifests are valid, refer to each other, and give few permissions."""

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import kubernetes_validate  # type: ignore[import-untyped]
import pytest
from ruamel.yaml import YAML

from assessment.resources import root
from assessment.settings import read_settings

FOLDER = root() / "deploy" / "kubernetes"
OLDEST = "1.32"
"""The oldest version of Kubernetes that the manifests must work with."""
READER = YAML(typ="safe", pure=True)


def _read(file: Path) -> list[Any]:
    return list(READER.load_all(file.read_text(encoding="utf-8")))


SETUP = _read(FOLDER / "kustomization.yaml")[0]
OBJECTS = [found for name in SETUP["resources"] for found in _read(FOLDER / name)]
PODS = {o["metadata"]["name"]: o["spec"]["template"] for o in OBJECTS if o["kind"] == "Deployment"}
SPECS = [(name, pod["spec"]) for name, pod in PODS.items()]


def _of(kind: str) -> Iterator[tuple[str, Any]]:
    return ((o["metadata"]["name"], o["spec"]) for o in OBJECTS if o["kind"] == kind)


def _containers(spec: Any) -> list[Any]:
    return [*spec.get("initContainers", ()), *spec["containers"]]


CONTAINERS = [(f"{name} {c['name']}", c) for name, spec in SPECS for c in _containers(spec)]


@pytest.mark.parametrize("version", [OLDEST, kubernetes_validate.latest_version()])
@pytest.mark.parametrize("shown", OBJECTS, ids=lambda o: f"{o['kind']}-{o['metadata']['name']}")
def test_each_object_matches_the_schema_of_kubernetes(shown: Any, version: str) -> None:
    kubernetes_validate.validate(shown, version, strict=True)


def test_a_misspelled_setting_does_not_match() -> None:
    service = next(o for o in OBJECTS if o["kind"] == "Service")
    wrong = service | {"spec": service["spec"] | {"sessionAffinty": "ClientIP"}}
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(wrong, OLDEST, strict=True)


def test_the_kustomization_uses_every_file() -> None:
    made = itertools.chain.from_iterable(g["files"] for g in SETUP["configMapGenerator"])
    used = {"kustomization.yaml", *SETUP["resources"], *made}
    there = {str(f.relative_to(FOLDER)) for f in FOLDER.rglob("*") if f.is_file()}
    assert used == there


@pytest.mark.parametrize(("name", "spec"), SPECS, ids=PODS)
def test_each_pod_is_unprivileged_and_has_no_account(name: str, spec: Any) -> None:
    security = spec["securityContext"]
    assert security["runAsNonRoot"] is True
    assert security["runAsUser"] > 0
    assert security["seccompProfile"] == {"type": "RuntimeDefault"}
    assert spec["automountServiceAccountToken"] is False
    assert not {"hostNetwork", "hostPID", "hostIPC"} & spec.keys()
    assert not any("hostPath" in volume for volume in spec["volumes"])


@pytest.mark.parametrize(("name", "container"), CONTAINERS, ids=[name for name, _ in CONTAINERS])
def test_each_container_has_limits_and_few_permissions(name: str, container: Any) -> None:
    security = container["securityContext"]
    assert security == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert container["resources"]["requests"].keys() == {"cpu", "memory"}
    assert "memory" in container["resources"]["limits"]


def test_the_namespace_rejects_pods_with_more_permissions() -> None:
    labels = next(o["metadata"]["labels"] for o in OBJECTS if o["kind"] == "Namespace")
    assert labels["pod-security.kubernetes.io/enforce"] == "restricted"


@pytest.mark.parametrize(("name", "spec"), SPECS, ids=PODS)
def test_each_mount_has_its_volume_and_each_generated_volume_its_files(
    name: str, spec: Any
) -> None:
    volumes = {volume["name"]: volume for volume in spec["volumes"]}
    mounts = {m["name"] for c in _containers(spec) for m in c["volumeMounts"]}
    assert mounts == volumes.keys()
    maps = {v["configMap"]["name"] for v in volumes.values() if "configMap" in v}
    assert maps <= {generator["name"] for generator in SETUP["configMapGenerator"]}


def test_content_and_site_can_be_written_only_by_the_export() -> None:
    may_write = [
        (place, mount["name"])
        for place, container in CONTAINERS
        for mount in container["volumeMounts"]
        if not mount.get("readOnly")
    ]
    assert may_write == [("front export", "site"), ("front nginx", "memory")]


@pytest.mark.parametrize("kind", ["Service", "PodDisruptionBudget"])
def test_each_deployment_is_selected(kind: str) -> None:
    selectors = {name: spec["selector"] for name, spec in _of(kind)}
    assert selectors.keys() == PODS.keys()
    for name, selector in selectors.items():
        assert selector.get("matchLabels", selector) == PODS[name]["metadata"]["labels"]


def test_each_deployment_is_scaled() -> None:
    assert {
        name: spec["scaleTargetRef"]["name"] for name, spec in _of("HorizontalPodAutoscaler")
    } == {name: name for name in PODS}


def test_services_keep_a_reader_on_one_pod_as_long_as_a_form_is_valid() -> None:
    """The previous key is still accepted while the current one is in use."""
    valid = 2 * read_settings({}).token_hours * 3600
    for name, spec in _of("Service"):
        assert spec["sessionAffinity"] == "ClientIP", name
        assert spec["sessionAffinityConfig"]["clientIP"]["timeoutSeconds"] >= valid
    front = dict(_of("Service"))["front"]
    assert front["externalTrafficPolicy"] == "Local", "all readers would share an address"


def test_nothing_gets_out_and_only_the_front_reaches_the_server() -> None:
    policies = dict(_of("NetworkPolicy"))
    assert policies["nothing"] == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    assert "egress" not in policies["server"]
    labels = PODS["front"]["metadata"]["labels"]
    [allowed] = policies["server"]["ingress"]
    assert allowed["from"] == [{"podSelector": {"matchLabels": labels}}]
    places = [str(to) for rule in policies["front"]["egress"] for to in rule["to"]]
    assert all("server" in place or "kube-dns" in place for place in places)


def test_the_settings_in_the_manifests_exist(tmp_path: Path) -> None:
    for name, container in CONTAINERS:
        given = {each["name"]: each["value"] for each in container.get("env", ())}
        given |= {"ASSESSMENT_CONTENT": str(tmp_path)} if given else {}
        assert read_settings(given).content == (tmp_path if given else None), name
    assert all(spec["enableServiceLinks"] is False for _, spec in SPECS)


def test_the_front_leads_to_the_path_and_the_port_of_the_server() -> None:
    server = PODS["server"]["spec"]["containers"][0]
    path = next(e["value"] for e in server["env"] if e["name"] == "ASSESSMENT_ROOT_PATH")
    arguments = PODS["front"]["spec"]["initContainers"][0]["args"]
    assert arguments[arguments.index("--server") + 1].endswith(path)
    nginx = (FOLDER / "nginx.conf").read_text(encoding="utf-8")
    port = server["ports"][0]["containerPort"]
    assert f"location {path}/ {{" in nginx
    assert f"server server:{port};" in nginx
    listened = set(map(int, re.findall(r"listen (\d+)", nginx)))
    assert listened == {
        p["containerPort"] for c in PODS["front"]["spec"]["containers"] for p in c["ports"]
    }

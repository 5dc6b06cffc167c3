"""What can be held of docker-compose.yml and Dockerfile without running them."""

import json
import os
import re
import subprocess
import sys

import pytest
import yaml
from django.conf import settings
from django.urls import resolve

from scripts.serve_production import DESK_PROCESSES, ROOT

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]
OURS = ("prepare", "portal", "desk")
NGINX = SERVICES["nginx"]
IMAGE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
PROXY = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
GUIDES = [ROOT / "README.md", *(ROOT / "docs").glob("*.md"), ROOT / "docker-compose.yml"]
# docker compose run --rm portal …, docker compose up --scale portal=3
README = (ROOT / "README.md").read_text(encoding="utf-8")
# Variables of the README that nobody gives to a container, and why.
EXCUSED = {
    "DEBUG": "a container serves the public",
    "DATABASE_URL": "the database is the one beside it; its password alone is given",
    "PORT": "where nginx is reached; a container serves on 8000",
    "EDITION_FILE": "in the volume of the containers",
    "BEHIND_TLS_PROXY": "nginx is always in front",
    "PUBLIC_ONLY": "of the public's container alone, and always",
    "WARM_DESK": "of the desk's container alone, and always",
    "STATIC_ROOT": "files are collected when the image is built",
    "TRUSTED_PROXY": "of nginx: the network of the containers",
    "DESK_HOST": "of nginx",
    "DESK_NETWORKS": "of nginx, as DESK_FROM",
    "TEST_WORKERS": "of tests",
    "CHROMIUM": "of tests",
    "SEED": "of tests",
    "EXAMPLES": "of tests",
}
GIVEN = re.compile(r"\$\{([A-Z_]+)(?::[-?][^}]*)?\}")
# What a process of the portal is told, by its settings and by gunicorn's.
TOLD = """
import gunicorn.config, json, runpy
from portal import settings
made = runpy.run_path("scripts/gunicorn.conf.py")
names = ("workers", "threads", "bind", "metrics_port", "metrics_address")
told = {name: getattr(settings, name) for name in dir(settings) if name.isupper()}
print(json.dumps([told, {name: made[name] for name in names}], default=str, sort_keys=True))
"""
NAMED = re.compile(r"docker compose (?:run|exec|restart|stop|logs|up)(?: --?[\w-]+)* (\w+)[ =`]")


def test_logs_of_the_proxy_and_of_the_database_hold_nothing_of_a_request():
    """Below « emerg », nginx names the client and the request; PostgreSQL repeats the statement."""
    assert re.findall(r"error_log \S+ (\w+);", PROXY) == ["emerg"]
    assert re.findall(r"access_log (\w+);", PROXY) == ["off"]
    told = " ".join(SERVICES["database"]["command"])
    assert "log_min_error_statement=panic" in told
    assert "log_error_verbosity=terse" in told


def test_guides_name_services_that_exist():
    named = {name for guide in GUIDES for name in NAMED.findall(guide.read_text(encoding="utf-8"))}
    assert named
    assert named <= set(SERVICES)


def test_only_the_proxy_is_reached_and_only_from_this_machine():
    published = {name: one["ports"] for name, one in SERVICES.items() if "ports" in one}
    assert list(published) == ["nginx"]
    assert all(port.startswith("127.0.0.1:") for port in published["nginx"])
    assert not any(one.get("network_mode") or one.get("privileged") for one in SERVICES.values())


def test_images_of_others_are_named_by_what_is_in_them():
    """A tag is moved to another image by whoever holds its name; a digest names one for ever."""
    others = [one["image"] for one in SERVICES.values() if "build" not in one]
    bases = re.findall(r"^FROM (\S+)", IMAGE, re.MULTILINE)
    assert len(set(bases)) == 1
    for image in (*others, *bases):
        assert re.fullmatch(r"[a-z]+:[\w.-]+@sha256:[0-9a-f]{64}", image)


@pytest.mark.parametrize("name", SERVICES)
def test_no_container_has_rights_or_gains_any(name):
    service = SERVICES[name]
    assert service["cap_drop"] == ["ALL"]
    assert "cap_add" not in service
    assert "no-new-privileges:true" in service["security_opt"]
    assert (
        service["user"] in ("nginx", "postgres")
        if "build" not in service
        else "USER portal" in IMAGE
    )


@pytest.mark.parametrize("name", [*OURS, "nginx"])
def test_what_faces_visitors_writes_little(name):
    service = SERVICES[name]
    assert service["read_only"]
    sizes = [int(re.fullmatch(r".tmp:size=(\d+)m.*", one)[1]) for one in service["tmpfs"]]
    assert max(sizes) <= 64
    # What was kept of the last edition is all that outlives a container.
    assert {one for one in service["volumes"] if not one.endswith(":ro")} <= {"state:/state"}


def test_the_proxy_has_the_configuration_that_the_tests_of_production_use():
    assert "./deploy/nginx.conf:/etc/nginx/templates/nginx.conf.template:ro" in NGINX["volumes"]
    assert "./deploy/pages:/pages:ro" in NGINX["volumes"]
    given = NGINX["environment"]
    filled = set(re.findall(r"\$\{([A-Z_]+)\}", PROXY)) - {"NAME"}
    asked = re.fullmatch(r"\^\(([A-Z_|]+)\)\$", given["NGINX_ENVSUBST_FILTER"])[1].split("|")
    assert set(asked) == filled
    assert filled <= set(given)
    assert given["PAGES"] == "/pages"
    # A file of the folder /etc/nginx/templates loses its end, and goes where the command reads it.
    assert given["NGINX_ENVSUBST_OUTPUT_DIR"] == given["RUN_DIR"] == "/tmp"  # noqa: S108
    assert "/tmp/nginx.conf" in NGINX["command"]  # noqa: S108


def test_the_proxy_finds_the_public_and_the_desk():
    given = NGINX["environment"]
    assert (given["PORTAL"], given["DESK"]) == ("portal:8000", "desk:8000")
    assert "EXPOSE 8000" in IMAGE
    assert given["LISTEN"] == NGINX["ports"][0].rpartition(":")[2]
    (network,) = COMPOSE["networks"]["default"]["ipam"]["config"]
    assert given["TRUSTED"] == network["subnet"]
    assert {"portal", "desk"} <= set(NGINX["depends_on"])
    assert f"--workers={DESK_PROCESSES}" in SERVICES["desk"]["command"]


def test_health_is_asked_where_it_is_told():
    program = re.search(r'HEALTHCHECK .*\n\s+CMD \["python", "(.+)"\]', IMAGE)[1]
    (address,) = re.findall(r"\{port\}(/[\w/]+)", (ROOT / program).read_text(encoding="utf-8"))
    assert resolve(address).url_name == "health"
    # A program that has ended, as it should, is neither well nor ill.
    assert SERVICES["prepare"]["healthcheck"] == {"disable": True}
    database = SERVICES["database"]
    user, name = (database["environment"][f"POSTGRES_{one}"] for one in ("USER", "DB"))
    assert f"--username {user} --dbname {name}" in database["healthcheck"]["test"][-1]
    for one in OURS:
        assert SERVICES[one]["environment"]["DATABASE_URL"].startswith(f"postgres://{user}:")
        assert SERVICES[one]["environment"]["DATABASE_URL"].endswith(f"@database:5432/{name}")
        assert SERVICES[one]["depends_on"]["database"] == {"condition": "service_healthy"}


def test_variables_are_those_that_the_portal_reads():
    sources = [*(ROOT / "portal").glob("*.py"), *(ROOT / "scripts").glob("*.py")]
    read = set(re.findall(r'"([A-Z][A-Z_]+)"', "".join(one.read_text() for one in sources)))
    read |= {f"PUBLISHER_{name.upper()}" for name in settings.PUBLISHER}
    for name in OURS:
        assert set(SERVICES[name]["environment"]) <= read
    # No secret has a value in the file: each is asked for, and missing it stops everything.
    for secret in ("SECRET_KEY", "DATABASE_URL"):
        assert ":?" in SERVICES["portal"]["environment"][secret]


def variables_of_the_readme():
    """Return the names of the table of README.md: « …_SECRET » begins as the first of its row."""
    found = []
    for row in re.findall(r"^\| (`[A-Z].*?) \|", README, re.MULTILINE):
        first, *others = re.findall(r"`([^`]+)`", row)
        found += [first, *(one.replace("…", first.partition("_")[0]) for one in others)]
    return found


@pytest.mark.parametrize("name", OURS)
def test_each_variable_of_the_readme_is_given_to_a_container(name):
    environment = SERVICES[name]["environment"]
    # A variable without a value is given as the machine has it, or not at all.
    given = {one for one, value in environment.items() if value is None}
    given |= {one for one, value in environment.items() if one in GIVEN.findall(str(value))}
    named = variables_of_the_readme()
    assert {"PROCONNECT_SERVER_URL", "PUBLISHER_HOST_NAME", "DOSSIER_KEYS"} <= set(named)
    assert sorted(set(named) - given) == sorted(EXCUSED)


def test_what_is_not_given_is_as_if_it_were_absent():
    environment = SERVICES["portal"]["environment"]
    needed = {"SECRET_KEY": "k" * 50, "DATABASE_URL": "postgres://guichet:p@database:5432/guichet"}
    empty = [one for one, value in environment.items() if f"{{{one}:-}}" in str(value)]
    # What compose itself gives, where the portal's own default is for a machine without it.
    defaults = {
        one: found[1]
        for one, value in environment.items()
        if (found := re.fullmatch(r"\$\{[A-Z_]+:-(.+)\}", str(value)))
    }
    assert {"CODE_PEPPER", "DATABASE_SECONDS", "METRICS_PORT"} <= set(empty)
    told = told_by({**needed, **defaults, **dict.fromkeys(empty, "")})
    assert told == told_by({**needed, **defaults})


def told_by(environment):
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-c", TOLD],
        cwd=ROOT,
        env={**kept, **environment},
        capture_output=True,
        check=True,
    )
    return json.loads(done.stdout)

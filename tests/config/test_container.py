"""The image and the composition, as far as they can be proven without an engine."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

from config.services import programs

ROOT = Path(__file__).resolve().parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text().replace("\\\n", "")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if service["image"] == "plenum"}
GIVEN = {
    "SECRET_KEY": "0123456789abcdef" * 4,
    "SITE_URL": "https://consultations.example",
    "ALLOWED_HOSTS": "consultations.example",
    "POSTGRES_PASSWORD": "word",
    "REDIS_PASSWORD": "word",
    "EMAIL_URL": "smtp://mail:1025",
}


def instructions(name: str) -> list[str]:
    return re.findall(rf"^{name} (.*)$", DOCKERFILE, re.MULTILINE)


def filled_in(text: str) -> str:
    """Do with ``${NAME:-default}`` and ``${NAME:?reason}`` what compose does."""

    def value(found: re.Match[str]) -> str:
        name, how, rest = found.groups()
        return GIVEN[name] if how == ":?" else GIVEN.get(name, rest)

    return re.sub(r"\$\{(\w+)(:[-?])([^}]*)\}", value, text).replace("$$", "$")


pytestmark = [pytest.mark.start, pytest.mark.xdist_group("container")]  # so that the image is made once


@pytest.fixture(scope="module")
def image(tmp_path_factory) -> Path:
    """What ``COPY . .`` brings into the image, by the rules of .dockerignore, in a folder of its own."""
    wanted = [line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]
    folder = tmp_path_factory.mktemp("image") / "srv"
    folder.mkdir()
    for name in wanted:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
        else:
            shutil.copy2(ROOT / name, folder / name)
    return folder


def run_in(image: Path, *command: str, **more: str) -> str:
    """Run a command of the image with our interpreter; fail with its words unless it ends with 0."""
    modules = {"python": [], "gunicorn": ["-m", "gunicorn"], "celery": ["-m", "celery"]}
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(image.parent / "var"), **more}
    done = subprocess.run(
        [sys.executable, *modules[command[0]], *command[1:]],
        cwd=image,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def settings_of(service: str) -> dict[str, str]:
    return {name: filled_in(str(value)) for name, value in SERVICES[service]["environment"].items()}


def test_what_the_image_copies_is_there_and_not_ignored():
    kept = [line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]
    for copied in instructions("COPY"):
        *sources, _ = [word for word in shlex.split(copied) if not word.startswith("--")]
        if "--from" not in copied and sources != ["."]:
            assert set(sources) <= set(kept)
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py") if path.parent.name not in ("tests", "var")}
    assert packages <= set(kept)
    assert not any(fnmatch(".env", pattern) for pattern in kept)


def test_the_image_installs_by_hash_and_runs_as_nobody_special():
    installs = [step for step in instructions("RUN") if "pip" in step]
    assert installs
    assert all("--require-hashes" in step for step in installs)
    assert instructions("USER") == ["plenum"]
    assert DOCKERFILE.index("USER plenum") < DOCKERFILE.index("\nCMD")
    assert "SECRET" not in DOCKERFILE


def test_the_steps_of_the_image_run_in_a_plain_shell(image):
    steps = [shlex.split(step) for step in instructions("RUN") if step.startswith("python ")]
    assert [step[2] for step in steps] == ["compile_catalogues", "collectstatic"]
    assert set(programs.WITHOUT) <= set(steps[1])
    for step in steps:
        run_in(image, *step)
    assert (image.parent / "var" / "static" / "staticfiles.json").exists()
    assert len(list(image.glob("locale/*/LC_MESSAGES/*.mo"))) == len(list(image.glob("locale/*/LC_MESSAGES/*.po")))

    command = [word for word in yaml.safe_load(instructions("CMD")[-1]) if not word.startswith("--bind")]
    run_in(image, *command, "--check-config", **settings_of("web"))


def test_the_health_check_says_no_where_nobody_answers(image):
    (check,) = re.findall(r"HEALTHCHECK .*CMD (\[.*\])", DOCKERFILE)
    with pytest.raises(AssertionError):
        run_in(image, *yaml.safe_load(check), SITE_URL="http://nobody.invalid")


@pytest.mark.parametrize("name", [name for name in OURS if "command" in OURS[name]])
def test_each_command_of_the_composition_exists_with_its_options(image, name):
    run_in(image, *OURS[name]["command"], "--help", **settings_of(name))


@pytest.mark.parametrize("name", OURS)
def test_each_setting_of_the_composition_is_read_and_starts_production(image, name):
    read = set(
        re.findall(
            r'env\.\w+\(\s*"(\w+)"', "\n".join(path.read_text() for path in (ROOT / "config" / "settings").glob("*.py"))
        )
    )
    assert set(OURS[name]["environment"]) <= read
    assert "DEBUG" not in OURS[name]["environment"]


def test_the_composition_passes_the_deployment_check(image):
    run_in(image, "python", "manage.py", "check", "--deploy", "--fail-level", "WARNING", **settings_of("web"))


def test_secrets_have_to_be_given():
    text = (ROOT / "docker-compose.yml").read_text()
    used = re.findall(r"\$\{(\w+)(:[-?])", text)
    assert {name for name, how in used if how == ":?"} == set(GIVEN)
    assert not {name for name, how in used if how == ":-" and re.search("SECRET|PASSWORD|URL|KEY", name)}


def test_the_composition_holds_together():
    workers = {"mailer", "worker", "exporter", "caller"}
    assert set(SERVICES) == {"migrate", "web", *workers, "beat", "postgres", "redis", "mail"}
    for name, service in SERVICES.items():
        assert set(service.get("depends_on", ())) <= set(SERVICES), name
        assert service.get("profiles") == (["demo"] if name == "mail" else None)
        # The image brings the health check of the web server along.
        assert "healthcheck" in service or name == "web"
        for mount in service.get("volumes", ()):
            assert mount.split(":")[0] in COMPOSE["volumes"], name
        for port in service.get("ports", ()):
            assert port.startswith("127.0.0.1:"), "nothing is open to the world by itself"


@pytest.mark.skipif(
    not shutil.which("docker")
    or subprocess.run(["docker", "compose", "version"], capture_output=True, check=False).returncode != 0,
    reason="docker compose is not on this machine",
)
def test_compose_itself_accepts_the_file():
    checked = subprocess.run(
        ["docker", "compose", "--profile", "demo", "config", "--quiet"],
        cwd=ROOT,
        env={**os.environ, **GIVEN},
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr

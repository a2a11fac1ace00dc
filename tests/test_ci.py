"""The CI files: what they run exists, and they ask for no more rights than they need."""

from __future__ import annotations

import re
import shlex

import pytest
import yaml

from site_builder.arguments import make_parser

WORKFLOW = ".github/workflows/site.yml"
GITLAB = ".gitlab-ci.yml"


@pytest.fixture
def workflow(repository):
    return yaml.load((repository / WORKFLOW).read_text("utf-8"), yaml.BaseLoader)


@pytest.fixture
def gitlab(repository):
    return yaml.safe_load((repository / GITLAB).read_text("utf-8"))


def commands(script):
    """Yield the site-builder commands of a shell script."""
    for part in re.split(r"\n|;|\|\||&&|\(|\)|>", script):
        words = shlex.split(part)
        if words and words[0] == "site-builder":
            yield words[1:]


def test_the_workflow_builds_every_commit_and_pull_request(workflow):
    assert {"push", "pull_request"} <= workflow["on"].keys()
    assert workflow["permissions"] == {"contents": "read"}


def test_the_workflow_is_complete(workflow):
    for job in workflow["jobs"].values():
        assert job["runs-on"]
        assert job["timeout-minutes"]
        for step in job["steps"]:
            assert ("uses" in step) != ("run" in step)
            if "uses" in step:
                assert re.fullmatch(r"actions/[a-z-]+@v\d+", step["uses"])


def test_only_the_deployment_may_publish_and_only_from_main(workflow):
    rights = {name: job.get("permissions") for name, job in workflow["jobs"].items()}

    assert rights == {
        "build": None,
        "test": None,
        "deploy": {"pages": "write", "id-token": "write"},
    }
    deploy = workflow["jobs"]["deploy"]
    assert deploy["if"] == "github.ref == 'refs/heads/main'"
    assert set(deploy["needs"]) == {"build", "test"}


def test_no_expression_is_pasted_into_a_script(workflow):
    for job in workflow["jobs"].values():
        for step in job["steps"]:
            assert "${{" not in step.get("run", "")


def test_every_command_of_the_workflow_is_one_of_ours(workflow):
    scripts = [step.get("run", "") for job in workflow["jobs"].values() for step in job["steps"]]
    found = [command for script in scripts for command in commands(script)]

    assert ["check", "--strict", "--format", "github"] in found
    for command in found:
        make_parser(str).parse_args(command)


def test_every_command_of_gitlab_is_one_of_ours(gitlab):
    jobs = {name: job for name, job in gitlab.items() if "script" in (job or {})}
    found = [
        command for job in jobs.values() for line in job["script"] for command in commands(line)
    ]

    assert len(found) >= 4
    for command in found:
        make_parser(str).parse_args(command)


def test_gitlab_publishes_what_it_builds_from_the_default_branch(gitlab):
    pages = gitlab["pages"]

    assert pages["artifacts"]["paths"] == ["public"]
    assert "--output public" in pages["script"][0]
    assert pages["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]
    assert pages["stage"] in gitlab["stages"]
    assert gitlab["content"]["artifacts"]["reports"] == {"junit": "report.xml"}


def test_what_builds_remember_is_carried_between_runs_as_documented(workflow, gitlab, repository):
    told = (repository / "docs/ci_cache.md").read_text("utf-8")
    steps = workflow["jobs"]["build"]["steps"]
    [place] = [
        n for n, step in enumerate(steps) if step.get("uses", "").startswith("actions/cache")
    ]
    step = steps[place]

    assert not any("site-builder" in step.get("run", "") for step in steps[:place])
    assert step["with"]["path"] == ".site-builder"
    assert step["with"]["key"].startswith(step["with"]["restore-keys"])
    assert "github.run_id" in step["with"]["key"], "a cache is never written again"
    for line in (f"uses: {step['uses']}", *(f"{k}: {v}" for k, v in step["with"].items())):
        assert line in told

    packages, ours = gitlab[".remembering"]["cache"]
    assert packages == gitlab["default"]["cache"]
    assert ours["paths"] == [".site-builder"]
    assert f"key: {ours['key']}" in told
    for name in ("content", "pages"):
        assert gitlab[name]["extends"] == ".remembering"
        assert "cache" not in gitlab[name]


def test_ci_runs_the_commands_of_the_readme(repository):
    script = (repository / ".ci/run").read_text("utf-8")
    readme = (repository / "README.md").read_text("utf-8")

    for command in ("make test", "make site"):
        assert command in script
        assert command in readme


def test_files_named_in_ci_exist(repository):
    assert (repository / ".ci/run").stat().st_mode & 0o111
    assert (repository / "scripts/ensure_chromium.sh").is_file()


def test_no_machine_and_no_registry_is_named_in_the_repository(repository):
    import subprocess

    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=repository,
        capture_output=True,
        check=True,
    ).stdout.decode()
    hosts = re.compile("|".join(["py" + r"pi\.org", "python" + "hosted", r"registry\.np" + "mjs"]))
    for name in filter(None, names.split("\0")):
        content = (repository / name).read_bytes()
        assert not hosts.search(content.decode("utf-8", "ignore")), name
        assert b"/home/" + b"runner" not in content, name

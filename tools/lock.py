"""Re-resolves the lock files from pyproject.toml and requirements/dev.in: names and hashes only, no index address."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "requirements"
OPTIONS = ("--universal", "--python-version", "3.11", "--generate-hashes", "--no-header", "--no-annotate", "--quiet")


def main() -> None:
    """Resolves both files with the resolver of the moment; the resolver itself is not a dependency of the project."""
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "uv"], check=True)
    for name, sources in (("runtime", ["pyproject.toml"]), ("dev", ["pyproject.toml", "requirements/dev.in"])):
        target = f"requirements/{name}.txt"
        command = [sys.executable, "-m", "uv", "pip", "compile", *OPTIONS, *sources, "--output-file", target]
        subprocess.run(command, check=True, cwd=FOLDER.parent)


if __name__ == "__main__":
    main()

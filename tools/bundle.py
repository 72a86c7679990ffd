"""Packs what an office machine without network needs: wheels for its system and processor, and an installer that asks for no rights.

One archive a platform, in ``build/bundles``. Wheels are those of the lock file, by their hashes.
"""

from __future__ import annotations

import argparse
import platform
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARTS = ROOT / "tools" / "installer"
PLATFORMS = {
    "windows-x86-64": ("win_amd64",),
    "linux-x86-64": ("manylinux_2_28_x86_64", "manylinux_2_27_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"),
    "linux-arm64": (
        "manylinux_2_28_aarch64",
        "manylinux_2_27_aarch64",
        "manylinux_2_17_aarch64",
        "manylinux2014_aarch64",
    ),
}
"""The tags of wheels that run there; glibc 2.28 is what the office systems of the day have at least."""
PYTHONS = ("3.11", "3.12", "3.13")
_PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check"]


def main() -> None:
    """Makes the archives that are asked for, and prints their sizes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--platform", choices=(*PLATFORMS, "this"), action="append", help="default: all; this: the machine's own"
    )
    parser.add_argument("--python", action="append", help=f"default: {' '.join(PYTHONS)}")
    parser.add_argument("--into", type=Path, default=ROOT / "build" / "bundles")
    arguments = parser.parse_args()
    names = [own_platform() if name == "this" else name for name in arguments.platform or PLATFORMS]
    pythons = tuple(arguments.python or PYTHONS)
    arguments.into.mkdir(parents=True, exist_ok=True)
    for name in names:
        path = bundle(name, pythons, arguments.into)
        print(f"{path.name}  {path.stat().st_size / 1e6:.0f} MB")


def own_platform() -> str:
    """The platform of this machine."""
    system = "windows" if sys.platform == "win32" else "linux"
    processor = "arm64" if platform.machine().lower() in {"aarch64", "arm64"} else "x86-64"
    return f"{system}-{processor}"


def bundle(name: str, pythons: tuple[str, ...], into: Path) -> Path:
    """Makes the archive of a platform.

    Args:
        name: one of ``PLATFORMS``. pythons: for which there shall be wheels. into: the folder of archives.
    """
    with tempfile.TemporaryDirectory() as folder:
        wheels = Path(folder) / "wheels"
        _run([*_PIP, "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(wheels), str(ROOT)])
        own = next(wheels.glob("juesuan-*.whl"))
        version = re.split("-", own.name)[1]
        _run([*_PIP, "download", "--quiet", "--no-deps", "--only-binary=:all:", "--dest", str(wheels), "pip"])
        for python in pythons:
            _fetch(PLATFORMS[name], python, wheels)
        target = into / f"juesuan-{version}-{name}.zip"
        stem = target.stem
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:  # wheels are compressed already
            for part in sorted(PARTS.iterdir()):
                if part.suffix != (".sh" if name.startswith("windows") else ".cmd"):
                    _add(archive, f"{stem}/{part.name}", part.read_bytes())
            _add(archive, f"{stem}/version.txt", f"{version}\n".encode())
            _add(archive, f"{stem}/pythons.txt", "".join(f"{python}\n" for python in pythons).encode())
            for wheel in sorted(wheels.iterdir()):
                _add(archive, f"{stem}/wheels/{wheel.name}", wheel.read_bytes())
    return target


def _fetch(tags: tuple[str, ...], python: str, into: Path) -> None:
    abi = f"cp{python.replace('.', '')}"
    command = [
        *_PIP,
        "download",
        "--quiet",
        "--no-deps",
        "--require-hashes",
        "--only-binary=:all:",
        "--dest",
        str(into),
    ]
    command += ["--python-version", python, "--implementation", "cp"]
    command += [part for tag in tags for part in ("--platform", tag)]
    command += [part for tag in (abi, "abi3", "none") for part in ("--abi", tag)]
    _run([*command, "--requirement", str(ROOT / "requirements" / "runtime.txt")])


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Adds a file; scripts may be run, and the time of packing is nobody's business: the same content gives the same archive."""
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (0o755 if name.endswith(".sh") else 0o644) << 16
    archive.writestr(entry, content)


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, cwd=ROOT)


if __name__ == "__main__":
    main()

"""What the wheel holds: our four packages with their data, and nothing else at its top level."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = {"desktop", "assessments", "questionnaires", "resources"}


def build(folder: Path) -> list[str]:
    """Build the wheel into a folder and return the names of its members."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def complaints(members: list[str]) -> list[str]:
    """Return what is wrong with the members of a wheel."""
    tops = {m.split("/")[0] for m in members if ".dist-info/" not in m}
    tracked = subprocess.run(
        ["git", "ls-files", *sorted(PACKAGES)], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split()
    return [f"unexpected at the top: {t}" for t in sorted(tops - PACKAGES)] + [
        f"missing: {name}" for name in tracked if name not in members
    ]


def main() -> int:
    """Build, look, and say what is wrong; the exit code says whether anything is."""
    with tempfile.TemporaryDirectory() as folder:
        members = build(Path(folder))
    wrong = complaints(members)
    print("\n".join(wrong) or f"wheel: {len(members)} members, all packages complete")
    return bool(wrong)


if __name__ == "__main__":
    raise SystemExit(main())

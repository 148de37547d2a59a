"""LibreOffice as a second reader and writer of our workbooks, with a profile of its own.

It never runs twice at the same time on one profile, so every call gets its own folder.
"""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from tests.conftest import require_packages

if TYPE_CHECKING:
    from pathlib import Path

_GERMAN = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>de-DE</value></prop></item></oor:items>
"""


def resaved(path: Path, folder: Path) -> Path:
    """Return the workbook as LibreOffice saves it, under the same name in `folder`."""
    return _converted(path, folder, "xlsx:Calc MS Excel 2007 XML", ".xlsx")


def printed(path: Path, folder: Path) -> list[str]:
    """Return the text of every printed page."""
    require_packages("pdftotext")
    pdf = _converted(path, folder, "pdf", ".pdf")
    text = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"],
        check=True, capture_output=True, timeout=60,
    ).stdout.decode("utf-8")  # fmt: skip
    return text.split("\f")[:-1]


def _converted(path: Path, folder: Path, kind: str, ending: str) -> Path:
    require_packages("soffice")
    profile = folder / "profile"
    registry = profile / "user" / "registrymodifications.xcu"
    registry.parent.mkdir(parents=True, exist_ok=True)
    registry.write_text(_GERMAN, encoding="utf-8")
    out = folder / "out"
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless",
         "--convert-to", kind, "--outdir", str(out), str(path)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return out / f"{path.stem}{ending}"

"""Sets the program up on first use and starts it: `python3 start.py [test | COMMAND …]`.

Standard library only, Python >= 3.11. Everything that set-up prints goes to standard error, so
that a command's output on standard output stays clean, also at the very first call.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = sys.platform == "win32"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")

BASE_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
}
"""What Qt needs to load at all: library -> Debian package."""

SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb-randr.so.0": "libxcb-randr0",
}
"""What Qt needs to draw on an X11 screen."""


class SetupError(Exception):
    """Set-up can't go on; the text says in German what to do."""


def say(text: str) -> None:
    """Tell a person something about set-up."""
    print(text, file=sys.stderr, flush=True)


def run_setup(*command: str | Path, failing: str) -> None:
    """Run one step of set-up with its output on standard error."""
    environment = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}
    done = subprocess.run(
        [str(c) for c in command], stdout=sys.stderr, env=environment, check=False
    )
    if done.returncode:
        raise SetupError(failing)


def install_packages(packages: list[str], what_for: str) -> None:
    """Install Debian packages as root, else say the one command that does it."""
    names = " ".join(packages)
    may_install = not WINDOWS and hasattr(os, "geteuid") and os.geteuid() == 0
    if not (may_install and shutil.which("apt-get")):
        raise SetupError(
            f"{what_for} Führen Sie diesen Befehl aus und starten Sie dann erneut:\n"
            f"  sudo apt-get install --no-install-recommends {names}"
        )
    say(f"{what_for} Wir installieren: {names}")
    failing = f"Das Installieren hat nicht geklappt. Nötig sind: {names}"
    environment = ("env", "DEBIAN_FRONTEND=noninteractive")
    run_setup(*environment, "apt-get", "update", "-qq", failing=failing)
    command = ("apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages)
    run_setup(*environment, *command, failing=failing)


def stamp_text(lock: Path) -> str:
    """Return what must be unchanged for the environment to be usable as it is."""
    parts = (lock.read_bytes(), (ROOT / "pyproject.toml").read_bytes())
    digest = hashlib.sha256(b"\0".join(parts)).hexdigest()
    return f"{digest} {sys.version_info.major}.{sys.version_info.minor} {ROOT}"


def is_ready(name: str, text: str) -> bool:
    """Return whether the stamp of this lock says that its packages are installed."""
    stamp = VENV / f".{name}.stamp"
    return PYTHON.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == text


def make_environment() -> None:
    """Make `.venv` anew, installing what a bare Debian Python lacks for that."""
    if not (importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv")):
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        install_packages([f"python{version}-venv"], "Ihrem Python fehlt das Modul „venv“.")
    say("Einrichtung: Wir legen die Programmumgebung an. Das geschieht nur beim ersten Mal.")
    run_setup(
        sys.executable, "-m", "venv", "--clear", VENV,
        failing="Der Ordner „.venv“ lässt sich nicht anlegen. Prüfen Sie, ob Sie hier schreiben "
        "dürfen und ob noch Platz ist.",
    )  # fmt: skip


def is_usable(mark: str) -> bool:
    """Return whether `.venv` is whole and was made by this Python in this folder.

    One that nobody marked (made by hand) is used as it is, if its Python is this one.
    """
    made_for = VENV / ".made-for"
    if made_for.exists():
        return PYTHON.exists() and made_for.read_text(encoding="utf-8") == mark
    probe = "import pip, sys; print(*sys.version_info[:2])"
    try:
        done = subprocess.run(
            [str(PYTHON), "-c", probe], capture_output=True, text=True, check=False
        )
    except OSError:
        return False
    return done.stdout.split() == [str(part) for part in sys.version_info[:2]]


def set_up(lock_name: str) -> None:
    """Install the packages of a lock file into `.venv` unless they are there already."""
    lock = ROOT / f"{lock_name}.lock"
    text = stamp_text(lock)
    if is_ready(lock_name, text) or (lock_name == "requirements" and is_ready(
        "requirements-dev", stamp_text(ROOT / "requirements-dev.lock")
    )):  # fmt: skip
        return
    mark = text.split(" ", 1)[1]
    if not is_usable(mark):
        make_environment()
    (VENV / ".made-for").write_text(mark, encoding="utf-8")
    say("Einrichtung: Wir laden die nötigen Pakete. Das dauert etwa eine Minute.")
    failing = (
        "Die Pakete ließen sich nicht laden. Prüfen Sie die Verbindung zum Paketverzeichnis und "
        "starten Sie erneut."
    )
    pip = (PYTHON, "-m", "pip", "install", "--quiet")
    run_setup(*pip, "--require-hashes", "-r", lock, failing=failing)
    run_setup(*pip, "--no-deps", "--no-build-isolation", "-e", ROOT, failing=failing)
    (VENV / f".{lock_name}.stamp").write_text(text, encoding="utf-8")


def has_screen() -> bool:
    """Return whether there is a screen to open a window on."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def is_missing(library: str) -> bool:
    """Return whether the system has no such library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return True
    return False


def provide_libraries(arguments: list[str]) -> None:
    """See that the system libraries are there which this start needs (Linux only)."""
    wants_window = not arguments or arguments[0] in ("open", "gallery", "handbook")
    if not sys.platform.startswith("linux") or not (
        wants_window or arguments[0] in ("demo", "test")
    ):
        return
    if wants_window and not has_screen() and not os.environ.get("QT_QPA_PLATFORM"):
        return
    wanted = BASE_LIBRARIES | (SCREEN_LIBRARIES if wants_window and has_screen() else {})
    packages = [package for library, package in wanted.items() if is_missing(library)]
    if packages:
        install_packages(packages, "Für die Anzeige fehlen Bausteine des Systems.")


def start(*arguments: str) -> int:
    """Go on with the environment's Python; on POSIX in the same process."""
    command = [str(PYTHON), *arguments]
    if not WINDOWS:
        os.execv(command[0], command)
    return subprocess.run(command, check=False).returncode


def main(arguments: list[str]) -> int:
    """Set up what is missing, then start the program, a command or the tests."""
    if sys.version_info < (3, 11):
        say("Selbstcheck braucht Python 3.11 oder neuer.")
        return 1
    testing = arguments[:1] == ["test"]
    try:
        set_up("requirements-dev" if testing else "requirements")
        provide_libraries(arguments)
    except SetupError as error:
        say(str(error))
        return 1
    if testing:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        os.chdir(ROOT)
        everything = ("--numprocesses=auto", "--dist=loadfile")  # the whole suite on all cores
        return start("-m", "pytest", *(arguments[1:] or everything))
    return start("-m", "desktop", *arguments)


if __name__ == "__main__":
    try:
        raise SystemExit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        say("Abgebrochen.")
        raise SystemExit(130) from None

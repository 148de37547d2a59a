"""Files, classes and functions stay small enough to be read at one go."""

from __future__ import annotations

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINES_PER_FILE = 400
PUBLIC_METHODS = 15
STATEMENTS = 40


def python_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout.split()  # fmt: skip
    return [ROOT / name for name in listed if (ROOT / name).exists()]


def too_big(name: str, source: str) -> list[str]:
    tree = ast.parse(source)
    length = len(source.splitlines())
    found = [f"{name}: {length} lines"] if length > LINES_PER_FILE else []
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            methods = [
                n
                for n in node.body
                if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)
                and not n.name.startswith("_")
                and not any(getattr(d, "id", "") == "override" for d in n.decorator_list)
            ]
            if len(methods) > PUBLIC_METHODS:
                found.append(f"{name}: class {node.name} has {len(methods)} public methods")
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            count = sum(isinstance(n, ast.stmt) for n in ast.walk(node)) - 1
            if count > STATEMENTS:
                found.append(f"{name}: {node.name} has {count} statements")
    return found


def test_nothing_has_outgrown_its_limits() -> None:
    wrong = []
    for path in python_files():
        wrong += too_big(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8"))
    assert wrong == []


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("x = 1\n" * 401, "a.py: 401 lines"),
        ("class A:\n" + "".join(f"    def m{i}(self): ...\n" for i in range(16)), "16 public"),
        ("def f():\n" + "    x = 1\n" * 41, "a.py: f has 41 statements"),
    ],
)
def test_each_limit_is_noticed(source: str, complaint: str) -> None:
    assert any(complaint in c for c in too_big("a.py", source))

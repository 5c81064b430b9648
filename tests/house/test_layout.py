"""The house keeps its own rules: ceilings, package list, links between rooms."""

import ast
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WINGS = ("catalog", "capture", "processing", "viewer_api")
SOURCES = sorted(path for wing in WINGS for path in (ROOT / wing).rglob("*.py"))
ROOMS_NOBODY_OPENS = {"core", "common", "utils", "helpers", "misc"}
LINES_CEILING, FUNCTION_CEILING, POSITIONAL_CEILING = 300, 70, 4

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(path: Path) -> list[Function]:
    return [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, Function)]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_a_file_stays_small(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LINES_CEILING


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_functions_stay_small(path: Path) -> None:
    for function in functions(path):
        lines = (function.end_lineno or function.lineno) - function.lineno + 1
        positional = [a for a in function.args.posonlyargs + function.args.args if a.arg not in ("self", "cls")]
        is_command = any("click" in ast.unparse(decorator) for decorator in function.decorator_list)
        is_route = any("router" in ast.unparse(decorator) for decorator in function.decorator_list)
        assert lines <= FUNCTION_CEILING, f"{function.name} has {lines} lines"
        is_called_by_name = is_command or is_route
        assert is_called_by_name or len(positional) <= POSITIONAL_CEILING, f"{function.name} takes {len(positional)}"


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_public_things_say_what_they_are(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert path.stat().st_size == 0 or ast.get_docstring(tree), "the module has no docstring"
    for node in tree.body:
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{node.name} has no docstring"


def test_half_of_the_functions_fit_in_a_glance() -> None:
    sizes = sorted((f.end_lineno or f.lineno) - f.lineno + 1 for path in SOURCES for f in functions(path))
    assert sizes[len(sizes) // 2] <= 12


def test_no_room_without_a_noun() -> None:
    names = {part.removesuffix(".py") for path in SOURCES for part in path.relative_to(ROOT).parts}
    assert not names & ROOMS_NOBODY_OPENS


def test_nothing_is_swallowed() -> None:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ExceptHandler):
                caught = "" if node.type is None else ast.unparse(node.type)
                assert caught not in ("", "Exception", "BaseException"), f"{name_of(path)}:{node.lineno}"


def test_the_package_list_is_complete() -> None:
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["packages"]
    there = {path.parent.relative_to(ROOT) for path in SOURCES if path.name == "__init__.py"}
    assert sorted(listed) == sorted("ruelle." + ".".join(folder.parts) for folder in there)
    assert {path.parent.relative_to(ROOT) for path in SOURCES} == there, "a folder has no __init__.py"


def test_commands_exist() -> None:
    commands = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]["ruelle.commands"]
    for target in commands.values():
        module, name = target.removeprefix("ruelle.").split(":")
        path = ROOT / (module.replace(".", "/") + ".py")
        assert name in {function.name for function in functions(path)}, target


def test_no_registry_is_named() -> None:
    hosts = ["pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org", "npmjs" + ".com"]
    locks = ("requirements.lock", "models.lock", "node.lock", "web_viewer/package-lock.json")
    for name in (*locks, "Makefile", ".ci/run"):
        text = (ROOT / name).read_text("utf-8")
        assert not [host for host in hosts if host in text], name

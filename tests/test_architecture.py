"""The house keeps its own rules: sizes, one entry, lean imports, nothing left half done."""

import ast
import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SETTINGS = (ROOT / "config.py", ROOT / "config_fields.py")
CODE = ("api", "services", "sandbox", "tools", "bench", "evals", "prove")
MODULE, TEST_MODULE, FUNCTION, POSITIONAL, PORT = 250, 400, 30, 4, 4
TEMPLATE, SCRIPT = 80, 120


def modules(*folders):
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def code():
    return [*modules(*CODE), *SETTINGS]


def named(path):
    return str(path.relative_to(ROOT))


def lines(path):
    return len(path.read_text().splitlines())


def functions(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(function):
    """Lines of the body, without its docstring and its own imports at the top."""
    body = list(function.body)
    while len(body) > 1 and isinstance(body[0], ast.Import | ast.ImportFrom | ast.Expr):
        if isinstance(body[0], ast.Expr) and not isinstance(body[0].value, ast.Constant):
            break
        body.pop(0)
    return function.end_lineno - body[0].lineno + 1


def test_every_module_is_a_short_room():
    long = {named(p) for p in code() if lines(p) > MODULE}

    assert long <= {"tools/verify_audit.py"}  # one file on purpose: a stranger runs it alone
    assert [named(p) for p in modules("tests") if lines(p) > TEST_MODULE] == []


def test_every_function_fits_a_glance():
    long = [
        f"{named(path)}:{f.name}"
        for path in code()
        for f in functions(path)
        if length(f) > FUNCTION
    ]
    assert long == []


def test_nothing_takes_more_than_four_by_position():
    many = [
        f"{named(path)}:{f.name}"
        for path in [*modules("api", "services"), *SETTINGS]
        for f in functions(path)
        if not f.name.startswith("_")
        and len([a for a in f.args.posonlyargs + f.args.args if a.arg not in ("self", "cls")])
        > POSITIONAL
    ]
    assert many == []


def test_a_port_asks_for_few_methods():
    tree = ast.parse((ROOT / "services" / "ports.py").read_text())
    ports = [
        node
        for node in tree.body
        if isinstance(node, ast.ClassDef) and any(ast.unparse(b) == "Protocol" for b in node.bases)
    ]
    wide = {
        port.name: methods
        for port in ports
        if (methods := sum(isinstance(m, ast.FunctionDef) for m in port.body)) > PORT
    }
    assert wide.keys() <= {"Documents", "Telephony", "Transaction"}


@pytest.mark.parametrize(
    ("folder", "pattern", "most"),
    [
        ("templates", "*.html", TEMPLATE),
        ("static/js", "*.mjs", SCRIPT),
        ("static/css", "*.css", MODULE),
        ("sandbox", "*.html", TEMPLATE),
        ("sandbox", "*.mjs", SCRIPT),
        ("sandbox", "*.css", MODULE),
    ],
)
def test_pages_and_scripts_are_short(folder, pattern, most):
    found = list((ROOT / folder).rglob(pattern))

    assert found
    assert [named(path) for path in found if lines(path) > most] == []


def test_vercel_has_one_entry():
    project = json.loads((ROOT / "vercel.json").read_text())
    entry = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["vercel"]["entrypoint"]

    assert project["framework"] == "flask"
    assert list(project["functions"]) == ["api/app.py"]
    assert not {"builds", "routes", "rewrites", "crons"} & set(project)
    assert entry == "api.app:app"


def test_no_other_file_looks_like_an_entry():
    """Vercel takes the first file in these folders with one of these names at its top."""
    candidates = [p for folder in (".", "src", "app", "api") for p in (ROOT / folder).glob("*.py")]
    entries = [named(p) for p in candidates if _names(p) & {"app", "application", "handler"}]

    assert entries == ["api/app.py"]


def _names(path):
    found = set()
    for node in ast.parse(path.read_text()).body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        found |= {t.id for t in targets if isinstance(t, ast.Name)}
        found |= {node.name} if hasattr(node, "name") else set()
    return found


def test_pyproject_holds_tools_only():
    assert set(tomllib.loads((ROOT / "pyproject.toml").read_text())) == {"tool"}


def test_nothing_prints():
    """Who runs a command reads `click.echo`; a server logs."""
    printing = [
        named(path)
        for path in [*modules("api", "services"), *SETTINGS]
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "print"
    ]
    assert printing == []


TEXTS = ("*.py", "*.mjs", "*.html", "*.css", "*.md", "*.toml", "*.json", "*.sh", "*.yml", "*.yaml")
KEPT = ("node_modules", ".venv", "vendor", "var", ".git", "package-lock.json")
LEFT_OPEN = re.compile(r"\b(TODO|FIXME|XXX)\b|NotImplementedError")
A_HOME = re.compile(r"(?<![\w.:])/(?:home|root|Users)/\w")
WITHOUT_REASON = re.compile(r"# (?:noqa(?:: [A-Z0-9, ]+)?|type: ignore(?:\[[\w, -]+\])?)\s*$", re.M)


def texts():
    for pattern in TEXTS:
        for path in ROOT.rglob(pattern):
            if not set(KEPT) & set(path.relative_to(ROOT).parts) and path != Path(__file__):
                yield path


def test_nothing_is_left_open():
    assert [
        named(p) for p in texts() if p.suffix != ".md" and LEFT_OPEN.search(p.read_text())
    ] == []


def test_nothing_names_somebodys_folder():
    assert [named(p) for p in texts() if A_HOME.search(p.read_text())] == []


def test_every_exception_from_the_tools_has_its_reason():
    bare = {
        f"{named(path)}: {found}"
        for path in [*modules(*CODE, "tests"), *SETTINGS]
        for found in WITHOUT_REASON.findall(path.read_text())
    }
    assert bare == set()

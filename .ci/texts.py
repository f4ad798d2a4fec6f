"""Bring the translations up to date with the texts in the code, or check that they are.

    python .ci/texts.py            # after a change of texts: updates the .ts files and their .qm
    python .ci/texts.py --check    # fails if that would change something, or a text is untranslated

The texts are the arguments of `tr` and `translatable` (`annotator/core/texts.py`), the submenus
that actions name (`menu="View/Slices"`), and the names of the window presets. Qt's lupdate, which
cannot read these forms, gets them in one that it can read, and merges them into
`resources/translations`; new ones are marked as unfinished there. Translate them in the .ts file,
or with `pyside6-linguist`.
"""

from __future__ import annotations

import argparse
import ast
import json
import shutil
import string
import subprocess
import sys
import tempfile
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("de", "zh_CN")
CONTEXT = "annotator"


class Text(NamedTuple):
    """An English text, what tells it apart from equal ones, and whether it has a plural."""

    source: str
    meaning: str
    counted: bool


def main() -> int:
    """Update or check; returns the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing, fail if needed")
    check = parser.parse_args().check
    if not check:
        update(FOLDER)
        for problem in unfinished(FOLDER):
            print(problem)
        return 0
    problems = stale() + unfinished(FOLDER)
    print("\n".join(problems) or "All texts are translated.")
    return bool(problems)


def texts_of(tree: ast.AST) -> list[Text]:
    """All texts in the code of a file; a text that is no literal stops the program."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    found = []
    for call in calls:
        keywords = {word.arg: word.value for word in call.keywords}
        menu = keywords.get("menu")
        if isinstance(menu, ast.Constant) and "/" in str(menu.value):
            found.append(Text(str(menu.value).split("/")[1], "", False))
        if isinstance(call.func, ast.Name) and call.func.id in ("tr", "translatable"):
            if any(isinstance(argument, ast.JoinedStr) for argument in call.args):
                raise SystemExit(f"{ast.unparse(call)}: name the values instead of an f-string.")
            *_, last = call.args
            if isinstance(last, ast.Constant):
                meaning = keywords.get("meaning", ast.Constant(""))
                found.append(Text(last.value, ast.literal_eval(meaning), len(call.args) == 2))
    return found


def all_texts() -> dict[Text, list[str]]:
    """All texts of the program, with the files that use them."""
    found: dict[Text, list[str]] = {}
    for path in sorted((ROOT / "annotator").rglob("*.py")):
        name, code = path.relative_to(ROOT).as_posix(), path.read_text("utf-8")
        if not any(sign in code for sign in ("tr(", "translatable(", "menu=")):
            continue
        for text in texts_of(ast.parse(code)):
            files = found.setdefault(text, [])
            if name not in files:
                files.append(name)
    presets = ROOT / "resources" / "presets" / "ct_windows.toml"
    for entry in tomllib.loads(presets.read_text("utf-8"))["preset"]:
        found.setdefault(Text(entry["name"], "", False), ["resources/presets/ct_windows.toml"])
    return found


def update(folder: Path) -> None:
    """Merge the texts into the .ts files of a folder, and compile them."""
    lines = []
    for (source, meaning, counted), files in all_texts().items():
        words = [CONTEXT, source, meaning]
        arguments = [json.dumps(word, ensure_ascii=False) for word in words]
        call = ", ".join(arguments + ["n"] * counted)
        lines += [f"//: {', '.join(files)}", f"QCoreApplication::translate({call});"]
    with tempfile.TemporaryDirectory() as scratch:
        code = Path(scratch, "texts.cpp")
        code.write_text("void texts()\n{\n" + "\n".join(lines) + "\n}\n", "utf-8")
        for language in LANGUAGES:
            file = folder / f"annotator_{language}.ts"
            words = ["-silent", "-no-obsolete", "-locations", "none", "-source-language", "en"]
            qt("lupdate", *words, "-target-language", language, str(code), "-ts", str(file))
            compiled = file.with_suffix(".qm")
            qt("lrelease", "-silent", "-nounfinished", str(file), "-qm", str(compiled))


def qt(tool: str, *words: str) -> None:
    """Run a tool of the PySide6 that is installed."""
    found = shutil.which(f"pyside6-{tool}", path=str(Path(sys.executable).parent))
    if found is None:
        raise SystemExit(f"pyside6-{tool} is missing: install PySide6-Essentials.")
    subprocess.run([found, *words], check=True)


def stale() -> list[str]:
    """Name the files that an update would change."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch, "translations")
        shutil.copytree(FOLDER, copy)
        update(copy)
        return [
            f"{file.name} is not up to date: run `python .ci/texts.py`."
            for file in sorted(copy.iterdir())
            if not (FOLDER / file.name).exists()
            or file.read_bytes() != (FOLDER / file.name).read_bytes()
        ]


def unfinished(folder: Path) -> list[str]:
    """Name the texts without a translation, or whose translation has other places."""
    problems = []
    for language in LANGUAGES:
        file = folder / f"annotator_{language}.ts"
        for message in ET.parse(file).iter("message"):
            source = message.findtext("source", "")
            translation = message.find("translation")
            forms = [form.text or "" for form in message.iter("numerusform")]
            forms = forms or [message.findtext("translation", "")]
            if translation is None or translation.get("type") or not all(forms):
                problems.append(f"{file.name}: no translation of “{source}”")
            elif any(places(form) - places(source) for form in forms) or (
                len(forms) == 1 and places(source) - places(forms[0])
            ):
                problems.append(f"{file.name}: other places in the translation of “{source}”")
    return problems


def places(text: str) -> set[tuple[str, str]]:
    """Names in braces, each with how its value is formatted."""
    parts = string.Formatter().parse(text)
    return {(name, spec or "") for _, name, spec, _ in parts if name is not None}


if __name__ == "__main__":
    sys.exit(main())

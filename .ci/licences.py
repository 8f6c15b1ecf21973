"""Writes docs/licences.md and docs/sbom.cdx.json: the licence of each package in requirements.lock, as installed here."""

from __future__ import annotations

import json
import re
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parent.parent
TABLE = ROOT / "docs" / "licences.md"
SBOM = ROOT / "docs" / "sbom.cdx.json"
# May be used by a program under the EUPL-1.2 that is installed beside them, not copied out of them.
ALLOWED = frozenset(
    """
    0BSD Apache-2.0 BSD BSD-2-Clause BSD-3-Clause BSL-1.0 CC0-1.0 CNRI-Python HPND ISC LGPL-3.0 LGPL-3.0-only
    LGPL-3.0-or-later MIT MIT-0 MIT-CMU MPL-2.0 PSF-2.0 Unlicense Zlib ZPL-2.1
    """.split()  # noqa: SIM905
)
# Where the metadata of a package says it in no way that a program can read: read in its licence file.
READ = {"pypdfium2": "Apache-2.0 AND BSD-3-Clause"}  # with PDFium, which it carries, and its parts
_CLASSIFIERS = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "The Unlicense (Unlicense)": "Unlicense",
}
_WORDS = {
    "apache": "Apache-2.0",
    "apache 2.0 license": "Apache-2.0",
    "apache 2.0": "Apache-2.0",
    "apache-2.0": "Apache-2.0",
    "apache 2": "Apache-2.0",
    "apache license 2.0": "Apache-2.0",
    "apache license, version 2.0": "Apache-2.0",
    "apache software license 2.0": "Apache-2.0",
    "bsd": "BSD",
    "bsd license": "BSD",
    "bsd 3-clause license": "BSD-3-Clause",
    "3-clause bsd license": "BSD-3-Clause",
    "mit": "MIT",
    "mit license": "MIT",
    "the mit license (mit)": "MIT",
    "mpl-2.0": "MPL-2.0",
    "mozilla public license 2.0": "MPL-2.0",
}


def locked() -> dict[str, str]:
    """Canonical name → version of what requirements.lock names."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9.-]+)(?:\[[a-z,]+\])?==([^ \n]+)", text, re.MULTILINE))


def licence_of(name: str) -> str:
    """An SPDX expression, or as near to one as the package's metadata comes; empty where it says nothing."""
    if name in READ:
        return READ[name]
    data = metadata.metadata(name)
    if expression := data.get("License-Expression"):
        return str(expression)
    classified = [c.split(" :: ")[-1] for c in data.get_all("Classifier") or [] if c.startswith("License ::")]
    known = [_CLASSIFIERS[c] for c in classified if c in _CLASSIFIERS]
    if known:
        return " AND ".join(sorted(set(known)))
    written = str(data.get("License") or "").strip()
    first = written.splitlines()[0].strip() if written else ""
    return _WORDS.get(first.lower(), first)


def parts(expression: str) -> set[str]:
    """The licences that an expression names. Of an exception, the licence that it belongs to counts."""
    words = re.sub(r"\s+WITH\s+\S+", "", expression)
    return {word for word in re.findall(r"[\w.+-]+", words) if word not in ("AND", "OR")}


def main() -> None:
    """Write both files."""
    versions = locked()
    licences = {name: licence_of(name) for name in versions}
    wrong = {name: text for name, text in licences.items() if not parts(text) or parts(text) - ALLOWED}
    if wrong:
        raise SystemExit(f"licences: not on the list of those allowed: {wrong}")
    lines = [f"| {name} | {versions[name]} | {licences[name]} |\n" for name in sorted(versions)]
    TABLE.write_text(
        "# Licences\n\nWhat the program needs at run time (`requirements.lock`) and its licence, by each package's metadata. "
        "Written by `make licences`;\nall are on the list of `.ci/licences.py`, whose licences go with the EUPL-1.2 of a "
        "program that uses the packages as they are.\n[sbom.cdx.json](sbom.cdx.json) says the same for machines (CycloneDX "
        "1.6).\n\n| package | version | licence |\n|---|---|---|\n" + "".join(lines),
        encoding="utf-8",
    )
    components = [
        {
            "type": "library",
            "name": name,
            "version": versions[name],
            "purl": f"pkg:pypi/{name}@{versions[name].partition('+')[0]}",
            "licenses": [{"expression": licences[name]}]
            if " " in licences[name]
            else [{"license": {"name": licences[name]}}],
        }
        for name in sorted(versions)
    ]
    sbom = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "name": "sopuri", "licenses": [{"license": {"id": "EUPL-1.2"}}]}
        },
        "components": components,
    }
    SBOM.write_text(json.dumps(sbom, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""Asks PyPI for known vulnerabilities of what requirements.lock names. Exit 1: there are some; where PyPI can't be asked, 0."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
# Looked at and found not to concern this program: id → why.
ACCEPTED: dict[str, str] = {}
_SECONDS = 240


def main() -> int:
    """Print what is found; returns the exit code."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pins = re.findall(r"^([a-z0-9.-]+)(?:\[[a-z,]+\])?==([^ \n+]+)", text, re.MULTILINE)
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "requirements.txt"
        wanted.write_text("".join(f"{name}=={version}\n" for name, version in pins), encoding="utf-8")
        command = [sys.executable, "-m", "pip_audit", "--requirement", str(wanted), "--no-deps", "--disable-pip"]
        command += ["--format", "json", "--progress-spinner", "off", "--timeout", "15"]
        try:
            done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=_SECONDS, check=False)
            packages = json.loads(done.stdout)["dependencies"]
        except (subprocess.TimeoutExpired, ValueError, KeyError):
            print("vulnerabilities: PyPI could not be asked; nothing was checked", file=sys.stderr)
            return 0
    skipped = [package["name"] for package in packages if "skip_reason" in package]
    found = [
        (package["name"], package["version"], entry["id"], ", ".join(entry["fix_versions"]) or "none yet")
        for package in packages
        for entry in package.get("vulns", ())
        if not {entry["id"], *entry["aliases"]} & set(ACCEPTED)
    ]
    if len(skipped) == len(packages):
        print("vulnerabilities: this index of packages knows of none of them; nothing was checked", file=sys.stderr)
        return 0
    for name, version, number, fixed in found:
        print(f"vulnerabilities: {name} {version}: {number}, repaired in {fixed}", file=sys.stderr)
    print(f"vulnerabilities: {len(packages) - len(skipped)} packages asked for, {len(found)} findings", file=sys.stderr)
    if skipped:
        print(f"vulnerabilities: not asked for: {', '.join(skipped)}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

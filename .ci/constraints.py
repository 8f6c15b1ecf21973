"""Writes constraints.txt: the exact versions, now installed, of all that pyproject.toml asks for, directly or not."""

from __future__ import annotations

import tomllib
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
HEADER = """\
# Exact versions of all that pyproject.toml asks for, directly or not, so that every installation is the same.
# Written by `make constraints` from an environment in which `make check` passes. Local versions ("+cpu") are left out:
# torch's CPU and GPU builds satisfy the same line.
"""


def needed(requirements: list[str]) -> dict[str, str]:
    """Canonical name → version of what ``requirements`` need on this machine."""
    found: dict[str, str] = {}
    seen: set[tuple[str, frozenset[str]]] = set()
    todo = [Requirement(text) for text in requirements]
    while todo:
        requirement = todo.pop()
        name = canonicalize_name(requirement.name)
        extras = frozenset(requirement.extras)
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        distribution = metadata.distribution(name)
        found[name] = distribution.version.partition("+")[0]
        for text in distribution.requires or []:
            further = Requirement(text)
            if further.marker is None or any(further.marker.evaluate({"extra": e}) for e in {"", *extras}):
                todo.append(further)
    return found


def main() -> None:
    """Write the file."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    versions = needed([*project["dependencies"], *(text for extra in extras for text in extra)])
    lines = [f"{name}=={version}\n" for name, version in sorted(versions.items())]
    (ROOT / "constraints.txt").write_text(HEADER + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()

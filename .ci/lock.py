"""Writes requirements.lock: the exact files, by their hashes, of what the program needs at run time.

For Linux on x86-64 with Python 3.11, which is what the container has, and PyTorch's build for CPUs. Versions are those of
constraints.txt. pip takes nothing else from any index: ``pip install --require-hashes -r requirements.lock``.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
EXTRAS = ("llm", "postgres")
HEADER = """\
# What the program needs at run time, by the hashes of its files: Linux, x86-64, Python 3.11, PyTorch for CPUs.
# pip install --require-hashes --extra-index-url https://download.pytorch.org/whl/cpu -r requirements.lock
# Written by `make lock`; versions are those of constraints.txt.
"""


def main(further: list[str]) -> None:
    """Write the file; ``further`` words go to uv."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "lock.txt"
        command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "pyproject.toml", "--generate-hashes"]
        command += [word for extra in EXTRAS for word in ("--extra", extra)]
        command += ["--constraint", "constraints.txt", "--no-annotate", "--no-header", "--output-file", str(output)]
        command += ["--python-version", "3.11", "--python-platform", "x86_64-manylinux_2_28"]
        subprocess.run([*command, *further], cwd=ROOT, check=True)
        text = output.read_text(encoding="utf-8")
    if "nvidia-" in text:
        sys.exit("lock: PyTorch's build for CUDA was found; name an index with its build for CPUs (UV_FLAGS)")
    (ROOT / "requirements.lock").write_text(HEADER + text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])

"""What pyproject.toml can't say: ``prompts/`` lies beside the package in the repository and inside it once installed."""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

_PROMPTS = Path("prompts")


class _WithPrompts(build_py):
    """Puts the prompts where ``assistant.phrases`` looks for them first. An editable install reads the repository's."""

    def run(self) -> None:
        super().run()
        if not self.editable_mode:
            target = Path(self.build_lib) / "assistant" / "prompts"
            shutil.rmtree(target, ignore_errors=True)  # an earlier build may have left files that are gone
            shutil.copytree(_PROMPTS, target)


setup(cmdclass={"build_py": _WithPrompts})

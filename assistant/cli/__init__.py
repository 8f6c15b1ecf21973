"""The program ``sopuri``. Results go to standard output, everything else to standard error."""

from assistant.cli.program import main, program_parser

__all__ = ["main", "program_parser"]

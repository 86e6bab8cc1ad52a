"""The command line. What a command needs is imported when it runs, so that `--help` answers at once."""

from guidance.cli.entry import run

__all__ = ["run"]

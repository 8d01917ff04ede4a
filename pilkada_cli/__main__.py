"""The way in: `pilkada` and `python -m pilkada_cli`."""

import sys

from pilkada_cli import __version__


def main() -> None:
    """Run the command line; an interrupt while the program still loads ends it without a word."""
    try:
        if sys.argv[1:] == ["--version"] and _say_version():
            return
        from pilkada_cli.app import app

        app(prog_name="pilkada")
    except KeyboardInterrupt:
        sys.exit(130)


def _say_version() -> bool:
    """Print the version before anything is loaded; where that fails, the whole program says what is wrong."""
    try:
        sys.stdout.write(f"pilkada {__version__}\n")
        sys.stdout.flush()
    except (AttributeError, OSError, ValueError):
        return False
    return True


if __name__ == "__main__":
    main()

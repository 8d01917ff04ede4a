"""The way in: `pilkada` and `python -m pilkada_cli`."""

import sys


def main() -> None:
    """Run the command line; an interrupt while the program still loads ends it without a word."""
    try:
        from pilkada_cli.app import app

        app(prog_name="pilkada")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()

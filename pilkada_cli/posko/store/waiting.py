"""Waiting for others who write: after how long that is said, and the sentence; the same in each database."""

from pilkada_cli.language import _

#: After how many seconds it is said that others write.
OTHERS = 3


def say(sentence: str) -> None:
    """Tell whoever waits."""
    from pilkada_cli.output import terminal

    terminal.say(f"pilkada: {sentence}")


def others_write() -> str:
    """What is said after OTHERS seconds of waiting for a turn."""
    return _("Another keyboard is writing; waiting for its end. Ctrl-C is safe.")

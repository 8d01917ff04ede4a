"""The one door to Jinja2: pages of HTML that stand alone, with their style and script in them, and nothing else.

Each page has a Content-Security-Policy that allows that one style and script, by their hashes, and no request at all.
"""

import base64
import hashlib
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pilkada_cli.language import _, current, ngettext
from pilkada_cli.printable import visible

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent.parent / "templates"

#: Texts in a style or script, templates of texts, and patterns (which begin with `^` here).
_TEXTS = re.compile(r"""("(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`|/\^[^/\n]+/)""")
_BLANKS_OF_SCRIPT = re.compile(r"[ \t]*([=+*<>?:,()\[\]|&!}-])[ \t]*|[ \t]*([;{])\s*")
_BLANKS_OF_STYLE = re.compile(r"[ \t]*([{,])\s*|;?\s*(})\s*|\s*(;)\s*|(?<=:)[ \t]+")


def page(
    template: str,
    *,
    styles: Sequence[str],
    scripts: Sequence[str] = (),
    colours: str = "",
    rules: str = "",
    **values: Any,
) -> str:
    """The page that a template of TEMPLATES makes of values; everything in them is text, and never markup.

    `styles` and `scripts` are files of TEMPLATES; they are joined, behind the CSS of `colours` and before that of
    `rules`. Control characters in values become escapes, as on a terminal.
    """
    style = colours + "".join(_file(name) for name in styles) + rules
    script = "".join(_file(name) for name in scripts)
    policy = [
        "default-src 'none'",
        f"style-src '{_digest(style)}'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    if script:
        policy.insert(2, f"script-src '{_digest(script)}'")
    environment = _environment(TEMPLATES)
    own = {"style": trusted(style), "script": trusted(script)}
    text = environment.get_template(template).render(
        {name: _shown(value) for name, value in values.items()} | own, policy="; ".join(policy), language=current()
    )
    return text if text.endswith("\n") else f"{text}\n"


@cache
def _environment(templates: Path) -> "Environment":
    """What reads the templates of a folder; each is compiled once, also for a page that is written again and again."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    class Values(Environment):
        """Of a dict, `one.items` is its value of that name, or undefined: never a method of Python."""

        def getattr(self, obj: Any, attribute: str) -> Any:
            return self.getitem(obj, attribute) if isinstance(obj, dict) else super().getattr(obj, attribute)

        def getitem(self, obj: Any, argument: Any) -> Any:
            if isinstance(obj, dict) and argument not in obj:
                return self.undefined(obj=obj, name=argument)
            return super().getitem(obj, argument)

    environment = Values(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # Compact, and in the order in which it was made.
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    environment.globals |= {"_": _, "ngettext": ngettext}
    return environment


def _file(name: str) -> str:
    """A style or script as small as can be without changing what it says: no comments, no blanks beside signs."""
    lines = map(str.strip, (TEMPLATES / name).read_text(encoding="utf-8").splitlines())
    text = "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))
    blanks = _BLANKS_OF_STYLE if name.endswith(".css") else _BLANKS_OF_SCRIPT
    # The parts of a split by a group are by turns what stands between texts, and texts, which stay as they are.
    return "".join(
        part if place % 2 else blanks.sub(lambda found: found[found.lastindex or 0].strip(), part)
        for place, part in enumerate(_TEXTS.split(text))
    )


def trusted(text: str) -> Any:
    """A text of our own that goes into the page as it is; Jinja2 escapes all others."""
    from markupsafe import Markup

    return Markup(text)  # noqa: S704 - made by the program, and never what somebody wrote


def _digest(text: str) -> str:
    """The hash of a style or script as a Content-Security-Policy names it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _shown(value: Any) -> Any:
    """A value with its control characters as escapes, however deep the texts lie in it."""
    if hasattr(value, "__html__"):
        return value  # Markup that the program has made itself, such as a drawing.
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, dict):
        return {name: _shown(one) for name, one in value.items()}
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*map(_shown, value))
    if isinstance(value, list | tuple):
        return [_shown(one) for one in value]
    return value

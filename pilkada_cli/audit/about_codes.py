"""Rules for codes of other lists: each is written as its list writes it, and means one region alone."""

import re
from collections import Counter
from collections.abc import Iterator

from pilkada_cli.audit.rules import Breach, Data, Rule
from pilkada_cli.language import _

#: How a code is written in each list.
FORMS = {"bps": r"\d\d(\d\d)?", "iso": r"ID-[A-Z]{2}", "former": r"\d\d(\.\d\d)?"}


def forms(data: Data) -> Iterator[Breach]:
    """Each code is written as in its list; only provinces have one of ISO, and two digits are a province's."""
    for code, own in data.codes:
        for name, form in FORMS.items():
            value = getattr(own, name)
            if value is None:
                continue
            is_province = len(code) == 2
            if not re.fullmatch(form, value) or (name == "iso") > is_province or (len(value) == 2) > is_province:
                yield "codes", ("codes", code, name), _("'{code}' is no code of that list").format(code=value)


def alone(data: Data) -> Iterator[Breach]:
    """No code means two regions, and no former code is one of today."""
    for name in FORMS:
        counts = Counter(getattr(own, name) for _code, own in data.codes)
        for code, own in data.codes:
            value = getattr(own, name)
            if value is not None and counts[value] > 1:
                yield "codes", ("codes", code, name), _("another region has this code as well")
    for code, own in data.codes:
        if own.former is not None and own.former in data.registry:
            yield "codes", ("codes", code, "former"), _("a region has this code today")


RULES: tuple[Rule, ...] = (forms, alone)

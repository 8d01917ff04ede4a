"""The table of all targets: a name, and a function that takes bytes and gives them to a parser.

A target returns where the parser has an answer, or one of the program's own sentences. Anything else that is raised is
a bug: another exception, an answer that is written again as another one, a sentence that is more than one line.
"""

from collections.abc import Callable

from fuzz import data, files, log, program, texts

Target = Callable[[bytes], None]

TARGETS: dict[str, Target] = {
    **{name: data.of(name) for name in data.LOADERS},
    "when": texts.when,
    "spoken": texts.spoken,
    "duration": texts.duration,
    "region": texts.region,
    "code": texts.code,
    "stage": texts.stage,
    "word": texts.word,
    "personal": texts.personal,
    "location": texts.location,
    "sheet": files.sheet,
    "rows": files.rows,
    "incidents": files.incidents,
    "importing": files.importing,
    "entry": log.entry,
    "merging": log.merging,
    "stored": log.stored,
    "note": log.note,
    "key": log.key,
    "rescue": log.rescue,
    "options": program.options,
}

"""The build step: puts each data file's content beside it in compiled form, which starts the program faster."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileData(BuildHookInterface):  # type: ignore[type-arg]  # the hook takes whatever configuration there is
    """Compiles `data/*.yaml` into `data/*.tree`, and what is made of some of them into `data/*.ready`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Run before a wheel or an editable install is made."""
        root = Path(self.root)
        sys.path.insert(0, str(root))
        from pilkada_cli.errors import PilkadaError
        from pilkada_cli.facts.files import DataFiles, compile_rows, compile_tree
        from pilkada_cli.regions import registry, schemes
        from pilkada_cli.stages import schedule

        for path in sorted((root / "data").glob("*.yaml")):
            path.with_suffix(".tree").write_bytes(compile_tree(path))
        files = DataFiles(root / "data")
        for name, load, pack, code in (
            ("regions", registry.load_registry, registry.pack_registry, registry.CODE),
            ("codes", schemes.load_codes, schemes.pack_codes, schemes.CODE),
            ("schedule", schedule.load_schedule, schedule.pack_schedule, schedule.CODE),
        ):
            ready = files.path(name).with_suffix(".ready")
            # Of data that break a rule nothing is made: the program reads them each time, and says what is wrong.
            ready.unlink(missing_ok=True)
            try:
                ready.write_bytes(compile_rows(files.path(name), pack(load(files)), code))
            except PilkadaError as problem:
                self.app.display_warning(f"{name}.yaml is not compiled: {problem}")

"""A function of the database: the SQL by which this program makes it, and how the server's catalog shows it then."""

from typing import NamedTuple

#: What no session may turn within a function. The names are spelt as the server spells them.
SEARCHED = {"search_path": "pg_catalog, pg_temp"}
SETTINGS = {
    **SEARCHED,
    "standard_conforming_strings": "on",
    "transform_null_equals": "off",
    "jit": "off",
    "enable_memoize": "off",
    "TimeZone": "UTC",
    "DateStyle": "ISO",
    "bytea_output": "hex",
}
#: How the catalog shows all functions of the schema, as `shown` and `signature` have it.
SHOWN = """
    SELECT p.proname || '(' || oidvectortypes(p.proargtypes) || ')', p.prosrc, l.lanname, p.prosecdef,
        ARRAY(SELECT one COLLATE "C" FROM unnest(p.proconfig) AS one ORDER BY 1), format_type(p.prorettype, NULL),
        concat_ws(' ', p.prokind, p.provolatile, p.proparallel, p.proisstrict, p.proretset, p.pronargdefaults,
            p.proargnames IS NULL), pg_has_role(p.proowner, n.nspowner, 'USAGE')
    FROM pg_proc AS p JOIN pg_language AS l ON l.oid = p.prolang JOIN pg_namespace AS n ON n.oid = p.pronamespace
    WHERE n.nspname = 'pilkada'
"""
#: An ordinary function that is called each time, also for NULL, and gives one value; its arguments have no names.
_PLAIN = "f v u f f 0 t"


class Function(NamedTuple):
    """A function in the schema `pilkada`, which runs with its owner's rights if it is a `definer`."""

    name: str
    arguments: str
    body: str
    returns: str = "void"
    language: str = "plpgsql"
    definer: bool = True
    settings: dict[str, str] = SETTINGS

    @property
    def signature(self) -> str:
        """The name with the types of the arguments."""
        return f"{self.name}({self.arguments})"

    @property
    def sql(self) -> str:
        """The statement that makes it, or makes it anew."""
        rights = "SECURITY DEFINER" if self.definer else "SECURITY INVOKER"
        settings = " ".join(f"SET {name} = {_listed(value)}" for name, value in self.settings.items())
        return (
            f"CREATE OR REPLACE FUNCTION pilkada.{self.signature} RETURNS {self.returns} LANGUAGE {self.language} "
            f"{rights} {settings} AS $${self.body}$$;\n"
        )

    @property
    def shown(self) -> tuple[object, ...]:
        """Its row in the catalog, as SHOWN has it behind the signature; its owner may do what the store's may."""
        settings = sorted(f"{name}={value}" for name, value in self.settings.items())
        return (self.body, self.language, self.definer, settings, self.returns, _PLAIN, True)


def _listed(value: str) -> str:
    return ", ".join(f"'{one}'" for one in value.split(", "))

"""The engines by name, as the setting ``[search] engine`` in ``saraban.toml`` names them."""

from indexer.engine import Engine
from indexer.errors import EngineUnknown
from indexer.tantivy_engine import TantivyEngine
from indexer.whoosh_engine import WhooshEngine

ENGINES: dict[str, type[Engine]] = {kind.name: kind for kind in (WhooshEngine, TantivyEngine)}
DEFAULT = WhooshEngine.name


def engine_named(name: object) -> type[Engine]:
    """Return an engine's class. Raises ``EngineUnknown``."""
    if not isinstance(name, str) or name not in ENGINES:
        raise EngineUnknown(engine=name, known=" หรือ ".join(ENGINES))
    return ENGINES[name]


def signature(kind: type[Engine]) -> str:
    """Return what files of this engine can be read by: its name and version."""
    return f"{kind.name} {kind.version}"

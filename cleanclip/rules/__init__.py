"""Rule packs: what is known about the furniture of sites and databases, as data."""

from cleanclip.rules.engine import Rules
from cleanclip.rules.packs import Pack, PackError, Rule, load_pack, packaged_packs, parse_pack

rules = Rules()

__all__ = ["Pack", "PackError", "Rule", "Rules", "load_pack", "packaged_packs", "parse_pack", "rules"]

"""That somebody is there to be asked about what is unlikely: whoever typed it, in a form or at the command line."""

from scrutineer.casefile.doubting import asking

__all__ = ["asking"]

"""Reports: a pure model first, then one renderer a format."""

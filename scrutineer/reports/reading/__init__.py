"""What a written file says, wherever in it that stands: one module a format."""

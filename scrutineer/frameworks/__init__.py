"""Frameworks and scales as data, typed on load."""

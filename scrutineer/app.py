"""Placeholder until the window is composed."""

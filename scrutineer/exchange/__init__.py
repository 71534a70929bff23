"""Workbooks and documents in and out as domain objects; never a database."""

"""Scrutineer: independent scrutiny of local safeguarding children partnerships, on one machine, encrypted."""

"""What pages read: everything here only looks."""

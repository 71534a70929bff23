"""One verb a function: what the window and the command line can do."""

"""The casefile: all SQL, on sqlite-utils over SQLCipher."""

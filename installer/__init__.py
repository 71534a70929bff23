"""Makes what people install: a .deb, a Windows set-up, a disk image for a Mac. Only Python's standard library."""

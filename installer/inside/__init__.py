"""What runs inside the build's own environment, or becomes part of what is built."""

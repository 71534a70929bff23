"""The pages; ui.pages says how each is made, on its first visit."""

"""The kit: components that any page can use. They know the theme and the domain, never an operation or a page."""

"""Parts of pages: forms, cards and tables put together from the kit for what one page, or two, must show."""

"""The workbench in the browser: what the units sent in, what was found, what the reviewer decides, and what goes back to them."""

"""The workbench in a real browser: a target of its own (``make browser``), for it needs Chromium."""

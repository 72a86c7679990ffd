"""Our own data read back: the JSON of ``read`` and data packages."""

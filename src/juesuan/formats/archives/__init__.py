"""Files inside files: zip archives, Office packages, OLE compound files; read, and copied with changes, within bounds."""

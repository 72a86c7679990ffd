"""Tables of the bureau's own as evidence: read, looked through, kept in a locked database, and asked for what indicators come to."""

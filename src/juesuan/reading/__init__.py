"""A file in, a disclosure out: one adapter a format, then recognition of forms, prose and performance forms."""

"""From neutral pages to a disclosure: forms, prose and performance forms bound to facts; the accountant's own files to cells."""

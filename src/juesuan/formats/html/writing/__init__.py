"""A document to one web page that needs nothing else."""

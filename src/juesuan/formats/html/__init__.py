"""HTML: pages read, elements built, a document written as one page."""

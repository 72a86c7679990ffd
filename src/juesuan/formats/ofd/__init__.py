"""OFD, the national layout format (GB/T 33190-2016): pages of characters and lines at places, in XML, in a zip package."""

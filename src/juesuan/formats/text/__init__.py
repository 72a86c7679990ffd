"""Plain text: decoded, read, written; its width on a terminal."""

"""What the commands do besides building and serving."""

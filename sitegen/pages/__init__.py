"""From digests and stories to pages."""

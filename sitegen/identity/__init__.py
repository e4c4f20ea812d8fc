"""Ids and addresses that stay: what a site remembers of its digests, and what became of each."""

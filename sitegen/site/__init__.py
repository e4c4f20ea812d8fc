"""A site's folders on disk: what is read, what is kept, what is published."""

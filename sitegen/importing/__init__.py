"""Stories out of files that hold them in another form: feeds, mail, archives, records, documents.

Each importer turns a container into `Item`s, one at a time, with the words as the container has them;
`formats.py` says which importer takes which file, `item.py` how an item stands in the content folder.
Nothing is fetched.
"""

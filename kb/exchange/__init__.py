"""What leaves the house: evidence in the forms that other programs read.

Each module writes one kind of thing, from rows and documents that others selected, and
knows nothing of HTTP.
"""

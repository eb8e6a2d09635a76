"""Writing over the API: for programs of editors and reviewers, by their tokens."""

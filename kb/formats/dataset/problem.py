"""What makes a dataset unreadable as a whole, said in one sentence."""


class DatasetProblem(Exception):  # noqa: N818 - the name says what it holds
    """The files are not what they should be; nothing of them is loaded.

    The message is a sentence for whoever brought them: what is wrong, in which file,
    which value stands there, and what would be right.
    """


class BadCellError(Exception):
    """One cell of one row cannot be read; the row goes to quarantine.

    The message names the column and the value that stands there.
    """

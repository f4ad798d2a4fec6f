"""The one exception whose message is meant for the user."""


class UserError(Exception):
    """Something the user can act on; the message is one clear sentence that says what to do.

    The command line prints the message and exits with code 2; the window shows it in a dialog.
    """

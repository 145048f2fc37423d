"""What says that a change is better made by going over all there is."""


class TooFar(Exception):
    """The change reaches so far that all is better decided on anew."""


class Astray(Exception):
    """What the earlier build wrote down, for changes to be followed by, is not what its files say."""

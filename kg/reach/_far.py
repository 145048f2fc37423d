"""What says that a change is better made by going over all there is."""


class TooFar(Exception):
    """The change reaches so far, or into what is not known by marks, that all is better decided on anew."""

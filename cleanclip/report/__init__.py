"""What became of a clip, for people to look at."""

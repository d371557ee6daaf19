"""One noun a file: what is found in a clip, and what is mended."""

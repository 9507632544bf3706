"""The role of a part in a paper: by its heading, else by a model of words, place and sequence."""

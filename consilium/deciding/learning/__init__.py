"""Learning who is right when from labelled answers: rows, ballots, effects, and the fit itself."""

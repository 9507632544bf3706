"""The merge: a verdict's text held against the claims it rests on, and composed from them where nobody wrote one."""

"""What to believe of members before the labels speak up: all alike, or one that outweighs the rest.

With fifty labels a joint fit cannot tell a panel of near peers from one that a single member dominates. So each of
these suppositions is weighed by how well it foretells the labels (its Laplace evidence; Kass and Raftery 1995, Bayes
factors), and their mean is the prior of the full fit. Which member would dominate is guessed from answers alone,
labelled or not: one that often agrees with what most of the others say.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from consilium.deciding.learning.ballots import Ballots, Floats
from consilium.deciding.learning.conditional import Choices, evidence

_ALIKE: Final = 0.3
"""Belief before any label that all members are alike."""
_REST, _LEADER = 0.4, 2.5
"""What a vote of the others and of the leader counts where one leads."""
_SHARP: Final = 100.0
"""How fast the belief in a leader falls with its agreement with the others, where that is well known."""
_WELL_KNOWN: Final = 500
"""Rows at which agreement is half as telling as it can be."""
_NEVER_NONE: Final = 1e-12
_PRECISION: Final = (1.0, 0.3, 10.0)
"""Of what a vote counts, of what nobody named, and of each member."""


def supposed(choices: Choices, everyone: Ballots) -> Floats:
    """(2 + M,) prior mean of the vote's count, of what nobody named, and of each member's own weight.

    Args:
        choices: labelled rows, whose first 2 + M columns are these.
        everyone: ballots of labelled and unlabelled rows alike.
    """
    members = everyone.codes.shape[1]
    alike = np.concatenate([[1.0, 0.0], np.zeros(members)])
    if members == 1 or not len(choices.right):
        return alike
    leading = np.zeros((members, 2 + members))
    leading[:, 0] = _REST
    leading[:, 2:] = np.eye(members) * (_LEADER - _REST)
    suppositions = np.vstack([alike, leading])
    few = choices.only(2 + members)
    count, nobody, member = _PRECISION
    precision = np.concatenate([[count, nobody], np.full(members, member)])
    told = np.array([evidence(few, mean, precision) for mean in suppositions]) + _before(everyone)
    weight = np.exp(told - told.max())
    return np.asarray(weight @ suppositions / weight.sum())


def agreement(everyone: Ballots) -> Floats:
    """(M,) how often each member says what most of the others say; where these are tied, it agrees in part."""
    codes = everyone.codes
    found = []
    for member in range(codes.shape[1]):
        others = np.delete(codes, member, 1)
        backing = (others[:, :, None] == others[:, None, :]).sum(2) * (others >= 0)
        most = backing.max(1)
        leading = (backing == most[:, None]).sum(1) / np.maximum(most, 1)
        with_it = (others == codes[:, [member]]).sum(1)
        agrees = (codes[:, member] >= 0) & (with_it == most) & (most > 0)
        found.append(float(np.where(agrees, 1 / np.maximum(leading, 1), 0.0).mean()))
    return np.array(found)


def _before(everyone: Ballots) -> Floats:
    agreed = agreement(everyone)
    rows = len(everyone.codes)
    share = np.exp(_SHARP * rows / (rows + _WELL_KNOWN) * (agreed - agreed.max()))
    return np.asarray(np.log(np.concatenate([[_ALIKE], (1 - _ALIKE) * share / share.sum() + _NEVER_NONE])))

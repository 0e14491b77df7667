"""Makes each comparison of a condition ready to judge."""

from borderpost.domain.risk.comparing import Test
from borderpost.domain.risk.comparing_codes import CodeTest, MissingTest
from borderpost.domain.risk.comparing_lists import VagueTest, WatchTest
from borderpost.domain.risk.comparing_numbers import NumberTest
from borderpost.domain.risk.comparing_texts import LengthTest, PatternTest, TextTest
from borderpost.domain.risk.condition import Comparison, Operator
from borderpost.domain.risk.matchers import Matchers


def test_of(comparison: Comparison, matchers: Matchers) -> Test:
    """Return the comparison made ready, the words of its list put in."""
    match comparison.operator:
        case Operator.MISSING:
            return MissingTest(comparison)
        case Operator.IS_IN | Operator.STARTS_WITH:
            return CodeTest(comparison, matchers.terms(comparison))
        case Operator.HAS_WORDS | Operator.HAS_PART | Operator.IS_EXACTLY:
            return TextTest(comparison, matchers.terms(comparison), matchers.matcher(comparison))
        case Operator.SHORTER_THAN:
            return LengthTest(comparison)
        case Operator.MATCHES_PATTERN:
            return PatternTest(comparison)
        case Operator.MATCHES_LIST:
            return WatchTest(comparison)
        case Operator.IS_VAGUE:
            return VagueTest(comparison)
        case Operator.ABOVE | Operator.AT_LEAST | Operator.BELOW | Operator.AT_MOST:
            return NumberTest(comparison)

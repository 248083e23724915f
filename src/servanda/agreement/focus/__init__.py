"""Focus: is it clear what matters, and does the text say what every agreement has to say?"""

from servanda.agreement.focus.look import look

__all__ = ["look"]

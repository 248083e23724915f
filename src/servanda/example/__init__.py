"""The shipped example: a bank and its provider over eighteen months.

The agreement stands in ``agreement.yaml`` and ``amendment-1.yaml``, and who answers for which
process of which service in ``operating-model.yaml``; its evidence is made from a
seed, file by file, the same on any machine. What happens when stands in ``story.py``.
"""

from servanda.example.generate import agreement_paths, generate_evidence, operating_model_path

__all__ = ["agreement_paths", "generate_evidence", "operating_model_path"]

"""Small changes to a module, by operators of cosmic-ray: those that a person could have typed."""

from collections.abc import Iterator
from typing import NamedTuple

OPERATORS = [
    *("AddNot", "ReplaceAndWithOr", "ReplaceOrWithAnd", "ReplaceTrueWithFalse"),
    *("ReplaceFalseWithTrue", "NumberReplacer", "ReplaceUnaryOperator_Delete_Not"),
    *("ReplaceUnaryOperator_USub_UAdd", "ReplaceContinueWithBreak", "ReplaceBreakWithContinue"),
    *("ZeroIterationForLoop", "ExceptionReplacer"),
    *("ReplaceComparisonOperator_Lt_LtE", "ReplaceComparisonOperator_LtE_Lt"),
    *("ReplaceComparisonOperator_Gt_GtE", "ReplaceComparisonOperator_GtE_Gt"),
    *("ReplaceComparisonOperator_Lt_GtE", "ReplaceComparisonOperator_LtE_Gt"),
    *("ReplaceComparisonOperator_Eq_NotEq", "ReplaceComparisonOperator_NotEq_Eq"),
    *("ReplaceComparisonOperator_Is_IsNot", "ReplaceComparisonOperator_IsNot_Is"),
    *("ReplaceBinaryOperator_Add_Sub", "ReplaceBinaryOperator_Sub_Add"),
    *("ReplaceBinaryOperator_Mul_FloorDiv", "ReplaceBinaryOperator_FloorDiv_Mul"),
    *("ReplaceBinaryOperator_Mod_FloorDiv", "ReplaceBinaryOperator_BitOr_BitAnd"),
    *("ReplaceBinaryOperator_BitAnd_BitOr",),
]
TYPES = ("annassign", "tfpdef")  # nodes of annotations: types change no verdict


class Mutant(NamedTuple):
    """One change of the module at `path`. `line`: the line `number` as it was; `becomes`: as it is
    then; `code`: the whole module."""

    path: str
    number: int
    line: str
    becomes: str
    code: str

    @property
    def name(self) -> str:
        """The same for as long as the line is, wherever it stands."""
        return f"{self.path} | {self.line} | {self.becomes}"


def mutants(path: str, code: str) -> Iterator[Mutant]:
    """Every change that makes another program of this module's code, once."""
    from cosmic_ray.ast import ast_nodes, get_ast
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator

    seen = {code}
    for name in OPERATORS:
        operator = get_operator(f"core/{name}")()
        places = [
            (node, start)
            for node in ast_nodes(get_ast(code))
            for start, _ in operator.mutation_positions(node)
        ]
        for occurrence, (node, start) in enumerate(places):
            changed = mutate_code(code, operator, occurrence)
            if changed and changed not in seen and not _is_type(node):
                seen.add(changed)
                line, becomes = _differing(code, changed)
                if not line.startswith("@"):  # sizes of caches, frozen dataclasses: no verdict
                    yield Mutant(path, start[0], line, becomes, changed)


def _is_type(node: object) -> bool:
    """Whether it stands in an annotation, or in the type of what a function returns."""
    while node is not None:
        parent = getattr(node, "parent", None)
        if getattr(node, "type", "") in TYPES:
            return True
        if getattr(parent, "type", "") == "funcdef" and node is getattr(parent, "annotation", None):
            return True
        node = parent
    return False


def _differing(code: str, changed: str) -> tuple[str, str]:
    pairs = zip(code.splitlines(), changed.splitlines(), strict=False)
    return next((a.strip(), b.strip()) for a, b in pairs if a != b)

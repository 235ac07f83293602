"""Other languages: only the commonest order, to ignore what was said before.

A verb, and within a few words its object.
"""

from __future__ import annotations

from filters.attack.ploy import Ploy, heads


def _order(heads: tuple[str, ...], said: str, led: str = "") -> Ploy:
    return Ploy("override", "injection.direct", 0.93, heads, said, led=led)


_GAP = r"(?:\s+\S+){0,4}?\s+"

ELSEWHERE: tuple[Ploy, ...] = (
    _order(
        heads("vergiss / vergessen sie / ignoriere / ignorieren sie / missachte"),
        r"(?:vergiss|vergessen sie|ignorieren? ?(?:sie)?|missachte)(?:(?:\s+\S+){0,4}?\s+"
        r"(?:anweisung\w*|instruktion\w*|vorgaben|befehle?|auftr[äa]ge?|regeln|prompts?|anordnungen|ausführungen)"
        r"|\s+alles\s+(?:davor|zuvor|bisherige|vorherige|vorher|oben|darüber|gesagte)\b)",
    ),
    _order(
        heads("ignorez / ignore toutes / ignore les / oublie / oubliez / ne tenez pas compte"),
        rf"(?:ignorez?|oubliez?|ne tenez pas compte){_GAP}(?:instructions?|consignes?|directives|"
        rf"règles|ordres)\b",
    ),
    _order(
        heads(
            "ignora / ignore todas / ignore as / olvida / olvide / esquece / esqueça / dimentica / "
            "ignorare / desconsidere"
        ),
        rf"(?:ignor[ae](?:re)?|olvid[ae]|esque(?:ce|ça)|dimentica|desconsidere){_GAP}"
        r"(?:instrucciones|instruções|istruzioni|órdenes|ordens|reglas|regras|regole|indicaciones|"
        r"anteriores|precedenti)\b",
    ),
    _order(
        heads("忽略 / 无视 / 無視 / 忘记 / 忘記 / 不要理会"),
        r"(?:忽略|无视|無視|忘记|忘記|不要理会)(?:掉)?(?:你|之前|以上|上面|先前|所有|前面|一切|的|"
        r"全部|上述|任何|此前|收到|到){1,6}(?:指令|指示|提示词?|命令|规则|規則|说明|要求|内容|"
        r"限制)",
    ),
    _order(
        ("무시",),
        r"무시(?:하고|하세요|해|하십시오|하라)",
        led=r"(?:지시|명령|지침|규칙|프롬프트)(?:사항)?(?:을|를|은|는)?\s*(?:모두\s*|전부\s*)?",
    ),
    _order(heads("olvida / olvide / olvidad"), r"olvid(?:a|e|ad)\s+todo\s+(?:lo\s+)?(?:que|anterior)\b"),
)

"""Things that no standard knows, and what sentences say of them: for tests that ignorance accuses nobody.

The words were written down without a look at those that the reader knows; several contain them all the same (…专项支出), as real ones do.
"""

from __future__ import annotations

from tests.departments import Chance

__all__ = ["HEADS", "KINDS", "asides", "sentence", "subject"]

KINDS = (
    "沿河片区", "老旧管网", "第二批", "乡贤", "旧楼加梯", "东湖分馆", "应急避难场所", "代征代缴", "村级公益", "冷链仓储", "临时救助",
    "青年驿站", "驻外办事处", "对口帮扶", "横向课题", "联合实验室", "红色教育基地", "档案数字化", "防汛值守", "海绵城市", "夜间经济", "社区食堂",
    "古树名木", "智慧灯杆", "垃圾分类", "小微水体",
)  # fmt: skip
HEADS = (
    "改造补助", "奖补款", "租赁押金", "周转金", "代管资金", "捐赠款", "会费结余", "伙食款", "物业缴款", "专项支出", "工作经费", "利息收入",
    "建设投资", "质保金", "往来款", "代收款项", "风险准备金", "奖励基金",
)  # fmt: skip
_SENTENCES = (
    "{s}为{a}万元。",
    "{s}{a}万元，占{p}%。",
    "{s}{a}万元，占总额的{p}%，比上年增加{b}万元，增长{q}%。",
    "其中，{s}{a}万元，占{p}%；{t}{b}万元，占{q}%。",
    "{s}年初预算为{a}万元，实际执行{b}万元，完成预算的{p}%。",
    "{s}较上年下降{p}%。",
    "{s}（含{t}{b}万元）{a}万元，占支出合计的{p}%。",
    "按{s}划分，{t}{a}万元，占{p}%。",
    "2019年{s}{a}万元，2018年{b}万元。",
    "上述资金中，{a}万元用于{s}，占{p}%。",
    "与上年相比，{s}减少{a}万元，下降{p}%，主要原因是{t}减少{b}万元，较上年下降{q}%。",
    "与年初预算相比，{s}增加{a}万元，增长{p}%。",
    "{s}共涉及{n}个事项，金额{a}万元，占比{p}%。",
    "{s}的决算数大于预算数{a}万元。",
    "{s}、{t}分别为{a}万元、{b}万元，占{p}%、{q}%。",
    "{s}和{t}共{a}万元，比上年度增长{p}%。",
    "此外，{s}{a}元，{t}同比持平。",
    "{s}决算支出{a}万元，为年初预算的{p}%。",
)
_ASIDES = (
    "，{s}{a}万元，占{p}%",
    "（其中{s}{a}万元，增长{p}%）",
    "；{s}{a}万元，占{p}%",
    "，另有{s}{a}万元，较上年减少{b}万元",
)


def subject(chance: Chance) -> str:
    """The name of a thing that nobody knows."""
    return chance.choice(KINDS) + chance.choice(HEADS)


def sentence(chance: Chance) -> str:
    """A sentence of unknown things with amounts and rates."""
    return _filled(chance.choice(_SENTENCES), chance)


def asides(chance: Chance) -> str:
    """What may be said of an unknown thing before a full stop."""
    return _filled(chance.choice(_ASIDES), chance)


def _filled(frame: str, chance: Chance) -> str:
    def cents(most: int) -> str:
        return f"{chance.randint(1, most) / 100:.2f}"

    return frame.format(
        s=subject(chance),
        t=subject(chance),
        a=cents(999999),
        b=cents(99999),
        p=cents(9999),
        q=cents(9999),
        n=chance.randint(2, 60),
    )

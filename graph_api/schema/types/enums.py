"""The closed word lists as GraphQL enums: the records' own enums, registered under their API names."""

from enum import Enum

import strawberry

from cypher.records.quarantine import NameRole, RefusalState
from cypher.records.vocabulary import (
    Certainty,
    EdgeKind,
    GapKind,
    GapSeverity,
    HoldingKind,
    ItemKind,
    PlaceKind,
    StockStatus,
)
from cypher.records.walks import Direction
from graph_api.rules.budget import TruncationReason
from graph_api.rules.marks import MarkKind
from graph_api.services.answers import CarrierKind, TraceNodeKind
from graph_api.services.questions import Identity, ImpactBy

_DESCRIPTIONS: dict[type[Enum], tuple[str, str]] = {
    Direction: ("TraceDirection", "Which way a trace goes: FORWARD 追踪去向, BACKWARD 溯源, BOTH 双向."),
    Identity: (
        "TraceIdentity",
        (
            "HOLDING follows positions (持有); ITEM treats all holdings of a reached item as reached, for "
            "lot numbers with two origins."
        ),
    ),
    TraceNodeKind: ("TraceNodeKind", "A holding (持有) or a transformation (加工转换)."),
    EdgeKind: ("TraceEdgeKind", "CUSTODY 流转: the same goods passed on; INPUT 投入, OUTPUT 产出."),
    Certainty: (
        "Certainty",
        (
            "How sure a link is (可信程度), weakest first: DECLARED one side only or bridged, INFERRED "
            "shared equipment, POOLED mixed stock, RECORDED lot and quantity, CONFIRMED serial or exact slip."
        ),
    ),
    StockStatus: (
        "StockStatus",
        "Where goods stand: 在库 在途 已售 已用 已调剂 已销毁 已抽样 丢失 已转出.",
    ),
    HoldingKind: ("HoldingKind", "Why a position exists: stock, or one the ledger itself opened."),
    ItemKind: (
        "ItemKind",
        "What an identifier names: one serial (单品), a lot (批次), a class of product (品类).",
    ),
    PlaceKind: ("PlaceKind", "What a place is: site, vehicle, container, party, geo point, or not known."),
    GapSeverity: ("GapSeverity", "NOTE 提示, WARNING 警告, CONFLICT 矛盾."),
    GapKind: ("GapKind", "What is missing or contradictory in the records (断链)."),
    TruncationReason: ("TruncationReason", "What ended a walk before its end (截断原因)."),
    CarrierKind: ("CarrierKind", "What carried reached goods: a container (容器) or a vehicle (车辆)."),
    RefusalState: (
        "RefusalState",
        "What became of a refused record: OPEN 待处理, SUPERSEDED 已更正, TAKEN 已读入, DROPPED 已作废.",
    ),
    MarkKind: (
        "MarkKind",
        "HELD 暂停, RECALLED 召回, BLOCKED 冻结, STOLEN 被盗, DAMAGED 损坏, EXPIRED 过期.",
    ),
    NameRole: ("NameRole", "As what a record names something: goods or a container, a place, a document."),
    ImpactBy: ("ImpactGroup", "What an impact is grouped by: 场所 企业 行政区划 状态 产品 批次."),
}


# Strawberry names an enum when it first sees it in a type, so that types import their enums from here.
for _enum, (_name, _description) in _DESCRIPTIONS.items():
    strawberry.enum(_enum, name=_name, description=_description)

__all__ = [
    "CarrierKind",
    "Certainty",
    "Direction",
    "EdgeKind",
    "GapKind",
    "GapSeverity",
    "HoldingKind",
    "Identity",
    "ImpactBy",
    "ItemKind",
    "MarkKind",
    "NameRole",
    "PlaceKind",
    "RefusalState",
    "StockStatus",
    "TraceNodeKind",
    "TruncationReason",
]

"""What statuses of ten languages say of a contract, under which headings yes means gone, and what nobody can know."""

from __future__ import annotations

import pandas as pd
import pytest

from winback_sheets.read.contract_status import is_place, says_who_left, standings

SAID = {
    "left": "Cancelled|canceled|CHURNED|Former patron|Declined patron|former|declined|expired|Inactive|INACTIVE (moved)|not active|"
            "Attrited Customer|Churned customer|Cancelled by customer|Cancelled - no longer needed|no longer a customer|"
            "did not renew|terminated|ex-member|gekündigt|Gekuendigt|ehemaliger Kunde|nicht verlängert|résilié|Ancien client|"
            "non renouvelé|baja|dado de baja|cancelada|opgezegd|beëindigd|cancelado|inativo|disdetto|scaduto|বাতিল|মেয়াদ শেষ|"
            "لغو شده|غیرفعال|منقضی|цуцлагдсан|идэвхгүй",
    "stayed": "Active|Active patron|Existing Customer|Customer|past_due|Past Due|unpaid|Stayed|Joined|RENEWED|not cancelled|in good "
              "standing|aktiv|läuft|actif|en cours|activo|vigente|actief|ativo|em dia|attivo|in corso|সক্রিয়|فعال|идэвхтэй",
    "paused": "Paused|on-hold|On Hold|suspended|Active - paused|pausiert|ruhend|en pause|pausado|gepauzeerd|pausada|sospeso|স্থগিত|"
              "معلق|түр зогссон",
    "trial": "trialing|In Trial|Trial|active (trial)|trial expired|Testphase|essai|prueba|proef|em teste|prova|ট্রায়াল|"
             "آزمایشی|туршилт",
    "notice": "Non Renewing|non_renewing|pending-cancel|Active, cancellation pending|cancel at period end|will not renew|"
              "set to cancel|Kündigung vorgemerkt|résiliation en cours|cancelación pendiente|loopt af|aviso prévio|"
              "disdetta in corso|নবায়ন হবে না|درخواست لغو|сунгахгүй",
    "never_paid": "incomplete|incomplete_expired|pending|awaiting payment|draft|unvollständig|en attente|pendiente|concept|"
                  "pendente|in attesa|অসম্পূর্ণ|در انتظار|хүлээгдэж байна",
    "later": "Future|scheduled|not started|künftig|à venir|por iniciar|gepland|a iniciar|non iniziato|ভবিষ্যৎ|آینده|эхлээгүй",
    "unknown": "on the moon|1|2|Yes|until June|active until June|Cancelled - was active|was cancelled|reactivated after cancelled|A",
}  # fmt: skip


@pytest.mark.parametrize(("word", "says"), [(word, key) for key, words in SAID.items() for word in words.split("|")])
def test_a_status_says(word: str, says: str) -> None:
    assert standings(pd.Series([word, f" {word} "]), "Status").tolist() == [says, says]


@pytest.mark.parametrize(("header", "yes"), [
    *((name, "left") for name in ("churn_flag", "Churn", "Churned?", "hasChurned", "Exited", "Attrition_Flag", "Cancelled",
                                  "Inactive", "Churn (1 = yes)", "Gekündigt", "résilié", "Baja")),
    *((name, "stayed") for name in ("is_active", "IsActiveMember", "Active", "Subscribed", "Aktiv", "Actif", "activo")),
])  # fmt: skip
def test_yes_and_no_mean_what_the_heading_asks(header: str, yes: str) -> None:
    no = "stayed" if yes == "left" else "left"
    found = standings(pd.Series(["Yes", "no", "1", "0", 1, 0, True, False, "TRUE", None], dtype=object), header)
    assert found.tolist() == [yes, no, yes, no, yes, no, yes, no, yes, "stayed"]
    assert says_who_left(header)


def test_yes_and_no_under_another_heading_say_nothing() -> None:
    assert standings(pd.Series(["yes", "0"]), "Status").tolist() == ["unknown", "unknown"]
    assert not says_who_left("Status")


def test_places_are_no_statuses() -> None:
    assert is_place(pd.Series(["WA", "MN", "VT"]), "state") and not is_place(pd.Series(["active", "x"]), "State")
    assert not is_place(pd.Series(["WA", "MN", "VT"]), "Status")

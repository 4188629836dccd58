"""The words of a ledger, by language: what people call tabs and columns, and what they write in the cells.

Adding a language to what can be read is an entry here and one in `months.py`. Words stand with | between them, in small
letters; they are compared without case, accents, blanks and punctuation (see `read/recognise.py`), so "Order date",
"order_date" and "ORDERDATE" are one. What is no word of a language (signs of money, codes) stands where it is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple


class Words(NamedTuple):
    """One language's words; a language may have only some of them."""

    columns: Mapping[str, str] = {}  # by the column's key in the schema, the best word first
    weak: Mapping[str, str] = {}  # of a column's words those that count only where no better one stands
    names: str = ""  # headings of a column of customers by name: spellings that differ in punctuation only are one
    tabs: Mapping[str, str] = {}  # by the table's key
    yes: str = ""
    no: str = ""
    left: str = ""  # as a status
    stayed: str = ""
    left_headings: str = ""  # a column of yes and no under these says who left
    active_headings: str = ""  # under a heading with one of these in it, no means left
    place_headings: str = ""  # may be a status as well as a state of the country
    billing: Mapping[str, str] = {}  # by the key of PERIODS
    totals: str = ""
    of: str = ""  # between a total's word and what it is of
    currencies: Mapping[str, str] = {}  # by ISO 4217 code, what people write for it beside an amount
    loose: Mapping[str, tuple[str, str]] = {}  # column -> what a heading that no list foresees has in it, and has not
    errors: str = ""  # what a formula shows that went wrong, after the #
    zero: str = ""  # the first of its ten figures, where it has its own


# How long a billing period is, in months.
PERIODS: Mapping[str, float] = {
    "month": 1,
    "quarter": 3,
    "half_year": 6,
    "year": 12,
    "two_years": 24,
    "week": 12 / 52,
    "day": 12 / 365,
}

LANGUAGES: dict[str, Words] = {
    "en": Words(
        columns={
            "customer": (
                "customer|customer id|customer no|customer nr|customer number|customer code|customer key|cust|"
                "cust id|custid|cust no|client|client id|client no|client code|account id|account no|"
                "account number|buyer|buyer id|member|member id|member no|member number|membership id|membership no|"
                "membership number|subscriber|subscriber id|user|user id|patient id|"
                "donor|donor id|bill to|sold to|debtor|supplier|vendor|payee|contact id|account"
            ),
            "date": (
                "date|order date|invoice date|sale date|sales date|transaction date|trans date|purchase date|"
                "date of sale|date of purchase|date of order|posting date|booking date|document date|doc date|"
                "billing date|bill date|day|payment date|created at|created|order time|timestamp|date time|"
                "datetime|closed date|close date|visit date|sales month|sale month|creation date|date created|created date|"
                "created on|date paid|paid at|issued|issue date|invoiced on|order placed"
            ),
            "amount": (
                "amount|total|total amount|net amount|gross amount|sales|sale|revenue|net sales|order total|"
                "order amount|order value|invoice amount|invoice total|line total|grand total|total price|"
                "total sales|sales amount|transaction amount|tran amount|trans amount|value|net value|"
                "price total|spend|spent|dollar value|turnover|paid amount|amt|net|subtotal|takings|charge|"
                "charged|bill|total paid|received|fee|cost|paid|invoice line value|line value|invoice value|"
                "total sum|sum|extended price|close value|total sales price|line amount|item total|item amount|"
                "lineitem total|product total|deal value|deal amount|item subtotal|line subtotal"
            ),
            "quantity": (
                "quantity|qty|units|unit|pieces|pcs|items|count|number of items|number of units|number of cds|"
                "sold quantity|units sold|item quantity|lineitem quantity|quantity sold|"
                "order quantity"
            ),
            "unit_price": (
                "unit price|price|price each|price per unit|item price|rate|actual sale price|unit cost price|"
                "unit amount|item cost|lineitem price|sales price|plan unit price|selling price"
            ),
            "order_id": (
                "order id|order no|order number|order|invoice|invoice no|invoice number|invoice id|order reference|receipt|"
                "sale id|sales id|num|document number|txn id|payment id|name|"
                "receipt no|transaction id|transaction no|transaction number|document no|bill no|ticket|deal id|"
                "opportunity id|sales order"
            ),
            "product": (
                "product|product name|item|item name|description|item description|product description|article|product id|stock code|sku|service|product code"
            ),
            "refund": (
                "refund|refunds|refunded|refund amount|returned amount|refunded amount|amount refunded|order refund amount|"
                "total refunded|partial refunds|partial refund|refund total|order refund"
            ),
            "discount": "discount|discount amount|discount rate|discount percent|rebate",
            "currency": "currency|currency code|ccy",
            "channel": "channel|sales channel|source channel",
            "customer_name": "name|full name|contact name|contact",
            "first_name": "first name|given name|forename|billing first name|customer first name",
            "last_name": "last name|surname|family name|billing last name|customer last name",
            "country": "country|ship country|country code",
            "phone": "phone|phone no|phone number|telephone|tel|mobile|cell|mobile no|telephone no",
            "email": (
                "email|e mail|mail|email address|customer email|billing email|contact email|buyer email|payer email|"
                "from email address"
            ),
            "start": (
                "start|start date|started|subscription start|contract start|begin|begin date|from|valid from|"
                "since|service start|started at|start at|activated at|joined|join date|signup date|sign up date|activation date|member since|"
                "customer since"
            ),
            "end": (
                "end|end date|ended|subscription end|contract end|to|until|valid to|valid until|expires|expiry|"
                "expiry date|expiration date|service end|left|left on|leave date|churn date|cancelled on|"
                "canceled on|cancellation date|termination date|ended at|end at|ended on|churned on|churned at"
            ),
            "year": "year|licence year|license year|season|term|fiscal year|membership year",
            "tenure": ("tenure|tenure months|tenure in months|months|months as customer|tenure month|age months"),
            "monthly_amount": (
                "monthly amount|mrr|monthly charges|monthly charge|monthly fee|monthly price|monthly revenue|"
                "price per month|per month|fee per month|mrr amount|monthly premium|monthly recurring revenue"
            ),
            "billing_period": (
                "billing period|billing|billing cycle|interval|billing interval|frequency|payment frequency|term months"
            ),
            "plan": ("plan|plan name|subscription|package|tier|contract|product plan|licence type|license type"),
            "trial": "trial|is trial|free trial",
            "status": (
                "churn label|churned|churn|churn value|customer status|subscription status|status|active|"
                "is active|attrition|exited|order status|financial status|payment status|invoice status|document status|"
                "deal stage|deal status|opportunity stage|order state|churn flag|is churned|has churned|stage|state"
            ),
            "document": (
                "document|type|transaction type|document type|doc type|invoice type|txn type|event type|entry type|"
                "record type|voucher type|order type|receipt type"
            ),
            "cancelled_on": "cancelled on|cancelled at|canceled at|canceled on|date cancelled|voided at|void date",
            "net": (
                "net|net amount|net sales|net value|net total|subtotal|sub total|order subtotal|order subtotal amount|"
                "subtotal price|total excl tax|total excl vat|amount excl vat|total ex tax|total before tax|"
                "total without tax|untaxed amount|net revenue|taxable amount"
            ),
            "total": (
                "total|total amount|grand total|order total|order total amount|invoice total|invoice amount|gross|"
                "gross amount|gross sales|gross total|total incl tax|total incl vat|total collected|total paid|"
                "total price|total charged|order amount|order value|amount incl vat|total inc tax"
            ),
            "tax": (
                "tax|taxes|vat|gst|sales tax|tax amount|total tax|tax total|vat amount|order total tax amount|"
                "order tax|order tax amount|tax collected"
            ),
            "shipping": (
                "shipping|shipping amount|shipping cost|shipping price|shipping total|order shipping|"
                "order shipping amount|freight|postage|delivery|delivery fee|delivery charge|shipping charged"
            ),
            "tip": "tip|tips|gratuity",
            "fee": "fee|fees|processing fee|processing fees|transaction fee|payment fee",
            "gift_card": "gift card sales|gift cards sold|gift card|gift certificates",
            "contract_id": "contract id|contract no|subscription id|subscription no|sub id|agreement no",
            "billing_unit": "billing unit|billing period unit|interval unit|period unit",
            "trial_end": "trial end|trial ends|trial ends at|trial end date",
            "term_end": (
                "term end|current period end|current term end|next billing at|next billing date|renewal date|"
                "renews on|paid until|paid through|next payment date|period end"
            ),
            "cancel_at_term_end": "cancel at term end|cancel at period end|non renewing|auto renew off",
            "same_as": "same as|same customer as|duplicate of|merge into",
            "last_date": "last date|last purchase|last order|last order date|last purchase date",
            "cancel_notice_date": (
                "cancel notice date|notice date|notice given|cancelled at|canceled at|notice|cancellation notice|"
                "cancel requested|date cancelled|date canceled"
            ),
            "end_reason": (
                "end reason|reason|churn reason|cancellation reason|cancel reason|reason for leaving|leaving reason"
            ),
            "due": "due|due date|payment due|due on",
            "paid": ("paid|paid date|paid on|date paid|settled date|settled|settlement date|payment received"),
            "invoice": "invoice|invoice no|invoice number|invoice id|invoicenumber",
            "issued": "issued|issue date|invoice date|invoiced|invoiced on|billed on",
            "amount_paid": "amount paid|paid amount|received amount|payment amount",
            "method": "method|payment method|pay method",
            "disputed": "disputed|in dispute|dispute",
            "company": "company|company name|firm|organisation|organization",
            "segment": "segment|customer segment|customer type|class|category",
            "industry": "industry|sector|branch",
            "owner": (
                "owner|owner rep|account manager|sales rep|rep|salesperson|sales person|responsible|sales agent|"
                "account owner"
            ),
            "first_date": "first date|first purchase|first order|customer since|member since|since",
            "source": "source|acquisition source|lead source|came from",
            "referred_by": "referred by|referrer|referral|recommended by",
            "time_zone": "time zone|timezone|tz",
            "language": "language",
            "preferred_channel": "preferred channel|contact by|preferred contact",
            "consent": "consent|marketing consent|opt in|may contact",
            "do_not_contact": "do not contact|dnc|opt out|no contact|unsubscribed",
            "busy_months": "busy months|busy|busy season|high season",
            "why_bought": "why they bought|why bought|reason bought",
            "need": "need|needs",
            "situation": "situation|situation text",
            "situation_source": "situation source",
            "situation_date": "situation date",
            "direction": "direction|in out|inbound outbound",
            "who": "who|by|agent|handled by|staff",
            "minutes": "minutes|duration|duration minutes|min",
            "our_talk_minutes": "our talk minutes|talk minutes",
            "contact_kind": "kind|type|contact type|contact kind|activity type",
            "opened": "opened|open date|opened on|created|date opened|open",
            "note": "note|notes|comment|comments|remark|remarks",
            "person": "person|person name|contact person|employee|team member|member|staff",
            "role": "role|position|job title|title|function",
            "decider": "decider|is decider|decision maker|signs",
            "from_date": "from|from date|since",
            "to_date": "to|to date|left on|until",
            "change_known_on": "change known on|known on",
            "successor": "successor|replaced by",
            "closed": "closed|closed date|closed on|date closed|resolved on",
            "topic": "topic|subject|complaint|about",
            "severity": "severity|priority",
            "root_cause": "root cause|cause",
            "resolved": "resolved|is resolved|solved",
            "confirmed_satisfied": "confirmed satisfied|customer confirmed satisfied|satisfied",
            "frontline_person": "frontline person|served by",
            "question": "question|question id",
            "answer": "answer|response",
            "score": "score|rating|nps|satisfaction score|csat",
            "stage": "stage|lifecycle stage",
            "solicited": "solicited|asked for",
            "cycle": "cycle|rescue cycle",
            "caller": "caller|called by|executive",
            "stage1": "stage1|stage 1|apology|stage1 done",
            "stage2": "stage2|stage 2|listen|stage2 done",
            "stage3": "stage3|stage 3|diagnose|stage3 done",
            "stage4": "stage4|stage 4|help|stage4 done",
            "stage5": "stage5|stage 5|offer made|stage5 done",
            "stated_reason": "stated reason",
            "verified_reason": "verified reason|checked reason",
            "evidence": "evidence",
            "competitor": "competitor|went to",
            "asked_back": "asked back|asked",
            "offer": "offer",
            "outcome": "outcome|result",
            "next_date": "next date|next call|follow up date",
            "offer_type": "type|offer type|kind|offer",
            "value": "value|offer value",
            "cost": "cost|offer cost",
            "valid_to": "valid to|valid until|expires",
            "approved_by": "approved by",
            "accepted": "accepted|taken",
            "promise": "promise|promised|promises",
            "kept_on": "kept on|kept",
            "feature": "feature|function|tool",
            "usage_amount": "amount|uses|usage|count|quantity",
            "issue": "issue|issue id|issue no",
            "reason": "reason|reason id|reason code",
            "action": "action|measure",
            "told_customers_on": "told customers on|customers told",
            "sent": "sent|sent on",
            "acknowledged": "acknowledged",
            "changed": "changed|changed on",
            "trained_on": "trained on|trained",
            "weekly_minutes": "weekly minutes|minutes a week",
            "internal": "internal|is internal",
            "days_off": "days off|holidays|off",
            "languages": "languages|speaks",
            "manager": "manager|reports to",
            "cost_per_hour": "cost per hour|hourly cost",
            "holiday": "holiday|closed day",
            "season": "season",
            "label": "label|name",
            "parent": "parent|group",
            "hidden": "hidden",
            "fixable": "fixable",
            "controllable": "controllable|controllable by us",
            "phrase": "phrase|sentence|text",
            "use": "use|used for",
            "gift": "gift|present",
            "key": "key|setting",
            "meaning": "meaning",
            "default": "default",
        },
        weak={
            "customer": "account|supplier|vendor|payee|user|contact id|debtor",
            "amount": "fee|cost|paid|bill|charge|charged|received|spend|spent|value|count",
            "order_id": "name",
        },
        names=(
            "customer name|client name|company name|business name|account name|buyer name|name of customer|"
            "member name|supplier name|vendor name"
        ),
        tabs={
            "sales": "sales|orders|order|invoices|transactions|purchases|ledger|sales data",
            "order_lines": "order lines|order details|orders details|lines|line items",
            "subscriptions": "subscriptions|subscription|contracts|members|memberships|licences|renewals",
            "customers": "customers|customer",
            "payments": "payments|invoices|receivables|ar",
            "contacts": "contacts|contact log|activities|calls log",
            "people": "people|contact persons",
            "complaints": "complaints|tickets",
            "surveys": "surveys|survey|feedback",
            "calls": "calls|rescue calls",
            "offers": "offers",
            "promises": "promises",
            "usage": "usage",
            "issues": "issues",
            "team": "team|staff",
            "calendar": "calendar|holidays",
            "reason_catalogue": "reason catalogue|reasons",
            "phrases": "phrases",
            "gifts": "gifts",
            "settings": "settings|config",
        },
        yes="yes|y|true|t|1|1.0|x|✓|✔|☑|✅",
        no="no|n|false|f|0|0.0|✗|✘|☐|❌",
        left=(
            "churned|churn|cancelled|canceled|closed|expired|inactive|terminated|ended|lapsed|left|lost|exited|attrited"
        ),
        stayed="active|stayed|joined|renewed|current|open|live|existing|new|trial|paused|customer",
        left_headings="churn|churned|churn label|churn value|attrition|exited",
        active_headings="active",
        place_headings="state",
        billing={
            "month": "month|monthly",
            "quarter": "quarter|quarterly",
            "half_year": "half year|semiannual|semester",
            "year": "year|yearly|annual|annually",
            "two_years": "biennial|two year",
            "week": "week|weekly",
            "day": "day|daily",
        },
        totals="total|totals|grand total|sub total|subtotal|sum|sums|all",
        of="for|of",
        currencies={
            "EUR": "euro|euros",
        },
        loose={
            "email": (
                r"\be ?mail",
                r"\bto\b|marketing|opt|status|consent|accept|sent|open|seller|shop|staff|vendor|rep\b",
            ),
            "phone": (r"\b(?:phone|mobile|telephone)\b", r"fax|ship|seller|staff|vendor|call|type"),
            "customer_name": (
                r"\b(?:billing|customer|client|buyer|contact|bill to|member|guest|payer|recipient|shipping|ship to|deliver)"
                r"\b.*\bname\b",
                "item|product|line|shop|store|vendor|staff|device|first|last|company|plan|file|method|campaign|user",
            ),
            "monthly_amount": (
                r"\bmonthly\b.*(?:premium|charge|fee|amount|price|payment|revenue|rate)",
                "total|extra|minute|call|gb",
            ),
            "date": (
                "date",
                (
                    "birth|due|ship|requir|deliver|end|start|begin|hire|paid|settle|updat|modif|expir|valid|cancel|"
                    "paperless|until|tax|churn|left|leav|terminat|renew|trial|next|last seen|login|review|return"
                ),
            ),
            "customer": (
                "customer|client",
                (
                    "type|segment|since|group|status|count|satisf|class|kind|country|city|phone|mail|address|\\bage\\b|"
                    "number of|note|comment|\\bpo\\b|purchase order|\\bref|\\bip\\b|vat|\\btax|balance|locale|language|"
                    "marketing|calls|service|message|zip|post ?code|state|province|street|currency|discount|feedback|"
                    "rating|first|last|title|gender|birth|website|url|agent|order"
                ),
            ),
            "amount": (
                r"amount|total|revenue|(?:invoice|order|line|sales?|deal|transaction|net|gross)\b.*\bvalue",
                (
                    "tax|vat|cost|discount|ship|freight|profit|target|quantity|qty|charges|refund|due|paid|purchase|"
                    "extra|long|calls?\\b|minute|mins\\b|unit|claim|balance|count|number|points|weight|hours|days|fee|"
                    "items|orders|tip|gift|margin|commission|budget|probability|expected"
                ),
            ),
        },
        errors=(
            "N/A|REF!|DIV/0!|VALUE!|NAME?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!|UNKNOWN!|ERROR!|"
            "GETTING_DATA"
        ),
    ),
    "de": Words(
        columns={
            "customer": ("kunde|kunden|kunden id|kundennr|kundennummer|kunden nr|debitor|debitorennr|auftraggeber"),
            "date": (
                "datum|bestelldatum|rechnungsdatum|verkaufsdatum|belegdatum|auftragsdatum|kaufdatum|buchungsdatum|tag"
            ),
            "amount": (
                "betrag|summe|gesamt|gesamtbetrag|umsatz|nettobetrag|bruttobetrag|rechnungsbetrag|gesamtpreis|"
                "netto|erlos|wert"
            ),
            "quantity": "menge|anzahl|stuck|stueckzahl|stuckzahl",
            "unit_price": "einzelpreis|preis|stuckpreis",
            "order_id": "bestellnummer|auftragsnummer|rechnungsnummer|rechnungsnr|belegnummer|belegnr",
            "product": "produkt|artikel|artikelnummer|bezeichnung",
            "refund": "erstattung",
            "discount": "rabatt",
            "currency": "wahrung",
            "channel": "kanal",
            "country": "land",
            "phone": "telefon|telefonnummer|handy",
            "start": "beginn|startdatum|vertragsbeginn|ab|von",
            "end": "ende|enddatum|vertragsende|bis|kundigungsdatum",
            "year": "jahr",
            "monthly_amount": "monatlich|monatsbetrag|monatspreis",
            "plan": "tarif|vertrag",
            "trial": "probezeit|test",
            "status": "zustand",
            "cancel_notice_date": "kundigung eingegangen",
            "end_reason": "grund",
            "due": "fallig|falligkeit|falligkeitsdatum",
            "paid": "bezahlt am|bezahlt",
            "invoice": "rechnungsnummer",
            "issued": "rechnungsdatum",
            "method": "zahlungsart",
            "company": "firma",
            "segment": "kundengruppe",
            "industry": "branche",
            "referred_by": "empfohlen von",
            "language": "sprache",
            "consent": "einwilligung",
            "note": "notiz|bemerkung",
            "holiday": "feiertag",
        },
        names="kundenname|firmenname|firma",
        tabs={
            "sales": "verkaufe|umsatze|bestellungen",
            "order_lines": "positionen",
            "subscriptions": "abos|vertrage",
            "customers": "kunden|clients",
            "payments": "zahlungen",
        },
        yes="ja|j|wahr",
        no="nein|falsch",
        left="gekundigt|inaktiv",
        stayed="aktiv",
        billing={
            "month": "monatlich",
            "quarter": "vierteljahrlich",
            "year": "jahrlich",
        },
        totals="gesamt|summe|gesamtsumme|zwischensumme",
        of="für|von|der",
        loose={
            "date": ("datum", ""),
            "customer": ("kunde", ""),
            "amount": ("betrag|umsatz", "mwst"),
        },
        errors="NV|BEZUG!|WERT!|ZAHL!",
    ),
    "fr": Words(
        columns={
            "customer": "numero client|no client|code client|id client|acheteur|abonne",
            "date": (
                "date de commande|date commande|date de facture|date facture|date de vente|date vente|date achat|"
                "jour|date dachat"
            ),
            "amount": ("montant|montant ttc|montant ht|total ttc|total ht|chiffre daffaires|ca|prix total|valeur"),
            "quantity": "quantite|qte|nombre",
            "unit_price": "prix unitaire|prix|pu",
            "order_id": "numero de commande|no commande|numero de facture|no facture|facture",
            "product": "produit|designation|article",
            "refund": "remboursement",
            "discount": "remise",
            "currency": "devise",
            "channel": "canal",
            "customer_name": "nom",
            "country": "pays",
            "phone": "portable",
            "email": "courriel",
            "start": "date de debut|debut|date debut",
            "end": "date de fin|fin|date fin",
            "year": "annee",
            "monthly_amount": "mensualite|montant mensuel",
            "trial": "essai",
            "status": "statut",
            "cancel_notice_date": "date de resiliation",
            "end_reason": "raison",
            "due": "echeance|date decheance",
            "paid": "paye le",
            "invoice": "facture",
            "issued": "date facture",
            "method": "mode de paiement",
            "company": "entreprise",
            "industry": "secteur",
            "language": "langue",
        },
        names="nom du client|nom client|raison sociale|societe|entreprise",
        tabs={
            "sales": "ventes|commandes",
            "subscriptions": "abonnements",
            "customers": "clients|accounts",
            "payments": "paiements",
        },
        yes="oui|vrai",
        no="non|faux",
        left="resilie",
        stayed="actif",
        billing={
            "month": "mensuel",
            "quarter": "trimestriel",
            "year": "annuel",
        },
        totals="somme|sous total",
        of="pour|de|du",
        loose={
            "amount": ("montant", ""),
        },
        errors="NOM?|NOM ?|VALEUR!|NOMBRE!|NUL!",
    ),
    "es": Words(
        columns={
            "customer": ("cliente|id cliente|codigo cliente|numero de cliente|no cliente|cod cliente|comprador"),
            "date": (
                "fecha|fecha de pedido|fecha pedido|fecha de factura|fecha factura|fecha de venta|fecha venta|"
                "fecha de compra|dia"
            ),
            "amount": "importe|monto|importe total|valor|ventas|venta|precio total|ingresos",
            "quantity": "cantidad|cant|unidades",
            "unit_price": "precio unitario|precio",
            "order_id": "numero de pedido|pedido|factura|numero de factura",
            "product": "producto|articulo|descripcion",
            "refund": "reembolso",
            "discount": "descuento",
            "currency": "moneda",
            "customer_name": "nombre",
            "country": "pais",
            "phone": "telefono|movil|celular",
            "email": "correo|correo electronico",
            "start": "fecha de inicio|inicio|fecha inicio|alta",
            "end": "fecha de fin|fecha fin|baja",
            "year": "ano",
            "monthly_amount": "cuota mensual|importe mensual",
            "plan": "paquete",
            "trial": "prueba",
            "status": "estado",
            "end_reason": "motivo",
            "due": "vencimiento",
            "paid": "pagado|fecha de pago",
            "invoice": "factura",
            "issued": "fecha factura",
            "method": "metodo de pago",
            "company": "empresa",
            "industry": "sector de actividad",
            "language": "idioma",
        },
        names="nombre del cliente|nombre cliente|empresa|razon social",
        tabs={
            "sales": "ventas|pedidos",
            "subscriptions": "suscripciones",
            "customers": "clientes",
            "payments": "pagos",
        },
        yes="si|sí|verdadero",
        no="falso",
        left="cancelado|baja|inactivo",
        stayed="activo",
        place_headings="estado",
        billing={
            "month": "mensual",
            "quarter": "trimestral",
            "year": "anual",
        },
        totals="total general|suma",
        of="para|por|del",
        loose={
            "date": ("fecha", ""),
            "customer": ("cliente", ""),
            "amount": ("importe", ""),
        },
        errors="¡REF!|¡VALOR!|¡NUM!|¡NULO!|¡DIV/0!|¿NOMBRE?",
    ),
    "nl": Words(
        columns={
            "customer": "klant|klant id|klantnummer|klantnr|klantcode|afnemer",
            "date": "besteldatum|factuurdatum|orderdatum|verkoopdatum|aankoopdatum|dag",
            "amount": "bedrag|totaal|totaalbedrag|omzet|factuurbedrag|waarde",
            "quantity": "aantal|hoeveelheid|stuks",
            "unit_price": "stuksprijs|prijs|eenheidsprijs",
            "order_id": "ordernummer|factuurnummer|bonnummer",
            "product": "omschrijving",
            "refund": "terugbetaling",
            "discount": "korting",
            "currency": "valuta",
            "channel": "kanaal",
            "customer_name": "naam",
            "phone": "telefoon|mobiel",
            "start": "begindatum|ingangsdatum|start datum",
            "end": "einddatum|eind",
            "year": "jaar",
            "monthly_amount": "maandbedrag|per maand",
            "trial": "proef",
            "cancel_notice_date": "opzegdatum",
            "end_reason": "reden",
            "due": "vervaldatum",
            "paid": "betaald|betaald op",
            "invoice": "factuurnummer",
            "issued": "factuurdatum",
            "company": "bedrijf",
            "language": "taal",
        },
        names="klantnaam|bedrijfsnaam|bedrijf",
        tabs={
            "sales": "verkopen",
            "customers": "klanten",
            "payments": "betalingen",
        },
        yes="ja|waar",
        no="nee|onwaar",
        left="opgezegd|beeindigd",
        stayed="actief",
        billing={
            "month": "maandelijks",
            "year": "jaarlijks",
        },
        totals="totaal",
        of="voor|van",
        loose={
            "customer": ("klant", ""),
            "amount": ("bedrag", ""),
        },
        errors="WAARDE!|VERW!|GETAL!|NAAM?",
    ),
    "pt": Words(
        columns={
            "customer": "codigo do cliente|id do cliente|n cliente|numero do cliente",
            "date": ("data|data do pedido|data da venda|data venda|data da compra|data da fatura|data pedido"),
            "amount": "valor total|quantia|montante|receita|vendas|preco total",
            "quantity": "quantidade|qtd|qtde|unidade",
            "unit_price": "preco unitario|preco",
            "order_id": "numero do pedido|fatura",
            "product": "produto|descricao",
            "currency": "moeda",
            "customer_name": "nome",
            "phone": "telefone|telemovel",
            "start": "data de inicio|data inicio",
            "end": "data de fim|fim|data fim",
            "monthly_amount": "valor mensal|mensalidade",
            "due": "data vencimento",
            "paid": "pago",
        },
        names="nome do cliente|nome cliente|razao social",
        tabs={
            "sales": "vendas",
        },
        yes="sim|verdadeiro",
        no="não|nao",
        left="inativo",
        stayed="ativo",
        totals="som|totais",
        of="do|da",
    ),
    "it": Words(
        columns={
            "customer": "codice cliente|numero cliente|acquirente",
            "date": "data ordine|data fattura|data vendita|data acquisto|giorno",
            "amount": "importo|totale|importo totale|fatturato|valore|prezzo totale|ricavo",
            "quantity": "quantita|pezzi",
            "unit_price": "prezzo unitario|prezzo",
            "order_id": "numero ordine|fattura|numero fattura",
            "product": "prodotto|articolo|descrizione",
            "discount": "sconto",
            "channel": "canale",
            "country": "paese",
            "phone": "cellulare",
            "email": "posta elettronica",
            "start": "data di inizio|inizio|data inizio",
            "end": "data di fine|fine|data fine",
            "year": "anno",
            "monthly_amount": "canone mensile|importo mensile",
            "status": "stato",
            "due": "scadenza|data scadenza",
            "paid": "pagato",
            "company": "azienda",
            "language": "lingua",
        },
        names="ragione sociale|azienda",
        tabs={
            "sales": "vendite",
            "customers": "clienti",
        },
        yes="si|sì|vero",
        no="falso",
        left="inattivo",
        stayed="attivo",
        place_headings="stato",
        totals="totale",
        of="per|di",
        loose={
            "amount": ("importo", ""),
        },
        errors="VALORE!|RIF!|NOME?",
    ),
    "bn": Words(
        columns={
            "customer": "গ্রাহক|ক্রেতা|গ্রাহক আইডি|গ্রাহক নং|কাস্টমার|খরিদ্দার",
            "date": "তারিখ|বিক্রয়ের তারিখ|অর্ডারের তারিখ|চালানের তারিখ|ক্রয়ের তারিখ|দিন",
            "amount": "পরিমাণ টাকা|টাকা|মোট|মোট টাকা|মূল্য|মোট মূল্য|বিক্রয়|টাকার পরিমাণ",
            "quantity": "পরিমাণ|সংখ্যা",
            "unit_price": "একক মূল্য|দর|দাম",
            "order_id": "অর্ডার নং|চালান নং|শুমারা",
            "product": "পণ্য|পণ্যের নাম",
            "currency": "মুদ্রা",
            "channel": "মাধ্যম",
            "customer_name": "নাম",
            "country": "দেশ",
            "phone": "ফোন|মোবাইল",
            "email": "ইমেইল",
            "start": "শুরু|শুরুর তারিখ",
            "end": "শেষ|শেষের তারিখ",
            "year": "বছর",
            "monthly_amount": "মাসিক|মাসিক টাকা",
        },
        names="গ্রাহকের নাম|ক্রেতার নাম|প্রতিষ্ঠানের নাম",
        tabs={
            "sales": "বিক্রয়",
            "customers": "গ্রাহক",
        },
        yes="হ্যাঁ|হ্যা|হাঁ",
        no="না",
        totals="মোট|সর্বমোট",
        currencies={
            "BDT": "tk|taka|টাকা",
        },
        loose={
            "date": ("তারিখ", ""),
            "customer": ("গ্রাহক|ক্রেতা", ""),
            "amount": ("মোট", ""),
        },
        zero="০",
    ),
    "fa": Words(
        columns={
            "customer": "مشتری|کد مشتری|شناسه مشتری|خریدار|شماره مشتری|طرف حساب",
            "date": "تاریخ|تاریخ فروش|تاریخ فاکتور|تاریخ سفارش|تاریخ خرید|روز|ماه فروش",
            "amount": "مبلغ|مبلغ کل|جمع|جمع کل|فروش|قیمت کل|مبلغ فاکتور",
            "quantity": "تعداد|مقدار",
            "unit_price": "قیمت واحد|قیمت|فی",
            "order_id": "شماره فاکتور|شماره سفارش|فاکتور",
            "product": "محصول|کالا|نام کالا|نام محصول",
            "currency": "ارز",
            "channel": "کانال",
            "customer_name": "نام",
            "country": "کشور",
            "phone": "تلفن|موبایل|شماره تماس",
            "email": "ایمیل",
            "start": "تاریخ شروع|شروع",
            "end": "تاریخ پایان|پایان",
            "year": "سال",
            "monthly_amount": "مبلغ ماهانه|ماهانه",
        },
        names="نام مشتری|نام خریدار|نام شرکت",
        tabs={
            "sales": "فروش",
            "customers": "مشتریان",
        },
        yes="بله|بلی|آری",
        no="خیر|نه",
        totals="جمع|جمع کل|مجموع",
        currencies={
            "IRT": "تومان|تومن|toman",
            "IRR": "ریال|ريال|rial",
        },
        loose={
            "date": ("تاریخ", ""),
            "customer": ("مشتری", ""),
            "amount": ("مبلغ", ""),
        },
        zero="۰",
    ),
    "mn": Words(
        columns={
            "customer": "харилцагч|үйлчлүүлэгч|харилцагчийн код|үйлчлүүлэгчийн код|худалдан авагч",
            "date": ("огноо|борлуулалтын огноо|захиалгын огноо|нэхэмжлэхийн огноо|худалдан авсан огноо|он сар өдөр"),
            "amount": "дүн|нийт|нийт дүн|борлуулалт|үнийн дүн|мөнгөн дүн|нийт үнэ",
            "quantity": "тоо|тоо ширхэг|ширхэг",
            "unit_price": "нэгж үнэ|үнэ",
            "order_id": "захиалгын дугаар|нэхэмжлэхийн дугаар",
            "product": "бүтээгдэхүүн|бараа|барааны нэр",
            "currency": "валют",
            "channel": "суваг",
            "customer_name": "нэр",
            "country": "улс",
            "phone": "утас|утасны дугаар",
            "email": "имэйл",
            "start": "эхэлсэн огноо|эхлэх огноо|эхлэл",
            "end": "дууссан огноо|дуусах огноо|төгсгөл",
            "year": "он",
            "monthly_amount": "сарын төлбөр|сарын дүн",
        },
        names="харилцагчийн нэр|үйлчлүүлэгчийн нэр|компанийн нэр",
        tabs={
            "sales": "борлуулалт",
            "customers": "харилцагч",
        },
        yes="тийм",
        no="үгүй",
        totals="нийт|дүн",
        currencies={
            "MNT": "төг|төгрөг",
        },
        loose={
            "date": ("огноо", ""),
            "customer": ("харилцагч", ""),
            "amount": ("дүн", ""),
        },
        zero="᠐",
    ),
    "ru": Words(
        yes="да",
        no="нет",
        currencies={
            "RUB": "руб",
        },
        errors="ДЕЛ/0!|ЗНАЧ!|ССЫЛКА!|ИМЯ?|ЧИСЛО!|Н/Д",
    ),
    "pl": Words(
        yes="tak",
        no="nie",
    ),
    "tr": Words(
        yes="evet",
        no="hayır",
    ),
    "ar": Words(
        yes="نعم",
        no="لا",
        zero="٠",
    ),
    "hi": Words(
        loose={
            "date": ("तारीख", ""),
        },
        zero="०",
    ),
}


def texts(field: str) -> Iterator[str]:
    """Every word of one field, language by language.

    >>> list(texts("totals"))[:2]
    ['total', 'totals']
    """
    for language in LANGUAGES.values():
        yield from _split(getattr(language, field))


def texts_of(field: str, key: str) -> Iterator[str]:
    """Every word of one key of a field that has keys: the headings of a column, the names of a tab.

    >>> list(texts_of("columns", "refund"))[-1]
    'terugbetaling'
    """
    for language in LANGUAGES.values():
        yield from _split(getattr(language, field).get(key, ""))


def keys(field: str) -> list[str]:
    """The keys of a field, in the order in which languages bring them."""
    return list(dict.fromkeys(key for language in LANGUAGES.values() for key in getattr(language, field)))


def headings(column: str) -> list[str]:
    """Every word for a column, the best first; who is called by name is a customer, after all that is a code."""
    own, names = list(texts_of("columns", column)), list(texts("names"))
    return [*own, *names] if column == "customer" else [*names, *own] if column == "customer_name" else own


def loose_patterns(column: str) -> tuple[str, str]:
    """What a heading that no list foresees must have in it for a column, and must not have."""
    pairs = [language.loose[column] for language in LANGUAGES.values() if column in language.loose]
    wanted, unwanted = ("|".join(filter(None, patterns)) for patterns in zip(*pairs, strict=True))
    return wanted, unwanted


def _split(words: str) -> list[str]:
    return words.split("|") if words else []

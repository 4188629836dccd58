"""What people call the columns, in the languages of the people who use this.

English, German, French, Spanish, Dutch, Portuguese, Italian, Bengali, Persian and Mongolian. Words are compared
without case, blanks and punctuation (see `read/recognise.py`), so "Order date", "order_date" and "ORDERDATE" are one.
"""

from __future__ import annotations

# "name" words make the customer a spelled name: spellings that differ in blanks, case or punctuation only are one.
CUSTOMER_BY_NAME = (
    "customer name|client name|company name|business name|account name|buyer name|name of customer|member name|"
    "supplier name|vendor name|kundenname|firmenname|firma|nom du client|nom client|raison sociale|societe|entreprise|"
    "nombre del cliente|nombre cliente|empresa|razon social|klantnaam|bedrijfsnaam|bedrijf|nome do cliente|"
    "nome cliente|razao social|ragione sociale|azienda|গ্রাহকের নাম|ক্রেতার নাম|প্রতিষ্ঠানের নাম|"
    "نام مشتری|نام خریدار|نام شرکت|харилцагчийн нэр|үйлчлүүлэгчийн нэр|компанийн нэр"
)

WORDS: dict[str, str] = {
    "customer": (
        "customer|customer id|customer no|customer nr|customer number|customer code|customer key|cust|cust id|custid|"
        "cust no|client|client id|client no|client code|account id|account no|account number|buyer|buyer id|"
        "member|member id|subscriber|subscriber id|user|user id|patient id|donor|donor id|bill to|sold to|debtor|"
        "supplier|vendor|payee|contact id|account|"
        "kunde|kunden|kunden id|kundennr|kundennummer|kunden nr|debitor|debitorennr|auftraggeber|"
        "numero client|no client|code client|id client|acheteur|abonne|"
        "cliente|id cliente|codigo cliente|numero de cliente|no cliente|cod cliente|comprador|"
        "klant|klant id|klantnummer|klantnr|klantcode|afnemer|"
        "codigo do cliente|id do cliente|n cliente|numero do cliente|"
        "codice cliente|numero cliente|acquirente|"
        "গ্রাহক|ক্রেতা|গ্রাহক আইডি|গ্রাহক নং|কাস্টমার|খরিদ্দার|"
        "مشتری|کد مشتری|شناسه مشتری|خریدار|شماره مشتری|طرف حساب|"
        "харилцагч|үйлчлүүлэгч|харилцагчийн код|үйлчлүүлэгчийн код|худалдан авагч|" + CUSTOMER_BY_NAME
    ),
    "date": (
        "date|order date|invoice date|sale date|sales date|transaction date|trans date|purchase date|date of sale|"
        "date of purchase|date of order|posting date|booking date|document date|doc date|billing date|bill date|day|"
        "payment date|created at|created|order time|timestamp|date time|datetime|closed date|close date|visit date|"
        "datum|bestelldatum|rechnungsdatum|verkaufsdatum|belegdatum|auftragsdatum|kaufdatum|buchungsdatum|tag|"
        "date de commande|date commande|date de facture|date facture|date de vente|date vente|date achat|jour|"
        "date dachat|fecha|fecha de pedido|fecha pedido|fecha de factura|fecha factura|fecha de venta|fecha venta|"
        "fecha de compra|dia|besteldatum|factuurdatum|orderdatum|verkoopdatum|aankoopdatum|dag|"
        "data|data do pedido|data da venda|data venda|data da compra|data da fatura|data pedido|"
        "data ordine|data fattura|data vendita|data acquisto|giorno|"
        "তারিখ|বিক্রয়ের তারিখ|অর্ডারের তারিখ|চালানের তারিখ|ক্রয়ের তারিখ|দিন|"
        "تاریخ|تاریخ فروش|تاریخ فاکتور|تاریخ سفارش|تاریخ خرید|روز|sales month|sale month|ماه فروش|"
        "огноо|борлуулалтын огноо|захиалгын огноо|нэхэмжлэхийн огноо|худалдан авсан огноо|он сар өдөр"
    ),
    "amount": (
        "amount|total|total amount|net amount|gross amount|sales|sale|revenue|net sales|order total|order amount|"
        "order value|invoice amount|invoice total|line total|grand total|total price|total sales|sales amount|"
        "transaction amount|tran amount|trans amount|value|net value|price total|spend|spent|dollar value|turnover|"
        "paid amount|amt|net|subtotal|takings|charge|charged|bill|total paid|received|fee|cost|paid|invoice line value|line value|invoice value|total sum|sum|extended price|close value|total sales price|"
        "betrag|summe|gesamt|gesamtbetrag|umsatz|nettobetrag|bruttobetrag|rechnungsbetrag|gesamtpreis|netto|erlos|wert|"
        "montant|montant ttc|montant ht|total ttc|total ht|chiffre daffaires|ca|prix total|valeur|"
        "importe|monto|importe total|valor|ventas|venta|precio total|ingresos|"
        "bedrag|totaal|totaalbedrag|omzet|factuurbedrag|waarde|"
        "valor total|quantia|montante|receita|vendas|preco total|"
        "importo|totale|importo totale|fatturato|valore|prezzo totale|ricavo|"
        "পরিমাণ টাকা|টাকা|মোট|মোট টাকা|মূল্য|মোট মূল্য|বিক্রয়|টাকার পরিমাণ|"
        "مبلغ|مبلغ کل|جمع|جمع کل|فروش|قیمت کل|مبلغ فاکتور|"
        "дүн|нийт|нийт дүн|борлуулалт|үнийн дүн|мөнгөн дүн|нийт үнэ"
    ),
    "quantity": (
        "quantity|qty|units|unit|pieces|pcs|items|count|number of items|number of cds|sold quantity|order quantity|"
        "menge|anzahl|stuck|stueckzahl|stuckzahl|quantite|qte|nombre|cantidad|cant|unidades|aantal|hoeveelheid|stuks|"
        "quantidade|qtd|qtde|unidade|quantita|pezzi|পরিমাণ|সংখ্যা|تعداد|مقدار|тоо|тоо ширхэг|ширхэг"
    ),
    "unit_price": (
        "unit price|price|price each|price per unit|item price|rate|actual sale price|unit cost price|"
        "einzelpreis|preis|stuckpreis|prix unitaire|prix|pu|precio unitario|precio|stuksprijs|prijs|eenheidsprijs|"
        "preco unitario|preco|prezzo unitario|prezzo|একক মূল্য|দর|দাম|قیمت واحد|قیمت|فی|нэгж үнэ|үнэ"
    ),
    "order_id": (
        "order id|order no|order number|order|invoice|invoice no|invoice number|invoice id|receipt|receipt no|"
        "transaction id|transaction no|transaction number|document no|bill no|ticket|deal id|opportunity id|sales order|"
        "bestellnummer|auftragsnummer|rechnungsnummer|rechnungsnr|belegnummer|belegnr|numero de commande|no commande|"
        "numero de facture|no facture|facture|numero de pedido|pedido|factura|numero de factura|ordernummer|"
        "factuurnummer|bonnummer|numero do pedido|fatura|numero ordine|fattura|numero fattura|"
        "অর্ডার নং|চালান নং|শুমারা|شماره فاکتور|شماره سفارش|فاکتور|захиалгын дугаар|нэхэмжлэхийн дугаар"
    ),
    "product": (
        "product|product name|item|item name|description|article|product id|stock code|sku|service|product code|"
        "produkt|artikel|artikelnummer|bezeichnung|produit|designation|article|producto|articulo|descripcion|"
        "omschrijving|produto|descricao|prodotto|articolo|descrizione|পণ্য|পণ্যের নাম|محصول|کالا|نام کالا|نام محصول|"
        "бүтээгдэхүүн|бараа|барааны нэр"
    ),
    "refund": "refund|refunds|refunded|refund amount|returned amount|erstattung|remboursement|reembolso|terugbetaling",
    "discount": "discount|discount amount|discount rate|discount percent|rebate|rabatt|remise|descuento|korting|sconto",
    "currency": "currency|currency code|ccy|wahrung|devise|moneda|valuta|moeda|মুদ্রা|ارز|валют",
    "channel": "channel|sales channel|source channel|kanal|canal|canale|kanaal|মাধ্যম|کانال|суваг",
    "customer_name": CUSTOMER_BY_NAME + "|name|full name|contact name|contact|নাম|نام|нэр|nom|nombre|naam|nome",
    "country": "country|land|pays|pais|paese|দেশ|کشور|улс|ship country|country code",
    "phone": (
        "phone|phone no|phone number|telephone|tel|mobile|cell|mobile no|telefon|telefonnummer|handy|telephone no|"
        "portable|telefono|movil|celular|telefoon|mobiel|telefone|telemovel|cellulare|ফোন|মোবাইল|تلفن|موبایل|"
        "شماره تماس|утас|утасны дугаар"
    ),
    "email": "email|e mail|mail|email address|correo|correo electronico|courriel|posta elettronica|ইমেইল|ایمیل|имэйл",
    "start": (
        "start|start date|started|subscription start|contract start|begin|begin date|from|valid from|since|"
        "service start|joined|join date|signup date|sign up date|activation date|member since|customer since|"
        "beginn|startdatum|vertragsbeginn|ab|von|date de debut|debut|date debut|fecha de inicio|inicio|fecha inicio|"
        "alta|begindatum|ingangsdatum|start datum|data de inicio|data inicio|data di inizio|inizio|data inizio|"
        "শুরু|শুরুর তারিখ|تاریخ شروع|شروع|эхэлсэн огноо|эхлэх огноо|эхлэл"
    ),
    "end": (
        "end|end date|ended|subscription end|contract end|to|until|valid to|valid until|expires|expiry|expiry date|"
        "expiration date|service end|left|left on|leave date|churn date|cancelled on|canceled on|cancellation date|"
        "termination date|ende|enddatum|vertragsende|bis|kundigungsdatum|date de fin|fin|date fin|fecha de fin|"
        "fecha fin|baja|einddatum|eind|data de fim|fim|data fim|data di fine|fine|data fine|শেষ|শেষের তারিখ|"
        "تاریخ پایان|پایان|дууссан огноо|дуусах огноо|төгсгөл"
    ),
    "year": "year|licence year|license year|season|term|fiscal year|membership year|jahr|annee|ano|jaar|anno|বছর|سال|он",
    "tenure": "tenure|tenure months|tenure in months|months|months as customer|tenure month|age months",
    "monthly_amount": (
        "monthly amount|mrr|monthly charges|monthly charge|monthly fee|monthly price|monthly revenue|price per month|"
        "per month|fee per month|monatlich|monatsbetrag|monatspreis|mensualite|montant mensuel|cuota mensual|"
        "importe mensual|maandbedrag|per maand|valor mensal|mensalidade|canone mensile|importo mensile|মাসিক|"
        "মাসিক টাকা|مبلغ ماهانه|ماهانه|сарын төлбөр|сарын дүн"
    ),
    "billing_period": "billing period|billing|billing cycle|interval|billing interval|frequency|payment frequency|term months",
    "plan": "plan|plan name|subscription|package|tier|contract|product plan|licence type|license type|tarif|vertrag|paquete",
    "trial": "trial|is trial|free trial|probezeit|test|essai|prueba|proef",
    "status": (
        "churn label|churned|churn|churn value|customer status|subscription status|status|active|is active|attrition|exited|"
        "statut|stato|zustand|estado|state"
    ),
    "cancel_notice_date": (
        "cancel notice date|notice date|notice given|cancelled at|notice|cancellation notice|cancel requested|"
        "kundigung eingegangen|date de resiliation|opzegdatum"
    ),
    "end_reason": "end reason|reason|churn reason|cancellation reason|cancel reason|reason for leaving|leaving reason|grund|raison|motivo|reden",
    "due": "due|due date|payment due|due on|fallig|falligkeit|falligkeitsdatum|echeance|date decheance|vencimiento|vervaldatum|data vencimento|scadenza|data scadenza",
    "paid": "paid|paid date|paid on|date paid|settled date|settled|settlement date|payment received|bezahlt am|bezahlt|paye le|pagado|fecha de pago|betaald|betaald op|pago|pagato",
    "invoice": "invoice|invoice no|invoice number|invoice id|invoicenumber|rechnungsnummer|facture|factura|factuurnummer",
    "issued": "issued|issue date|invoice date|invoiced|invoiced on|billed on|rechnungsdatum|date facture|fecha factura|factuurdatum",
    "amount_paid": "amount paid|paid amount|received amount|payment amount",
    "method": "method|payment method|pay method|zahlungsart|mode de paiement|metodo de pago",
    "disputed": "disputed|in dispute|dispute",
    "company": "company|company name|firm|organisation|organization|firma|entreprise|empresa|bedrijf|azienda",
    "segment": "segment|customer segment|customer type|class|category|kundengruppe",
    "industry": "industry|sector|branch|branche|secteur|sector de actividad",
    "owner": "owner|owner rep|account manager|sales rep|rep|salesperson|sales person|responsible|sales agent|account owner",
    "first_date": "first date|first purchase|first order|customer since|member since|since",
    "source": "source|acquisition source|lead source|came from",
    "referred_by": "referred by|referrer|referral|recommended by|empfohlen von",
    "time_zone": "time zone|timezone|tz",
    "language": "language|sprache|langue|idioma|taal|lingua",
    "preferred_channel": "preferred channel|contact by|preferred contact",
    "consent": "consent|marketing consent|opt in|may contact|einwilligung",
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
    "note": "note|notes|comment|comments|remark|remarks|notiz|bemerkung",
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
    "holiday": "holiday|closed day|feiertag",
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
}

TAB_WORDS: dict[str, str] = {
    "sales": "sales|orders|order|invoices|transactions|purchases|ledger|sales data|verkaufe|umsatze|bestellungen|ventes|commandes|ventas|pedidos|verkopen|vendas|vendite|বিক্রয়|فروش|борлуулалт",
    "order_lines": "order lines|order details|orders details|lines|line items|positionen",
    "subscriptions": "subscriptions|subscription|contracts|members|memberships|licences|renewals|abos|abonnements|vertrage|suscripciones",
    "customers": "customers|customer|clients|accounts|kunden|clients|clientes|klanten|clienti|গ্রাহক|مشتریان|харилцагч",
    "payments": "payments|invoices|receivables|ar|zahlungen|paiements|pagos|betalingen",
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
}

TOTAL_WORDS = (
    "total|totals|grand total|sub total|subtotal|sum|sums|gesamt|summe|gesamtsumme|zwischensumme|total general|"
    "suma|totale|totaal|som|totais|somme|মোট|সর্বমোট|جمع|جمع کل|مجموع|нийт|дүн|all|total general|sous total"
)

"""Write the corpus of messy order lists beside this file: ``python -m tests.data.intake.make_corpus``.

Receivers and goods are invented; the streets are those of the embedded drawing of Drammen. `README.md` says what
is messy about each file, `expected.yaml` what must come of it.
"""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

HERE = Path(__file__).parent

TEXTS: dict[str, tuple[str, str]] = {
    "01_norwegian_excel.csv": (
        "cp1252",
        """Sendingsnr;Mottaker;Adresse;Postnr;Poststed;Kolli;Vekt (kg);Volum (m3);Tidsvindu;Leveringsdato;Merknad
70101;Skomaker Ås;Nedre Storgate 22;3015;Drammen;3;12,5;0,08;8-11;23.11.2026;
70102;Bokkafeen;Øvre Storgate 14;3018;Drammen;12;1 234,5;4,2;08:00–11:00;23.11.2026;ring på
70103;Tannklinikk Strømsø;Tollbugata 74;3044;Drammen;1;0,8;0,01;før 10;23.11.2026;
70104;Barnehagen Tomta;Tomtegata 18;3015;Drammen;5;48;0,35;hele dagen;23.11.2026;porten er låst
70105;Malermester Grå;Konnerudgata 14;3045;Drammen;2;35;0,1;etter 12;23.11.2026;
""",
    ),
    "02_english_comma.csv": (
        "utf-8",
        """Order No,Recipient,Delivery address,Postal code,City,Parcels,"Weight, kg",Volume m3,Time window,Phone
E-1,"North Cafe, east wing",Nedre Storgate 12,3015,Drammen,2,"1,234.5",0.3,9:00 AM - 11:30 AM,555 01 001
E-2,School,"Grønland 38, 3045 Drammen",,,6,48.25,0.4,before 10,
E-3,Office,Hauges gate 18,3019,Drammen,1,2.5,0.01,1-3pm,
E-4,Florist,Engene 29,3015,Drammen,1,two,0.02,all day,
""",
    ),
    "03_unicode_text.txt": (
        "utf-16",
        """Ordrenr\tKunde\tGateadresse\tPostnummer\tPoststed\tAnt. kolli\tBruttovekt\tLeveringstid
A1\tÆrlige Åse Sy\tErik Børresens allé 12\t3015\tDRAMMEN\t2\t8,4 kg\tmellom 8 og 11
A2\tØltapperiet\tSt. Olavs gate 4\t3017\tDRAMMEN\t4\t60 kg\tinnen kl 14
A3\tHotellet\tHotvetalléen 8\t3018\tDRAMMEN\t1\t0,5 t\tkl. 0800-1100
""",
    ),
    "04_pipe_export.csv": (
        "utf-8",
        """SHIPMENT_ID|CONSIGNEE|STREET|HOUSE_NO|ZIP|CITY|QTY|GROSS_WEIGHT|CBM|EARLIEST|LATEST
9001|Elvebutikken|Tollbugata|43|3044|DRAMMEN|2|14.20|0.120|08:00|12:00
9002|Torgkiosken|Strømsø torg|10|3044|DRAMMEN|1|3.00|0.020|08:00|10:00
9003|Verkstedet|Tomtegata|26|3015|DRAMMEN|3|75.50|0.500|10:00|
9004|Kontoret|Grev Wedels plass|3|3015|DRAMMEN|1|1.25|0.010|12:00|10:00
""",
    ),
    "05_sep_line_bom.csv": (
        "utf-8-sig",
        """sep=;
id;navn;adresse;kolli;kg;vindu
1;Frisør Saks;Rådhusgata 4;1;2,5;10-12 og 14-16
2;Bakeri Bolle;Gjetergata 5;6;42;0600-0800
3;Sykkelverksted;Langes gate 7;1;11;8.30-11
""",
    ),
    "06_utf16_without_mark.csv": (
        "utf-16-le",
        """Nr;Mottaker;Adresse;Vekt
1;Blåklokka barnehage;Øvre Torggate 6;12
2;Rødt & Hvitt;Nedre Torggate 13;9,5
""",
    ),
    "08_letters_saved_twice.csv": (
        "utf-8",
        """Sendingsnr;Mottaker;Adresse;Kolli;Vekt
81;Kafé Ås;Ã˜vre Storgate 18;1;5
82;SmÃ¥varer;StrÃ¸msÃ¸ torg 21;2;7,5
""",
    ),
    "09_titles_and_sums.csv": (
        "utf-8-sig",
        """Kjøreliste Drammen sentrum;;;;;
Uke 48;;Skrevet ut 22.11.2026;;;
;;;;;
Sendingsnr;Mottaker;Adresse;Kolli;Vekt;Tid
301;Klesbutikken;Nedre Storgate 2;4;22;9-12
302;Gullsmed;Nedre Storgate 4;1;0,4;10-12
;;;;;
303;Apotek;Engene 43;7;31,5;8-10
Delsum;;;12;53,9;
304;Lunsjbar;Engene 56;2;18;før 11
;;;;;
Totalt;;;14;71,9;
Sjåføren kvitterer for mottatt gods;;;;;
""",
    ),
    "16_consignments_of_rows.csv": (
        "cp1252",
        """Sendingsnr;Linje;Mottaker;Adresse;Kolli;Vekt;Tidsvindu
5001;1;Møbelhuset;Bjørnstjerne Bjørnsons gate 119;2;80;8-12
5001;2;Møbelhuset;Bj. Bjørnsons gt. 119;1;45,5;10-14
5002;1;Lampebutikk;Nedre Storgate 38;1;4;
5001;3;Møbelhuset;Bjørnstjerne Bjørnsons gate 119;3;12;
5002;2;Lampebutikk;Nedre Storgate 39;1;4;
5003;1;Papirhandel;Amtmand Bloms gate 11;1;6;8-10
5003;2;Papirhandel;Amtmand Bloms gate 11;1;6;13-15
5004;1;Isbaren;Bragernes torg 7;2;10;
5004;1;Isbaren;Bragernes torg 7;2;10;
5005;1;Spisested;Bragernes torg 21;1;mye;
5005;2;Spisested;Bragernes torg 21;1;8;
""",
    ),
    "17_pickups_and_returns.csv": (
        "utf-8",
        """Oppdragsnr;Hent/lever;Kunde;Adresse;Kolli;Vekt;Tid
H1;Levering;Leketøy;Nedre Storgate 14;3;12;8-11
H1;Henting;Leketøy;Nedre Storgate 14;1;4;11-15
H2;lever;Optiker;Nedre Storgate 15;1;1,2;
H3;Retur;Sportsbutikk;Nedre Storgate 16;2;9;
H4;bytte;Radiobutikk;Nedre Storgate 18;1;6;
H5;H;Gjenbruk;Tordenskiolds gate 35;4;30;12-
""",
    ),
    "18_times_of_all_kinds.csv": (
        "utf-8",
        """Ref;Mottaker;Adresse;Kolli;Tidsvindu
t01;A;Grønland 3;1;8-11
t02;B;Grønland 6;1;08:00–11:00
t03;C;Grønland 14;1;0800-1100
t04;D;Grønland 15;1;før 10
t05;E;Grønland 17;1;etter 12
t06;F;Grønland 36;1;innen kl 14
t07;G;Grønland 38;1;hele dagen
t08;H;Grønland 53;1;8.30-11
t09;I;Grønland 82;1;8-10 og 13-15
t10;J;Grønland 91;1;kl. 08.00 til kl. 10.00 / 12.00 til 14.00
t11;K;Tollbugata 11;1;tidligst 10, senest 14
t12;L;Tollbugata 43;1;fra kl 9
t13;M;Tollbugata 53;1;formiddag
t14;N;Tollbugata 74;1;-
t15;O;Tollbugata 75;1;7-9 | 15-17
t16;P;Tollbugata 84;1;22:00-26:00
""",
    ),
    "19_times_that_say_nothing.csv": (
        "utf-8",
        """Ref;Mottaker;Adresse;Kolli;Tidsvindu
u1;A;Grønland 3;1;10-8
u2;B;Grønland 6;1;08:00
u3;C;Grønland 14;1;25-27
u4;D;Grønland 15;1;ring først
u5;E;Grønland 17;1;man-fre 8-16
u6;F;Grønland 36;1;8-11
u7;G;Grønland 38;1;8:75-11
u8;H;Grønland 53;1;8-8.03
""",
    ),
    "20_weights.csv": (
        "cp1252",
        """Sendingsnr;Mottaker;Adresse;Vekt;Kolli
w1;A;Strandveien 6;12 kg;1
w2;B;Strandveien 24;0,5 t;2 paller
w3;C;Strandveien 49;1.234,5;3
w4;D;Strandveien 109;1\u00a0250,5 kg;4
w5;E;Strandveien 190;500 g;1 stk
w6;F;Havnegata 19;ca. 35;2
w7;G;Holmen 40;2 x 15 kg;2
w8;H;Bragerhagen 15;12-15 kg;1
w9;I;Bragerhagen 33;-4;1
w10;J;Bergstien 105;8 lbs;1
w11;K;Losjeplassen 11;99999;1
w12;L;Albums gate 12;1.250;1
w13;M;Schwartz gate 5;;
w14;N;Schwartz gate 17;0;1
""",
    ),
    "21_thousand_or_fraction.csv": (
        "utf-8",
        """id;name;address;weight
1;A;Schwartz gate 5;1.250
2;B;Schwartz gate 17;12
3;C;Schwartz gate 21;7
""",
    ),
    "22_volumes_and_sides.csv": (
        "utf-8",
        """Sendingsnr;Mottaker;Adresse;Kolli;Volum;LxBxH
v1;A;Øvre Storgate 5;2;;120x80x100
v2;B;Øvre Storgate 14;1;;60 × 40 × 30 cm
v3;C;Øvre Storgate 18;1;;1,2x0,8x1,0
v4;D;Øvre Storgate 19;3;350 l;
v5;E;Øvre Storgate 21;1;0,3 m³;60x40x30
v6;F;Øvre Storgate 30;1;200 dm3;
v7;G;Øvre Storgate 36;1;;60x40
v8;H;Øvre Storgate 49;1;900 m3;
v9;I;Øvre Storgate 64;1;;1200x800x1000 mm
""",
    ),
    "23_dates.csv": (
        "utf-8",
        """Ordre;Mottaker;Adresse;Kolli;Dato
d1;A;Konggata 22;1;23.11.2026
d2;B;Konggata 33;1;2026-11-23
d3;C;Kreftings gate 8;1;23/11-26
d4;D;Kreftings gate 22;1;mandag 23. november 2026
d5;E;Kreftings gate 112;1;23.11.26
d6;F;Nedre Eikervei 156;1;24.11.2026
d7;G;Nedre Eikervei 169;1;31.11.2026
d8;H;C. O. Lunds gate 10;1;snarest
d9;I;Austadgata 14;1;
d10;J;Austadgata 15;1;man
""",
    ),
    "25_abbreviated_streets.csv": (
        "cp1252",
        """Sendingsnr;Mottaker;Adresse;Postnr;Poststed;Kolli
a1;A;Nedre Storgt. 22;3015;Drammen;1
a2;B;N. Storgate 28;3015;Drammen;1
a3;C;Tollbugt 91;3044;Drammen;1
a4;D;Tollbu gata 94;3044;DRAMMEN;1
a5;E;St Olavs gt. 14;3017;Drammen;1
a6;F;Sankt Olavsgate 4;3017;Drammen;1
a7;G;Strandvn. 24;3015;Drammen;1
a8;H;Nedre Eikerveg 156;3045;Drammen;1
a9;I;Hotvetalleen 18;3018;Drammen;1
a10;J;OVRE STORGATE 14;3018;DRAMMEN;1
a11;K;Bragernes Torv 42;3017;Drammen;1
a12;L;CO Lunds gate 10;3043;Drammen;1
a13;M;Erik Borresens alle 26 B;3015;Drammen;1
a14;N;Grønland 36-38;3045;Drammen;1
""",
    ),
    "26_misspelt_and_unsure.csv": (
        "utf-8",
        """Sendingsnr;Mottaker;Adresse;Postnr;Poststed;Kolli
m1;A;Tolbugata 74;3044;Drammen;1
m2;B;Grønnland 38;3045;Drammen;1
m3;C;Schwarz gate 17;3043;Drammen;1
m4;D;Storgata 5;3015;Drammen;1
m5;E;Konggata 22;0153;Oslo;1
m6;F;Parkveien 3;3015;Drammen;1
m7;G;Nedre Storgate 9000;3015;Drammen;1
m8;H;Nedre Storgate;3015;Drammen;1
m9;I;;3015;Drammen;1
m10;J;Postboks 12;3001;Drammen;1
m11;K;Amtman Blooms gate 23;;;1
""",
    ),
    "27_address_in_one_cell.csv": (
        "utf-8",
        """Nr;Leveres til;Adresse;Kolli;Kg
1;Kantinen;"Grønland 53, 3045 Drammen";2;14
2;Butikk;"Butikk Lys AS
Nedre Storgate 40
3015 Drammen";1;3
3;Lager;"c/o Lager Nord, Tomtegata 20, N-3015 Drammen";4;90
4;Verksted;"Tomtegata 21 (inngang bak), 3015 Drammen";1;8
5;Klinikk;"Rådhusgata 4, 3. etg";1;2
6;Avis;"Strømsø torg 2, 3044 Drammen - varemottak";1;5
""",
    ),
    "28_street_and_number.csv": (
        "cp1252",
        """Mottaker;Gate;Nr;Bokstav;Postnr/sted;Kolli;Vekt
Urmaker;Nedre Storgate;22;;3015 Drammen;1;0,5
Skredder;Øvre Storgate;30;B;3018 Drammen;2;6
Snekker;Tordenskiolds gate;35;;3044 Drammen;1;22
Murer;;;;3044 Drammen;3;75
""",
    ),
    "29_coordinates.csv": (
        "utf-8",
        """id;mottaker;lat;lon;kolli
c1;A;59,742871;10,206435;1
c2;B;59.736723;10.212716;2
c3;C;10,206435;59,742871;1
c4;D;59,74;;1
c5;E;nord;10,2;1
c6;F;38,9;-77,0;1
""",
    ),
    "30_open_quotation_marks.csv": (
        "utf-8",
        '''Nr;Mottaker;Adresse;Kolli
1;"Kiosk ""Hjørnet""";Engene 3;1
2;"Kafé Åpen;Engene 4;2
3;Kro;Engene 29;1
4;Skilt 12";Engene 37;1
5;"Bar "Blå" AS";Engene 43;2
6;"To linjer
i navnet";Engene 46;1
''',
    ),
    "31_commas_that_cut.csv": (
        "utf-8",
        """Nr,Mottaker,Adresse,Kolli,Vekt
1,A,Engene 47,1,12
2,B,Engene 48,1,"12,5"
3,C,Engene 56,1,12,5
4,D,Engene 59
5,E,"Engene 68, 3015 Drammen",2,4
""",
    ),
    "32_headings_again.csv": (
        "utf-8",
        """Sendingsnr;Mottaker;Adresse;Kolli
1;A;Hauges gate 18;1
2;B;Hauges gate 38;1
Sendingsnr;Mottaker;Adresse;Kolli
3;C;Konggata 22;1
Rute 2;;;
4;D;Konggata 33;1
;;;
Side 2 av 2;;;
""",
    ),
    "33_lines_in_quotation_marks.csv": (
        "utf-8",
        '''"Nr;Mottaker;Adresse;Vekt"
"1;""Kro & Kran"";Tollbugata 11;4,5"
"2;Tapetbutikk;Tollbugata 53;8"
''',
    ),
    "34_misspelt_headings.csv": (
        "utf-8",
        """Sendingsnumer;Mottakker;Leverings adrese;Antal koli;Vekt brutto kg;Tidsvinduer ønsket;Rabattkode
1;A;Nedre Strandgate 12;1;4;8-10;X1
2;B;Nedre Strandgate 14;2;6;;X2
""",
    ),
    "36_shortened_numbers.csv": (
        "utf-8",
        """Sendingsnummer;Mottaker;Adresse;Kolli
3,70725E+17;A;Øvre Torggate 2;1
3,70725E+17;B;Øvre Torggate 8;1
70725001;C;Øvre Torggate 19;1
""",
    ),
    "37_named_places.csv": (
        "utf-8",
        """Ref;Mottaker;Sted for levering;Adresse;Kolli
p1;Bibliotek;;Papirbredden;4
p2;Kiosk på perrongen;;Drammen stasjon;1
p3;Senterdrift;;Gulskogen senter, Drammen;2
p4;Torgboden;;Strømsø torg;1
p5;Ukjent;;Rådhuset;1
""",
    ),
    "38_skills_and_priority.csv": (
        "utf-8",
        """Sendingsnr;Mottaker;Adresse;Kolli;Krav til bil;Prioritet;Lossetid (min)
s1;A;Prins Oscars gate 4;2;Løftelem;haster;15
s2;B;Omsteds gate 3;1;lem + kjøl;1;0:10
s3;C;Sundgata 4;1;ingen;lav;5
s4;D;Kirkegata 3;1;;midt på;5
""",
    ),
    "39_weight_of_each.csv": (
        "utf-8",
        """Varenr;Ordrenr;Kunde;Adresse;Antall;Vekt pr. kolli
1;k1;A;Gjetergata 3;4;12,5
2;k2;B;Gjetergata 13;1;3
3;k3;C;Gjetergata 5;to;3
""",
    ),
    "41_nynorsk.csv": (
        "utf-8",
        """Sendingsnummer;Mottakar;Leveringsadresse;Poststad;Tal kolli;Vekt;Tidsrom
n1;Ullbutikken;Sundhauggata 4;Drammen;1;3;8-10
n2;Bokhandelen;Vinjes gate 2;Drammen;2;9;heile dagen
""",
    ),
    "44_moments.csv": (
        "utf-8",
        """Shipment;Receiver;Address;Pieces;Earliest;Latest
z1;A;Fayegata 4;1;2026-11-23 08:00;2026-11-23 11:00
z2;B;Fayegata 6;1;8;11
z3;C;Fayegata 8;1;0830;1100
z4;D;Fayegata 10;1;morgen;11
""",
    ),
    "50_two_tables.csv": (
        "utf-8",
        """Leveringer mandag;;;;
Sendingsnr;Mottaker;Adresse;Kolli;Vekt
1;A;Engene 43;1 EUR-pall;5
2;B;Engene 29;2 kasser brus;5

Returer:;;;;
Sendingsnr;Adresse;Mottaker;Vekt;Kolli
3;22 Nedre Storgate;C;7;1
4;Engene 47;D;mye;1
HENTING;;;;
5;Engene 48;E;3;12 kg
6;Nedre Storgate 34 - 3015 Drammen;F;3;2
""",
    ),
    "47_units_below_headings.csv": (
        "utf-8",
        """Sendingsnr;Mottaker;Adresse;Kolli;Vekt;Volum;Levering fra;Levering til
;;;stk;tonn;liter;kl;kl
f1;A;Collets gate 4;2;0,35;1 200;8;11.30
f2;B;Langes gate 9;1;0,05;80;0900;
;;;1;0,02;10;;
;;;4;0,42;1290;;
;Uten nummer og gods;Langes gate 11;;;;8;10
""",
    ),
    "49_footers_and_single_sums.csv": (
        "cp1252",
        """Ordrenummer;Varemottaker;Leveringsadresse;Poststed;Antall kolli;Bruttovekt kg
1;Total Renhold;Landfalløya 3;3023 Drammen;2;1.234
2;Sumsang Kor;Grev Wedels plass 4;3015 Drammen;1;0.500
;;;;3;
Sum antall kolli: 3;;;;;
Generert;22.11.2026;Side 1 av 1;;;
""",
    ),
    "45_no_numbers_of_consignments.csv": (
        "utf-8",
        """Mottaker;Adresse;Pakker;Kontaktperson;Mobil
A;Dronninggata 3;1;vakt;555 01 002
B;Kolding 4;2;;
A;Dronninggata 3;1;;
""",
    ),
}  # fmt: skip

RAW: dict[str, bytes] = {
    "07_two_encodings.csv": (
        "Nr;Mottaker;Adresse;Kolli\n1;Vår butikk;Øvre Strandgate 3;1\n".encode()
        + "2;Blå Øre;Øvre Strandgate 18;2\n3;Pølsebu;Strømsø torg 33;1\n".encode("cp1252")
    ),
    "42_line_ends_of_old.csv": "Nr;Mottaker;Adresse;Kolli\r1;A;Søren Lemmichs gate 2;1\r2;B;Sankt Halvards gate 4;2\r".encode(),
    "43_control_signs.csv": b"Nr;Mottaker;Adresse;Kolli\n1;A\x00\x07;Tomtegata 30;1\n2;B;Tomtegata 18\x1a;2\n",
    "90_no_headings.csv": "1;Skomaker;Nedre Storgate 22;3\n2;Baker;Nedre Storgate 28;1\n".encode(),
    "91_headings_alone.csv": b"Sendingsnr;Mottaker;Adresse;Kolli\n",
    "92_web_page.xls": b"<html><body><table><tr><td>Sendingsnr</td></tr></table></body></html>",
    "93_empty.csv": b"",
    "94_every_day_another.csv": (
        b"Nr;Mottaker;Adresse;Kolli;Dato\n1;A;Engene 3;1;23.11.2026\n2;B;Engene 4;1;24.11.2026\n"
    ),
    "95_all_rows_faulty.csv": b"Nr;Mottaker;Adresse;Kolli\n1;A;Engene 3;mange\n2;B;;1\n",
    "96_no_sizes.csv": b"Nr;Mottaker;Adresse\n1;A;Engene 3\n",
    "97_not_a_workbook.xlsx": b"PK\x03\x04 this is no workbook",
}  # fmt: skip


def _book(*sheets: str) -> tuple[Workbook, list[Worksheet]]:
    book = Workbook()
    book.remove(book.worksheets[0])
    return book, [book.create_sheet(name) for name in sheets]


def _append(sheet: Worksheet, rows: list[list[Any]]) -> None:
    for row in rows:
        sheet.append(row)


def groups_of_headings() -> Workbook:
    """Title rows, headings in two rows with merged cells, a group for the sender."""
    book, (sheet,) = _book("Ordre")
    _append(sheet, [["LEVERINGER MANDAG"], ["Dato:", date(2026, 11, 23)], []])
    _append(sheet, [["Sendingsnr", "Avsender", None, "Mottaker", None, None, "Gods", None, "Tidsvindu", None]])
    _append(sheet, [[None, "Navn", "Adresse", "Navn", "Adresse", "Postnr", "Kolli", "Vekt", "Fra", "Til"]])
    for area in ("A1:J1", "A4:A5", "B4:C4", "D4:F4", "G4:H4", "I4:J4"):
        sheet.merge_cells(area)
    _append(
        sheet,
        [
            [
                1001,
                "Grossist",
                "Svelvikveien 20",
                "Kafé Nord",
                "Nedre Storgate 12",
                3015,
                2,
                12.5,
                time(8),
                time(11),
            ],
            [1002, "Grossist", "Svelvikveien 20", "Skole", "Grønland 38", 3045, 3, 40, 0.375, "11:30"],
            [
                1003,
                "Grossist",
                "Svelvikveien 20",
                "Lager",
                "Havnegata 19",
                3040,
                1,
                5,
                datetime(2026, 11, 8),
                None,
            ],
        ],
    )
    return book


def several_sheets() -> Workbook:
    """A cover, two sheets of orders, a hidden one, and one of prices."""
    book, (cover, north, south, hidden, prices) = _book("Forside", "Bragernes", "Strømsø", "Skjult", "Priser")
    _append(cover, [["Leveringer"], ["Kontakt transportkontoret ved spørsmål"]])
    heading = ["Ordrenr", "Kunde", "Adresse", "Kolli", "Vekt"]
    _append(north, [heading, [1, "A", "Nedre Storgate 1", 1, 4], [2, "B", "Nedre Storgate 2", 1, 4]])
    _append(
        south,
        [
            heading,
            [3, "C", "Tollbugata 11", 1, 4],
            [2, "B", "Nedre Storgate 2", 2, 6],
            [4, "D", "Tollbugata", 1, 1],
        ],
    )
    _append(hidden, [heading, [5, "E", "Strømsø torg 1", 1, 2]])
    hidden.sheet_state = "hidden"
    _append(prices, [["Sone", "Pris"], ["1", 120]])
    return book


def merged_rows() -> Workbook:
    """Receivers over several rows in merged cells; a weight that two receivers share."""
    book, (sheet,) = _book("Ark1")
    _append(sheet, [["Sendingsnr", "Mottaker", "Adresse", "Vare", "Kolli", "Vekt"]])
    _append(
        sheet,
        [
            [11, "Hotell", "Bragernes torg 35", "Laken", 2, 20],
            [None, None, None, "Håndklær", 1, 8],
            [12, "Kafé", "Bragernes torg 36", "Kopper", 1, 5],
            [13, "Bar", "Bragernes torg 43", "Glass", None, 30],
            [14, "Kro", "Bragernes torg 59", "Fat", None, None],
        ],
    )
    for area in ("A2:A3", "B2:B3", "C2:C3", "F5:F6"):
        sheet.merge_cells(area)
    return book


def numbers_as_text() -> Workbook:
    """Numbers stored as text, blanks of thousands, postcodes that lost their zero or are text."""
    book, (sheet,) = _book("Ark1")
    _append(sheet, [["Sendingsnr", "Mottaker", "Adresse", "Postnr", "Poststed", "Antall kolli", "Totalvekt"]])
    _append(
        sheet,
        [
            ["00123", "A", "Nedre Storgate 27", "3015", "Drammen", "3", "1\u00a0234,5"],
            ["00124", "B", "Nedre Storgate 34", 3015, "Drammen", 2.0, "12,50"],
            ["00125", "C", "Karl Johans gate 1", 154, "Oslo", "1", "3"],
            ["00126", "D", "Nedre Storgate 39", "301S", "Drammen", "1", "3"],
            ["00127", "E", "Nedre Storgate 102", "N-3015", "Drammen", "1", "3'000"],
        ],
    )
    return book


def real_dates() -> Workbook:
    """Dates and times as such, dates as serial numbers, a window that Excel made a date of."""
    book, (sheet,) = _book("Plan")
    _append(sheet, [["Ref", "Mottaker", "Adresse", "Kolli", "Leveringsdato", "Tidsvindu"]])
    _append(
        sheet,
        [
            ["r1", "A", "Øvre Torggate 2", 1, date(2026, 11, 23), "8-11"],
            ["r2", "B", "Øvre Torggate 6", 1, datetime(2026, 11, 23, 0, 0), "9-12"],
            ["r3", "C", "Øvre Torggate 8", 1, 46349, None],
            ["r4", "D", "Øvre Torggate 19", 1, date(2026, 11, 24), None],
            ["r5", "E", "Øvre Torggate 25", 1, date(2026, 11, 23), datetime(2026, 11, 8)],
        ],
    )
    return book


def formulas_and_errors() -> Workbook:
    """Formulas without a stored value, an error of Excel, a formula in a column that nobody reads."""
    book, (sheet,) = _book("Ark1")
    _append(sheet, [["Nr", "Mottaker", "Adresse", "Kolli", "Vekt", "Pris"]])
    _append(
        sheet,
        [
            [1, "A", "Engene 3", 1, 5, "=E2*12"],
            [2, "B", "Engene 4", 2, "=D3*2,5", 3],
            [3, "C", "Engene 29", 1, "#REF!", 4],
            ["Sum", None, None, "=SUM(D2:D4)", None, None],
        ],
    )
    sheet["E4"].data_type = "e"
    return book


def two_addresses() -> Workbook:
    """Columns of the sender beside those of the receiver, and two that mean the same."""
    book, (sheet,) = _book("Export")
    _append(
        sheet,
        [
            [
                "Avsender",
                "Avsender adresse",
                "Ref",
                "Sendingsnr",
                "Mottaker",
                "Adresse",
                "Leveringsadresse",
                "Vekt",
                "Totalvekt",
            ]
        ],
    )
    _append(
        sheet,
        [
            ["Grossist", "Svelvikveien 20", "x", 61, "A", "Hovedkontor 1", "Knoffs gate 8", 2, 20],
            ["Grossist", "Svelvikveien 20", "x", 62, "B", "Hovedkontor 1", "Telthusgata 4", 3, 30],
        ],
    )
    return book


def filtered_and_far() -> Workbook:
    """Rows hidden by a filter, empty rows and columns between, a note far to the right."""
    book, (sheet,) = _book("Ark1")
    for column, name in {"B": "Sendingsnr", "D": "Mottaker", "E": "Adresse", "G": "Kolli"}.items():
        sheet[f"{column}3"] = name
    for row, (number, name, address, units) in {
        4: (1, "A", "Jacob Borchs gate 3", 1),
        5: (2, "B", "Collets gate 4", 2),
        8: (3, "C", "Mads Wiels plass 2", 1),
    }.items():
        sheet[f"B{row}"], sheet[f"D{row}"], sheet[f"E{row}"], sheet[f"G{row}"] = number, name, address, units
    sheet["Q8"] = "sjekk med lageret"
    sheet.row_dimensions[5].hidden = True
    return book


def sheets_of_days() -> Workbook:
    """A sheet for each day of the week and no dates in the rows."""
    book, (monday, tuesday) = _book("Mandag 23.11", "Tirsdag 24.11")
    heading = ["Sendingsnr", "Mottaker", "Adresse", "Kolli"]
    _append(monday, [heading, ["S1", "A", "Engene 43", 1], ["S2", "B", "Engene 29", 1]])
    _append(tuesday, [heading, ["S3", "C", "Engene 46", 1]])
    return book


def rows_of_districts() -> Workbook:
    """Merged lines that name a district between the orders, and a tick for a count."""
    book, (sheet,) = _book("Ordre")
    _append(sheet, [["Mottaker", "Adresse", "Kolli", "Tidsvindu"], ["Bragernes"]])
    _append(
        sheet,
        [
            ["A", "Engene 43", 1, "8-11"],
            ["Strømsø"],
            ["B", "Tollbugata 74", 2, "8-11"],
            ["C", "Tollbugata 75", True, "8-11"],
        ],
    )
    for area in ("A2:D2", "A4:D4"):
        sheet.merge_cells(area)
    return book


BOOKS = {
    "46_sheets_of_days.xlsx": sheets_of_days,
    "48_rows_of_districts.xlsx": rows_of_districts,
    "10_groups_of_headings.xlsx": groups_of_headings,
    "11_several_sheets.xlsx": several_sheets,
    "12_merged_rows.xlsx": merged_rows,
    "13_numbers_as_text.xlsx": numbers_as_text,
    "14_real_dates.xlsx": real_dates,
    "15_formulas_and_errors.xlsx": formulas_and_errors,
    "35_two_addresses.xlsx": two_addresses,
    "40_filtered_and_far.xlsx": filtered_and_far,
}


def main() -> None:
    """Write every file."""
    for name, (encoding, text) in TEXTS.items():
        (HERE / name).write_bytes(text.encode(encoding))
    for name, data in RAW.items():
        (HERE / name).write_bytes(data)
    for name, make in BOOKS.items():
        make().save(HERE / name)


if __name__ == "__main__":
    main()

"""The regions of Finland (maakunta): stable keys with their names, as data."""

WHOLE_COUNTRY = "whole_country"

REGIONS: dict[str, tuple[str, str, str]] = {
    "uusimaa": ("Uusimaa", "Nyland", "Uusimaa"),
    "varsinais_suomi": ("Varsinais-Suomi", "Egentliga Finland", "Southwest Finland"),
    "satakunta": ("Satakunta", "Satakunta", "Satakunta"),
    "kanta_hame": ("Kanta-Häme", "Egentliga Tavastland", "Kanta-Häme"),
    "pirkanmaa": ("Pirkanmaa", "Birkaland", "Pirkanmaa"),
    "paijat_hame": ("Päijät-Häme", "Päijänne-Tavastland", "Päijät-Häme"),
    "kymenlaakso": ("Kymenlaakso", "Kymmenedalen", "Kymenlaakso"),
    "etela_karjala": ("Etelä-Karjala", "Södra Karelen", "South Karelia"),
    "etela_savo": ("Etelä-Savo", "Södra Savolax", "South Savo"),
    "pohjois_savo": ("Pohjois-Savo", "Norra Savolax", "North Savo"),
    "pohjois_karjala": ("Pohjois-Karjala", "Norra Karelen", "North Karelia"),
    "keski_suomi": ("Keski-Suomi", "Mellersta Finland", "Central Finland"),
    "etela_pohjanmaa": ("Etelä-Pohjanmaa", "Södra Österbotten", "South Ostrobothnia"),
    "pohjanmaa": ("Pohjanmaa", "Österbotten", "Ostrobothnia"),
    "keski_pohjanmaa": ("Keski-Pohjanmaa", "Mellersta Österbotten", "Central Ostrobothnia"),
    "pohjois_pohjanmaa": ("Pohjois-Pohjanmaa", "Norra Österbotten", "North Ostrobothnia"),
    "kainuu": ("Kainuu", "Kajanaland", "Kainuu"),
    "lappi": ("Lappi", "Lappland", "Lapland"),
    "ahvenanmaa": ("Ahvenanmaa", "Åland", "Åland"),
    WHOLE_COUNTRY: ("Koko maa", "Hela landet", "Whole country"),
}
"""By key: Finnish, Swedish, English."""

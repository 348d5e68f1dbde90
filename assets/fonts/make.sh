#!/usr/bin/env bash
# Makes the fonts of this folder from those of Debian's packages fonts-croscore and fonts-dejavu-core, the folders of
# which are the arguments, with `pyftsubset` of fonttools 4.68:
#
#     make.sh /usr/share/fonts/truetype/croscore /usr/share/fonts/truetype/dejavu
set -euo pipefail
arimo=$1 dejavu=$2 to=$(cd "$(dirname "$0")" && pwd)

# Nothing hints, and kerning is what texts are measured without; accents find their places by GPOS.
options=(--no-hinting --desubroutinize --layout-features=ccmp,mark,mkmk --no-legacy-kern --notdef-outline
  --name-IDs=0,1,2,3,4,5,6,13,14 --no-glyph-names --drop-tables+=DSIG,gasp --no-recalc-timestamp)
latin=U+0020-007E,U+00A0-024F,U+02B0-02FF,U+0300-036F,U+1EA0-1EFF
# Without those that are wider than in Liberation Sans, which boxes are made for.
others=U+0370-0375,U+0377-03CE,U+03D0-03FF,U+0400-045F,U+0490-04FF,U+2000-2015,U+2017-2030,U+2032-2046,U+2048-205E,U+2070-209F
others+=,U+20A0-20CF,U+2105,U+2113,U+2116,U+2122,U+2126,U+212E,U+2150-218F,U+2190-22FF,U+25A0-25FF,U+FB01-FB02,U+FFFD
# What those lack, and names and pictures have.
marks=U+2196-21FF,U+2422-2423,U+25A2-25CE,U+2713,U+2717,U+27E8-27E9

# The files are modified versions, and so have names of their own.
rename() {
  python3 - "$1" "$2" "$3" <<'PYTHON'
import sys
from fontTools.ttLib import TTFont

file, family, style = sys.argv[1:]
font = TTFont(file, recalcTimestamp=False)
whole = f"{family} {style}"
names = {1: family, 2: style, 3: whole, 4: whole, 6: whole.replace(" ", "")}
for record in font["name"].names:
    if record.nameID in names:
        record.string = names[record.nameID]
font.save(file)
PYTHON
}

subset() {
  pyftsubset "$1" --unicodes="$2" "${options[@]}" --output-file="$to/$3.ttf"
  rename "$to/$3.ttf" "$4" "$5"
}

subset "$arimo/Arimo-Regular.ttf" "$latin,$others" sans-regular 'Callgraph Sans' Regular
subset "$arimo/Arimo-Bold.ttf" "$latin,$others" sans-bold 'Callgraph Sans' Bold
# For the few words of our own that are italic.
subset "$arimo/Arimo-Italic.ttf" U+0020-007E,U+FFFD sans-italic 'Callgraph Sans' Italic
subset "$dejavu/DejaVuSans.ttf" "$marks" marks 'Callgraph Marks' Regular

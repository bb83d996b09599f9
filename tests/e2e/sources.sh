#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
# Sources over time: deletions, older pages, feeds whose guids repeat, health that a person reads.
. tests/e2e/lib.sh

feeds=$work/feeds
dir=$work/n
now=2026-03-15T23:59:00+01:00
mkdir -p "$feeds" "$dir"
cp examples/turfbrug/tamtam.conf "$dir"
serve "$feeds" --log "$work/log"
base=http://127.0.0.1:$port

# source_of NAME PATH: a section for feeds.conf
source_of() { printf '[source %s]\nurl = %s/%s\nchannel = news\nallow_private = yes\ngap = 0s\npurpose = omgevingsbeeld\nlegal_base = AVG 6.1.e\n' "$1" "$base" "$2"; }
poll() { "$TAMTAM" poll --dir "$dir" --now $now --json "$@"; }
# count KEY: a number of the last poll's --json
count() { sed "s/.*\"$1\":\([0-9]*\).*/\1/" "$work/out"; }
posts() { "$TAMTAM" status --dir "$dir" --json | sed 's/.*"posts":\([0-9]*\).*/\1/'; }
# entry ID: an Atom entry, its link and title after the id
entry() { printf '<entry><id>urn:x:%s</id><title>De brug van straat %s is weer open voor verkeer</title><link href="%s/p/%s"/><updated>2026-03-1%sT08:00:00Z</updated></entry>' "$1" "$1" "$base" "$1" "$1"; }
atom() { printf '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:fh="http://purl.org/syndication/history/1.0" xmlns:at="http://purl.org/atompub/tombstones/1.0"><title>T</title><id>urn:t</id>%s</feed>' "$1"; }

# ---- a complete document: what is not in it any more is gone; of another source nothing is
atom "<fh:complete/>$(entry 1)$(entry 2)$(entry 3)" >"$feeds/complete"
atom "$(entry 4)$(entry 5)" >"$feeds/window"
{ source_of complete complete; source_of window window; } >"$dir/feeds.conf"
check "two sources" exits 0 poll
check "five posts" equals "$(count new) $(posts)" "5 5"
atom "<fh:complete/>$(entry 1)$(entry 3)" >"$feeds/complete"
atom "$(entry 5)" >"$feeds/window"
check "both lack an entry" exits 0 poll
check "that of the complete one is deleted" equals "$(count deleted) $(posts)" "1 4"
atom "<fh:complete/>$(entry 1)$(entry 2)$(entry 3)" >"$feeds/complete"
check "it comes back" exits 0 poll
check "and stays away: a deletion is kept to" equals "$(count new) $(posts)" "0 4"
atom "<fh:complete/>" >"$feeds/complete"
check "an empty one" exits 0 poll
check "deletes nothing: it is more likely a fault" equals "$(count deleted) $(posts)" "0 4"

# ---- a source that falls silent: four a day for a fortnight, and then nothing
silent="$work/silent"
mkdir "$silent"
cp examples/turfbrug/tamtam.conf "$silent"
{ printf '<rss version="2.0"><channel><title>T</title>'
  for day in 01 02 03 04 05 06 07 08 09 10 11 12 13 14; do for hour in 06 10 14 18; do
      printf '<item><guid isPermaLink="false">%s-%s</guid><title>Nieuws van dag %s om %s uur</title><pubDate>2026-02-%sT%s:00:00Z</pubDate></item>' $day $hour $day $hour $day $hour
  done; done
  printf '</channel></rss>'; } >"$feeds/quiet"
source_of quiet quiet >"$silent/feeds.conf"
sources_at() { "$TAMTAM" sources --dir "$silent" --now "$1"; }
check "a lively source" exits 0 "$TAMTAM" poll --dir "$silent" --now 2026-02-14T19:00:00Z
check "is in order" sh -c '! "$1" sources --dir "$2" --now 2026-02-15T19:00:00Z | grep -q "geen bericht"' - "$TAMTAM" "$silent"
check "nine days later" exits 0 sources_at 2026-02-23T19:00:00Z
check "its silence is told against its habit" prints "geen bericht in 9 dagen, gewoonlijk 4 per dag: kijk of de bron verhuisd is"
check "and after weeks still" exits 0 sources_at 2026-03-26T19:00:00Z
check "with the same habit" prints "geen bericht in 40 dagen, gewoonlijk 4 per dag"

# ---- the same entries under other guids
entry_as() { entry "$1" | sed "s,urn:x:$1,urn:y:$1,"; }
atom "<fh:complete/>$(entry_as 1)$(entry_as 3)" >"$feeds/complete"
check "a complete document with other guids" exits 0 poll
check "deletes nothing either: its addresses are the same" equals "$(count deleted) $(count new) $(posts)" "0 0 4"

# ---- a notice of deletion
atom "<at:deleted-entry ref=\"urn:x:5\" when=\"2026-03-15T10:00:00Z\"/>" >"$feeds/window"
check "a deleted-entry" exits 0 poll
check "is deleted" equals "$(count deleted) $(posts)" "1 3"

# ---- guids that are none
rm "$dir/tamtam.db"
item() { printf '<item><guid isPermaLink="false">zelfde</guid><title>Bericht nummer %s over de markt op zaterdag</title><link>%s/g/%s</link></item>' "$1" "$base" "$1"; }
rss() { printf '<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>%s</channel></rss>' "$1"; }
rss "$(item 1)$(item 2)$(item 3)" >"$feeds/guids"
source_of guids guids >"$dir/feeds.conf"
check "a feed of one guid" exits 0 poll
check "has three entries" equals "$(count new) $(posts)" "3 3"
rss "$(item 4)$(item 1)" >"$feeds/guids"
check "it is remembered" exits 0 poll
check "one is new, the other known" equals "$(count new) $(count revised) $(posts)" "1 0 4"

# ---- older pages
rm "$dir/tamtam.db"
atom "<link rel=\"prev-archive\" href=\"$base/older\"/>$(entry 5)" >"$feeds/newest"
atom "<fh:archive/><link rel=\"prev-archive\" href=\"$base/oldest\"/>$(entry 4)$(entry 3)" >"$feeds/older"
atom "<fh:archive/>$(entry 2)$(entry 1)" >"$feeds/oldest"
source_of paged newest >"$dir/feeds.conf"
check "a poll" exits 0 poll
check "reads the newest page" equals "$(count new)" 1
check "back to a day" exits 0 poll --since 2026-03-14
check "reads pages until it is there" equals "$(count new)" 2
check "back to a time" exits 0 poll --since 2026-03-01T00:00:00+01:00
check "reads them all" equals "$(count new) $(posts)" "2 5"
check "since when?" exits 2 poll --since gisteren
check "is told" says "--since is a day or a time"

# ---- health: what does not pass by itself asks for a person, with what to do
{ source_of weg 'x?status=410'; source_of storing 'x?status=500'; source_of dicht 'x?status=403'; } >"$dir/feeds.conf"
for i in 1 2 3 4 5; do poll >/dev/null 2>&1; done
check "sources" exits 0 "$TAMTAM" sources --dir "$dir" --now $now
check "a feed that is gone" sh -c 'grep "^weg .*! .*410.*doe: zoek een nieuw adres" "$1"' - "$work/out"
check "a refusal that lasts" sh -c 'grep "^dicht .*! .*403.*doe: vraag de eigenaar" "$1"' - "$work/out"
check "a fault of the server passes" sh -c 'grep "^storing " "$1" | grep -v "!\|doe:"' - "$work/out"
check "as JSON" exits 0 "$TAMTAM" sources --dir "$dir" --now $now --json
check "one line a source" equals "$(grep -c needs_person "$work/out") $(grep -c '"needs_person":true' "$work/out")" "3 2"
# ---- the feed behind a page
printf '[defaults]\npurpose = omgevingsbeeld\nlegal_base = AVG 6.1.e\n' >"$dir/feeds.conf"
cat >"$feeds/site.html" <<'PAGE'
<!DOCTYPE html><html><head><title>Dorpsnieuws</title>
<!-- <link rel="alternate" type="application/rss+xml" href="/in-a-comment"> -->
<link rel="stylesheet" href="/x.css"><link rel=alternate hreflang=en href=/en>
<link rel="alternate" type="application/rss+xml" title="Reacties" href="/comments/feed">
<LINK TYPE='application/atom+xml' REL='feed alternate' title="Dorps &amp; nieuws" HREF="window?a=1&amp;b=2"/>
<link rel="alternate" type="application/rss+xml" href="/gone">
</head><body></body></html>
PAGE
mkdir "$feeds/comments"
rss "$(item 1)" >"$feeds/comments/feed"
atom "$(entry 1)$(entry 2)" >"$feeds/window"
: >"$work/log"
add() { "$TAMTAM" sources add --dir "$dir" --now $now "$@"; }
check "add a page" exits 0 add --allow-private "$base/site.html"
check "the feed of its own posts is chosen" prints "$base/window?a=1&b=2 (2 berichten)"
check "the others are told" sh -c 'grep -q "comments/feed" "$1" && grep -q "/gone: " "$1"' - "$work/err"
check "the page is asked once, each feed once" equals "$(wc -l <"$work/log") $(sort -u "$work/log" | wc -l)" "4 4"
check "nothing in a comment was asked" equals "$(grep -c in-a-comment "$work/log")" 0
check "the section has purpose and legal base" sh -c 'grep -A9 "^\[source t\]" "$1" | grep -c "^purpose = omgevingsbeeld$\|^legal_base = AVG 6.1.e$\|^allow_private = yes$" | grep -qx 3' - "$dir/feeds.conf"
check "it can be polled" exits 0 poll t
check "check finds nothing wrong" exits 0 "$TAMTAM" check --dir "$dir"
cp "$dir/feeds.conf" "$work/conf"
check "once more" exits 1 add --allow-private "$base/site.html"
check "is known" says "staat er al, als [source t]"
check "a closed group" exits 1 add https://www.facebook.com/groups/123
check "is refused" says "besloten groep"
check "a private address" exits 1 add "$base/site.html"
check "is refused too, with the option that allows it" says "(sources add: --allow-private)"
printf '<html><head></head><body>x</body></html>' >"$feeds/none.html"
check "a page without a feed" exits 1 add --allow-private "$base/none.html"
check "names none" says "is geen feed en noemt er geen"
printf '<opml version="2.0"><body/></opml>' >"$feeds/list.opml"
check "a list of feeds" exits 1 add --allow-private "$base/list.opml"
check "is called one" says "een OPML-lijst van feeds"
check "a name without https://" exits 1 add krant.invalid
check "is asked with it" says "https://krant.invalid: "
check "an address that isn't there" exits 1 add --allow-private "$base/nergens"
check "is told" says "(404)"
check "an unknown purpose" exits 1 add --allow-private --purpose geen "$base/complete"
check "is told with those that are known" says "staat niet in tamtam.conf"
check "the file is what it was" cmp "$dir/feeds.conf" "$work/conf"
check "a feed itself" exits 0 add --allow-private --quiet "$base/older"
check "is asked once and added" equals "$(grep -c ' /older ' "$work/log")" 1
check "add what?" exits 2 add

# ---- to and from other readers
opml() { "$TAMTAM" opml "$@" --dir "$dir"; }
check "sources go out as OPML" exits 0 opml export "$work/out.opml"
check "which is well-formed and has each" equals "$(xmlstarlet sel -t -v 'count(//outline[@xmlUrl])' "$work/out.opml")" \
    "$(grep -c '^url = http' "$dir/feeds.conf")"
check "what stood there already is left" exits 0 opml import "$work/out.opml"
check "and counted" prints "0 bronnen toegevoegd"
printf '<opml version="2.0"><body><outline text="Krant &amp; co" xmlUrl="https://krant.example/rss"/>%s</body></opml>' \
    '<outline text="Boos" xmlUrl="javascript:alert(1)"/>' >"$work/in.opml"
check "a new one comes in" exits 0 opml import "$work/in.opml"
check "what is no feed's address doesn't" prints "1 bron toegevoegd"
check "and the file is still right" exits 0 "$TAMTAM" check --dir "$dir"
printf '<rss><channel/></rss>' >"$work/in.opml"
check "what is no OPML" exits 1 opml import "$work/in.opml"
check "is told" says "dit is geen OPML"
check "nor is a file that isn't there" exits 1 opml import "$work/nergens.opml"
check "import or export" exits 2 opml copy "$work/in.opml"
mkdir "$work/bare"
cp "$dir/tamtam.conf" "$work/bare"
bare() { "$TAMTAM" opml import "$work/out.opml" --dir "$work/bare" "$@"; }
check "sources without a purpose don't come in" exits 1 bare
check "is told, with what to do" says "--purpose"
check "nor with one that isn't there" exits 1 bare --purpose spionage
check "nothing was written" sh -c '! test -e "$1"' - "$work/bare/feeds.conf"
check "with one they do" exits 0 bare --purpose webcare
check "and nothing is wrong with them" exits 0 "$TAMTAM" check --dir "$work/bare"

# ---- accounts at the command line
users() { "$TAMTAM" users "$@" --dir "$dir" --by beheer; }
printf 'een lang genoeg wachtwoord\n' >"$work/password"
check "an account is made" exits 0 users add anna --name 'Anna Analist' --role analist <"$work/password"
check "not twice" exits 1 users add anna --name 'Anna Analist' --role analist <"$work/password"
check "the list has it" exits 0 users list
check "with its role" prints "anna	analist	Anna Analist	wachtwoord	open"
check "a password is set anew" exits 0 users password anna <"$work/password"
printf 'kort\n' >"$work/password"
check "a short one is refused" exits 1 users password anna <"$work/password"
check "an unknown account too" exits 1 users password niemand
check "it is told" says "there is no account 'niemand'"
finish

package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.BeginBreakEncoder;
import io.tocsin.codecs.sbe.EndBreakEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.agrona.ExpandableArrayBuffer;

/** Rosters of a script with shifts of seconds, and the breaks of its people. */
final class ScriptDuty {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int MOST = 16;

    private final ScriptSite site;
    private final SplittableRandom random;
    private final Entries entries = new Entries();
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(256);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    /** When the script is. */
    private long nowNs;
    /** What it has seen. */
    private ScriptKnowledge knowledge = new ScriptKnowledge();

    ScriptDuty(final ScriptSite site, final SplittableRandom random) {
        this.site = site;
        this.random = random;
    }

    /** At each configuration: when it is, and what was seen so far. */
    void at(final long timeNs, final ScriptKnowledge seen) {
        nowNs = timeNs;
        knowledge = seen;
    }

    /** What a site may begin with. */
    void first(final List<byte[]> list) {
        for (int i = random.nextInt(3) * 2; i > 0; i--) {
            roster(list);
        }
    }

    /** A roster in one entry or several, or the end of one. */
    void roster(final List<byte[]> list) {
        if (!knowledge.owners.isEmpty() && random.nextInt(3) > 0 && endOfAnOwner(list)) {
            return;
        }
        final int scope = random.nextInt(5) < 3 ? 0 : 1 + random.nextInt(2);
        final String unit = scope == 0 ? site.any(site.units) : "";
        final String name = site.any(scope == 0 ? site.roles : scope == 1 ? site.beds : site.patients);
        if (random.nextInt(8) == 0) {
            list.add(entries.duty(scope, 2, 0, List.of(), unit, name));
            return;
        }
        final List<Entries.Duty> duties = duties(random.nextInt(random.nextInt(6) == 0 ? 40 : 8));
        int done = Math.min(MOST, duties.size());
        list.add(entries.duty(scope, 0, random.nextInt(2), duties.subList(0, done), unit, name));
        while (done < duties.size()) {
            final int next = Math.min(done + MOST, duties.size());
            list.add(entries.duty(0, 1, 0, duties.subList(done, next), "", ""));
            done = next;
        }
    }

    /** Somebody who has accepted an alert goes off duty before long, and others follow; false if the alert is of no unit. */
    private boolean endOfAnOwner(final List<byte[]> list) {
        final long alertId = knowledge.someOwned(random);
        final int unit = knowledge.units.getOrDefault(alertId, -1);
        if (unit < 0 || unit >= site.units.size()) {
            return false;
        }
        final String owner = site.people.get(knowledge.owners.getOrDefault(alertId, 0) % site.people.size());
        final long endNs = nowNs + random.nextInt(3) * SECOND_NS + 1;
        final List<Entries.Duty> duties = new ArrayList<>();
        duties.add(new Entries.Duty(owner, nowNs - SECOND_NS, endNs));
        if (random.nextInt(3) > 0) {
            final String next = cover();
            duties.add(new Entries.Duty(
                    next.equals(owner) ? site.people.get(0) : next,
                    random.nextBoolean() ? endNs : nowNs,
                    endNs + 9 * SECOND_NS));
        }
        if (duties.size() > 1 && duties.get(1).personId().equals(owner)) {
            duties.remove(1);
        }
        list.add(entries.duty(0, 0, random.nextInt(2), duties, site.units.get(unit), site.any(site.roles)));
        return true;
    }

    /** In the order of their starts, nobody twice at once; one shift after the other now and then. */
    private List<Entries.Duty> duties(final int count) {
        final List<Entries.Duty> duties = new ArrayList<>();
        final TreeMap<String, Long> free = new TreeMap<>();
        long startNs = nowNs - random.nextInt(4) * SECOND_NS;
        for (int i = 0; i < count; i++) {
            final String person = somebody();
            startNs += random.nextInt(3) * SECOND_NS;
            startNs = Math.max(startNs, free.getOrDefault(person, 0L));
            final long endNs = startNs + (1 + random.nextInt(9)) * SECOND_NS;
            duties.add(new Entries.Duty(person, startNs, endNs));
            free.put(person, endNs);
        }
        return duties;
    }

    /** Mostly one of those who are connected first, who can answer. */
    private String somebody() {
        final int last = site.people.size() - 2;
        return random.nextInt(3) == 0
                ? site.any(site.people)
                : site.people.get(last - random.nextInt(Math.min(last, 5)));
    }

    /** One entry with one fault. */
    byte[] bad() {
        final String unit = site.any(site.units);
        final String role = site.any(site.roles);
        final String person = site.any(site.people);
        final List<Entries.Duty> good = List.of(new Entries.Duty(person, nowNs, nowNs + SECOND_NS));
        return switch (random.nextInt(18)) {
            case 0 -> entries.duty(3, 0, 0, good, "", role);
            case 1 -> entries.duty(0, 3, 0, good, unit, role);
            case 2 -> entries.duty(0, 0, 2, good, unit, role);
            case 3 -> entries.duty(1, 0, 0, good, unit, site.any(site.beds));
            case 4 -> entries.duty(0, 2, 1, List.of(), unit, role);
            case 5 -> entries.duty(0, 2, 0, good, unit, role);
            case 6 -> entries.duty(0, 1, 0, good, "", "");
            case 7 -> entries.duty(0, 0, 0, good, "nowhere", role);
            case 8 -> entries.duty(0, 0, 0, good, unit, random.nextBoolean() ? "" : "r".repeat(37));
            case 9 -> entries.duty(1, random.nextBoolean() ? 0 : 2, 0, List.of(), "", "nowhere");
            case 10 -> one("nobody", nowNs, nowNs + 1);
            case 11 -> one(person, -1, nowNs + SECOND_NS);
            case 12 -> one(person, nowNs, nowNs);
            case 13 -> one(person, nowNs - 200 * SECOND_NS, nowNs - 150 * SECOND_NS);
            case 14 ->
                entries.duty(
                        0,
                        0,
                        0,
                        List.of(
                                new Entries.Duty(person, nowNs + 1, nowNs + SECOND_NS),
                                new Entries.Duty(site.people.get(0), nowNs, nowNs + SECOND_NS)),
                        unit,
                        role);
            case 15 ->
                entries.duty(
                        0,
                        0,
                        0,
                        List.of(good.get(0), new Entries.Duty(person, nowNs + 1, nowNs + 2 * SECOND_NS)),
                        unit,
                        role);
            case 16 -> entries.duty(2, 0, 0, good, "", "new" + random.nextInt(30));
            default -> entries.duty(0, 0, 0, good, unit, "new" + random.nextInt(30));
        };
    }

    private byte[] one(final String person, final long startNs, final long endNs) {
        return entries.duty(
                0, 0, 0, List.of(new Entries.Duty(person, startNs, endNs)), site.any(site.units), site.any(site.roles));
    }

    /** Somebody goes on break, mostly in order, or is back. */
    byte[] breaks(final From from) {
        final boolean isBack = random.nextInt(3) == 0;
        final long session = isBack && !knowledge.onBreak.isEmpty()
                ? knowledge.sessionOf(knowledge.onBreak.first(), random)
                : knowledge.someSession(random);
        final From actor = new From(
                from.sourceId(),
                from.commandId(),
                session,
                from.correlation(),
                from.purpose(),
                from.claimedNs(),
                from.gateway());
        if (isBack) {
            final EndBreakEncoder end = new EndBreakEncoder().wrapAndApplyHeader(buffer, 0, header);
            actor.write(end.envelope());
            return Commands.copy(buffer, end.limit());
        }
        final int fault = random.nextInt(30);
        final BeginBreakEncoder begin = new BeginBreakEncoder().wrapAndApplyHeader(buffer, 0, header);
        actor.write(begin.envelope());
        begin.durationMs(fault == 0 ? 59_999 : fault == 1 ? 7_200_001 : 60_000 + random.nextInt(3) * 1_000L)
                .coverId(fault == 2 ? "" : fault == 3 ? "n".repeat(37) : fault == 4 ? "nobody" : cover());
        return Commands.copy(buffer, begin.limit());
    }

    /** Somebody who is here, mostly. */
    private String cover() {
        final Integer person = random.nextInt(5) == 0 ? null : knowledge.sessions.get(knowledge.someSession(random));
        return person == null || person >= site.people.size() ? site.any(site.people) : site.people.get(person);
    }
}

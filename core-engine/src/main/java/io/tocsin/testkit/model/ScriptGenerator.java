package io.tocsin.testkit.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Writes a random script of one seed: Genesis, a site, then sources, people, gateways and configurators who do plausible and implausible things in any order. It
 * learns from what comes out, so that people answer what they were offered and receive what they were sent.
 */
public final class ScriptGenerator {
    static final long START_NS = 1_700_000_000_000_000_000L;
    private static final long MS_NS = 1_000_000L;
    private static final long[] SOURCES = {500, 11, 12, 13, 14, 15};
    private static final int PART_BYTES = 800;
    private static final long DAY_NS = 86_400_000 * MS_NS;

    private final SplittableRandom random;
    private final ScriptSite site;
    private final ScriptKnowledge knowledge = new ScriptKnowledge();
    private final Commands commands = new Commands();
    private final ScriptCommands people;
    private final ScriptPlaces places;
    private final ScriptSilences silences;
    private final ScriptLimits limits;
    private final ScriptMonitoring monitoring;
    private final ScriptProposals proposals;
    private final ScriptResults results;
    private final ScriptDevices devices;
    private final ScriptDoses doses;
    private final ScriptWeights weights;
    private final ScriptAudit audit;
    private final ScriptVersions versions;
    private final ScriptAccess access;
    private final ScriptForgetting forgetting;
    /** What comes next whatever the dice say. */
    private final ArrayDeque<byte[]> queue = new ArrayDeque<>();

    private final List<byte[]> sent = new ArrayList<>();
    private final TreeMap<Long, Long> commandIds = new TreeMap<>();
    private long nowNs = START_NS;
    private long nextDeadlineNs = Long.MAX_VALUE;
    private long configs;

    /**
     * The script of a seed.
     *
     * @param seed any; the same seed and the same observations give the same script.
     */
    public ScriptGenerator(final long seed) {
        random = new SplittableRandom(seed);
        site = new ScriptSite(random, seed);
        places = new ScriptPlaces(random, site, knowledge, commands);
        people = new ScriptCommands(random, site, knowledge, commands);
        silences = new ScriptSilences(random, site, commands, knowledge);
        limits = new ScriptLimits(random, site);
        monitoring = new ScriptMonitoring(random, site, knowledge, commands);
        proposals = new ScriptProposals(seed, site, commands, knowledge);
        results = new ScriptResults(seed, site, knowledge);
        devices = new ScriptDevices(seed, site);
        doses = new ScriptDoses(seed, site, knowledge);
        weights = new ScriptWeights(seed, site, commands);
        audit = new ScriptAudit(seed, site, knowledge);
        versions = new ScriptVersions(seed, knowledge);
        access = new ScriptAccess(seed, site, knowledge);
        forgetting = new ScriptForgetting(seed, site, knowledge);
        if (random.nextInt(4) == 0) {
            queue.add(commands.countersQuery(From.HOST));
            queue.add(people.raise(From.source(11, 1)));
        }
        queue.add(commands.genesis(From.HOST.correlation(random.nextInt(2)), versions.first(), site.limits));
        site.duties.at(nowNs, knowledge);
        configure(site.first(), 0, 0);
        if (proposals.isUsed()) {
            configure(proposals.roles(), 0, 0);
        }
        if (results.isUsed()) {
            configure(results.entries(), 0, 0);
        }
        if (devices.isUsed()) {
            configure(devices.entries(), 0, 0);
        }
        if (weights.isUsed()) {
            configure(weights.entries(), 0, 0);
        }
        if (access.isRuled()) {
            configure(access.entries(), 0, 0);
        }
        openSessions();
    }

    private void openSessions() {
        final int count = (int) Math.min(site.limits.sessions(), site.isCrowd ? 50 : 6);
        for (int session = 1; session <= count; session++) {
            final int person = site.people.size() - session;
            queue.add(commands.sessionOpened(
                    From.HOST, session, session % site.limits.gateways(), session % 5, site.people.get(person)));
        }
    }

    /**
     * What comes next. There is always something.
     *
     * @return the step to play.
     */
    public ScriptStep next() {
        final byte[] planned = queue.poll();
        if (planned != null) {
            return new ScriptStep(time(), planned);
        }
        if (proposals.isWaitedFor()) {
            nowNs += DAY_NS;
            return new ScriptStep(nowNs, null);
        }
        final long nightNs = weights.nightNs();
        if (nightNs > 0) {
            nowNs += nightNs;
            return new ScriptStep(nowNs, null);
        }
        if (random.nextInt(10) == 0) {
            return new ScriptStep(time(), random.nextInt(4) == 0 ? commands.tick(From.HOST.correlation(0)) : null);
        }
        byte[] message = someCommand();
        if (random.nextInt(40) == 0) {
            message = ScriptSpoiler.spoil(random, message);
        } else if (random.nextInt(40) == 0) {
            message = ScriptSpoiler.flip(random, message);
        }
        sent.add(message);
        return new ScriptStep(time(), message);
    }

    /**
     * What came out of the last step, and when the engine wants to be called.
     *
     * @param lines      that left, in order.
     * @param deadlineNs as {@link Side#nextDeadlineNs()}.
     */
    public void observe(final List<Line> lines, final long deadlineNs) {
        knowledge.observe(lines);
        nextDeadlineNs = deadlineNs;
    }

    private long time() {
        final int dice = random.nextInt(100);
        if (dice < 40) {
            return nowNs;
        }
        if (dice < 42) {
            return nowNs - random.nextLong(5_000 * MS_NS);
        }
        if (dice < 60 && nextDeadlineNs != Long.MAX_VALUE) {
            nowNs = Math.max(nowNs, nextDeadlineNs + random.nextInt(3) - 1);
        } else if (dice < 90) {
            nowNs += random.nextLong(120 * MS_NS);
        } else if (dice < 98) {
            nowNs += random.nextLong(2_000 * MS_NS);
        } else {
            nowNs += random.nextLong(60_000 * MS_NS);
        }
        return nowNs;
    }

    private byte[] someCommand() {
        if (!sent.isEmpty() && random.nextInt(25) == 0) {
            return sent.get(sent.size() - 1 - random.nextInt(Math.min(sent.size(), 20)));
        }
        if (results.isNext()) {
            return results.isToConfigure() ? begun(results.entries(), 0, 0) : results.next(source(), actor());
        }
        if (devices.isNext()) {
            return devices.isToConfigure()
                    ? begun(devices.entries(), 0, proposals.isUsed() ? proposals.author() : 0)
                    : random.nextBoolean()
                            ? devices.next(source())
                            : devices.vitals(purposed(From.HOST.correlation(1)));
        }
        if (doses.isNext()) {
            final long author = proposals.isUsed() && doses.oneIn(2) ? proposals.author() : 0;
            return doses.isToConfigure() ? begun(doses.entries(), 0, author) : doses.next(source(), actor(), nowNs);
        }
        if (weights.isNext()) {
            final long author = proposals.isUsed() && weights.oneIn(2) ? proposals.author() : 0;
            return weights.isToConfigure() ? begun(weights.entries(), 0, author) : weights.next(host());
        }
        if (audit.isNext()) {
            return audit.next(host(), source(), actor());
        }
        if (versions.isNext()) {
            return versions.next(host(), source(), actor());
        }
        if (access.isNext()) {
            return access.isToConfigure() ? begun(access.entries(), 0, 0) : access.next(source(), actor(), nowNs);
        }
        if (forgetting.isNext()) {
            return forgetting.next(source(), actor(), nowNs);
        }
        if (proposals.isNext()) {
            return proposals.isToConfirm() ? proposals.confirm(actor()) : proposal();
        }
        if (random.nextInt(20) == 0) {
            return silences.next(actor(), random.nextInt(12) == 0 ? 0 : knowledge.someSession(random), nowNs);
        }
        if (random.nextInt(16) == 0) {
            return limits.next(actor(), source(), knowledge.someSession(random), nowNs);
        }
        if (random.nextInt(20) == 0) {
            return monitoring.next(actor(), knowledge.someSession(random));
        }
        if (random.nextInt(40) == 0) {
            return site.duties.breaks(actor());
        }
        if (random.nextInt(30) == 0) {
            return people.load(host(), actor());
        }
        if (random.nextInt(knowledge.chosen.isEmpty() ? 200 : 24) == 0) {
            return site.contacts.reported(host(), knowledge);
        }
        final int dice = random.nextInt(100);
        if (dice < 26) {
            return people.raise(source());
        }
        if (dice < 42) {
            final From machine = purposed(From.HOST.correlation(1));
            return random.nextInt(3) == 0 ? site.gate.vitals(machine, nowNs) : people.vitals(machine);
        }
        if (dice < 52) {
            return people.sourceChange(source());
        }
        if (dice < 70) {
            return people.answer(actor());
        }
        if (dice < 81) {
            return people.receipts(actor());
        }
        if (dice < 84) {
            return places.presence(actor());
        }
        if (dice < 87) {
            return places.position(actor(), nowNs);
        }
        if (dice < 91) {
            return people.session(host());
        }
        if (dice < 93) {
            return random.nextBoolean() ? commands.countersQuery(host()) : people.serviceQuery(host());
        }
        if (dice < 94) {
            return random.nextBoolean() ? commands.sourceQuery(source()) : commands.heartbeat(source());
        }
        if (dice < 95) {
            return commands.genesis(From.HOST, versions.first(), site.limits);
        }
        return configuration();
    }

    private From host() {
        return purposed(From.HOST.correlation(random.nextInt(5) == 0 ? 0 : 1 + random.nextInt(1_000)));
    }

    private From purposed(final From from) {
        final int dice = random.nextInt(60);
        return from.purpose(dice == 0 ? 3 + random.nextInt(250) : dice < 3 ? dice : 0);
    }

    private From source() {
        final long source = SOURCES[random.nextInt(random.nextInt(3) == 0 ? SOURCES.length : 3)];
        return numbered(purposed(From.source(source, 0).claimed(receivedNs())));
    }

    /** When a gateway had a command: mostly a moment ago, at times not stated, long ago or ahead. */
    private long receivedNs() {
        return switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> nowNs + random.nextLong(3_000 * MS_NS);
            case 2 -> nowNs - random.nextLong(8_000 * MS_NS);
            case 3 -> random.nextLong(1_000) - 500;
            default -> nowNs - random.nextLong(50 * MS_NS);
        };
    }

    /** People's clients: half of them number their commands. */
    private From actor() {
        final From host = host();
        return random.nextBoolean() ? host : numbered(new From(12, 0, 0, host.correlation(), host.purpose(), nowNs, 3));
    }

    private From numbered(final From from) {
        if (random.nextInt(12) == 0) {
            return from;
        }
        final long last = commandIds.getOrDefault(from.sourceId(), 0L);
        final int dice = random.nextInt(100);
        if (dice < 4) {
            return from.commandId(Math.max(1, last - random.nextInt(1_100)));
        }
        if (dice < 8) {
            return from.commandId(Math.max(1, last - random.nextInt(34)));
        }
        long next = last + 1;
        if (dice < 12) {
            next += random.nextInt(70);
        } else if (dice == 12 && random.nextInt(20) == 0) {
            next = Long.MIN_VALUE + random.nextInt(100);
        }
        commandIds.put(from.sourceId(), next);
        return from.commandId(next);
    }

    private byte[] configuration() {
        site.duties.at(nowNs, knowledge);
        final List<byte[]> edit = site.edit();
        int fault = 0;
        if (random.nextInt(3) == 0) {
            edit.add(random.nextInt(edit.size() + 1), site.badEntry());
        } else if (random.nextInt(4) == 0) {
            fault = 1 + random.nextInt(7);
        }
        return begun(edit, fault, 0);
    }

    /** Somebody configures, who may have to leave it to somebody else. */
    private byte[] proposal() {
        site.duties.at(nowNs, knowledge);
        final List<byte[]> edit = random.nextInt(8) == 0 ? site.edit() : site.toPropose();
        return begun(edit, random.nextInt(10) == 0 ? 1 + random.nextInt(7) : 0, proposals.author());
    }

    /** The first command of a configuration; the others are next. */
    private byte[] begun(final List<byte[]> edit, final int fault, final long author) {
        configure(edit, fault, author);
        final byte[] first = queue.poll();
        return first == null ? commands.countersQuery(host()) : first;
    }

    private void configure(final List<byte[]> list, final int fault, final long author) {
        configs++;
        final From host = From.HOST;
        final List<byte[]> parts = parts(list);
        long hash = OracleConfig.fnv(Entries.joined(list));
        long count = list.size();
        switch (fault) {
            case 1 -> hash++;
            case 2 -> count++;
            case 3 -> parts.add(new byte[] {7, 0, 1});
            case 4 -> {
                for (int i = 0; i < 12; i++) {
                    parts.add(new byte[PART_BYTES]);
                }
            }
            default -> {}
        }
        if (fault != 5) {
            queue.add(commands.configBegin(host, configs));
        }
        for (int i = 0; i < parts.size(); i++) {
            queue.add(commands.configPart(host, configs, fault == 6 ? i + 1L : i, parts.get(i)));
        }
        if (fault == 3) {
            hash = OracleConfig.fnv(concatenated(parts));
        }
        final From committer = author == 0 ? host : ScriptCommands.acting(host(), author);
        queue.add(commands.configCommit(committer, fault == 7 ? configs + 1 : configs, count, hash));
    }

    private static List<byte[]> parts(final List<byte[]> list) {
        final List<byte[]> parts = new ArrayList<>();
        final List<byte[]> part = new ArrayList<>();
        int length = 0;
        for (final byte[] entry : list) {
            if (length + entry.length + 2 > PART_BYTES) {
                parts.add(Entries.joined(part));
                part.clear();
                length = 0;
            }
            part.add(entry);
            length += entry.length + 2;
        }
        parts.add(Entries.joined(part));
        return parts;
    }

    private static byte[] concatenated(final List<byte[]> parts) {
        byte[] all = new byte[0];
        for (final byte[] part : parts) {
            final int at = all.length;
            all = Arrays.copyOf(all, at + part.length);
            System.arraycopy(part, 0, all, at, part.length);
        }
        return all;
    }
}

package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.ChannelKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a script has seen come out so far: enough to answer, receive and refer to things that exist. */
final class ScriptKnowledge {
    /** An alert somebody was told of. */
    record Told(long alertId, int person) {}

    /** An alert as raised. */
    record Open(long alertId, long sourceId, String key) {}

    private static final Pattern RECIPIENT = Pattern.compile("\\{seq=(\\d+), person=(\\d+), prevDistance=\\d+}");
    private static final Pattern MEMBER = Pattern.compile("\\{alertId=(\\d+), run=(\\d+), ");
    private static final int REMEMBERED = 100;
    private static final int RECENT = 12;

    /** A channel that was chosen. */
    record Chosen(long alertId, long run, int channel) {}

    final List<Chosen> chosen = new ArrayList<>();
    final List<Open> open = new ArrayList<>();
    final List<Long> closed = new ArrayList<>();
    final List<Told> told = new ArrayList<>();
    /** Person by open session. */
    final TreeMap<Long, Integer> sessions = new TreeMap<>();
    /** Step, round and loop of each alert, as told last. */
    final TreeMap<Long, long[]> places = new TreeMap<>();
    /** Who accepted each alert last. */
    final TreeMap<Long, Integer> owners = new TreeMap<>();
    /** Who owns each alert now. */
    final TreeMap<Long, Integer> taken = new TreeMap<>();
    /** The silence that a person made last, and who; {0, -1}: none. */
    final long[] lastSilence = {0, -1};
    /** Critical results that are open. */
    final TreeSet<Long> results = new TreeSet<>();
    /** What pages nobody now because of a silence or of another alert. */
    final TreeSet<Long> muted = new TreeSet<>();
    /** Hash of the configuration that waits for a second person, and who proposed it; 0 = none. */
    long proposal;

    int proposalAuthor = -1;
    /** Who is on break. */
    final TreeSet<Integer> onBreak = new TreeSet<>();
    /** Monitoring sessions that are active. */
    final List<Long> monitored = new ArrayList<>();
    /** Unit of each alert; -1 = none. */
    final TreeMap<Long, Integer> units = new TreeMap<>();
    /** Last sequence by person and lane. */
    final TreeMap<String, Long> sequences = new TreeMap<>();

    void observe(final List<Line> lines) {
        lines.forEach(this::observe);
    }

    private void observe(final Line line) {
        switch (line.name()) {
            case "AlertRaised" -> {
                open.add(new Open(line.number("alertId"), line.number("sourceId"), line.text("alertKey")));
                units.put(line.number("alertId"), (int) line.number("unit"));
                if (line.text("emergencyType").equals("CRITICAL_RESULT")) {
                    results.add(line.number("alertId"));
                }
            }
            case "AlertClosed" -> {
                open.removeIf(alert -> alert.alertId == line.number("alertId"));
                closed.add(line.number("alertId"));
                taken.remove(line.number("alertId"));
                muted.remove(line.number("alertId"));
                results.remove(line.number("alertId"));
            }
            case "AlertMuted" -> muted.add(line.number("alertId"));
            case "AlertUnmuted" -> muted.remove(line.number("alertId"));
            case "StepStarted" ->
                places.put(
                        line.number("alertId"),
                        new long[] {line.number("step"), line.number("round"), line.number("loop")});
            case "OfferAnswered" -> {
                if (line.number("owner") >= 0) {
                    taken.put(line.number("alertId"), (int) line.number("owner"));
                } else {
                    taken.remove(line.number("alertId"));
                }
                if (line.text("response").equals("ACCEPTED")) {
                    owners.put(line.number("alertId"), (int) line.number("person"));
                }
            }
            case "OutputDispatched" -> dispatched(line);
            case "MonitoringChanged" -> {
                monitored.remove(line.number("monitoringId"));
                if (line.text("status").equals("ACTIVE")) {
                    monitored.add(line.number("monitoringId"));
                }
            }
            case "BreakChanged" -> {
                if (line.number("on") == 1) {
                    onBreak.add((int) line.number("person"));
                } else {
                    onBreak.remove((int) line.number("person"));
                }
            }
            case "ChannelChosen" -> chosen(line.number("alertId"), line.number("run"), line.text("channel"));
            case "BundleChosen" -> {
                final Matcher members = MEMBER.matcher(line.text("members"));
                while (members.find()) {
                    chosen(Long.parseLong(members.group(1)), Long.parseLong(members.group(2)), line.text("channel"));
                }
            }
            case "ConfigProposed" -> {
                final boolean isOpen = line.text("state").equals("PROPOSED");
                proposal = isOpen ? Long.parseUnsignedLong(line.text("contentHash")) : 0;
                proposalAuthor = (int) line.number("author");
            }
            case "SilenceChanged" -> {
                if (line.number("author") >= 0) {
                    lastSilence[0] = line.number("silenceId");
                    lastSilence[1] = line.number("author");
                }
            }
            case "SessionChanged" -> {
                if (line.number("open") == 1) {
                    sessions.put(line.number("sessionId"), (int) line.number("person"));
                } else {
                    sessions.remove(line.number("sessionId"));
                }
            }
            default -> {}
        }
    }

    private void chosen(final long alertId, final long run, final String channel) {
        chosen.add(new Chosen(alertId, run, ChannelKind.valueOf(channel).value()));
        if (chosen.size() > RECENT) {
            chosen.remove(0);
        }
    }

    private void dispatched(final Line line) {
        final Matcher recipients = RECIPIENT.matcher(line.text("recipients"));
        while (recipients.find()) {
            final int person = Integer.parseInt(recipients.group(2));
            sequences.merge(
                    lane(person, line.text("lane").equals("CRITICAL") ? 0 : 1),
                    Long.parseLong(recipients.group(1)),
                    Math::max);
            if (line.text("kind").equals("OFFER")) {
                told.add(new Told(line.number("alertId"), person));
                if (told.size() > REMEMBERED) {
                    told.remove(0);
                }
            }
        }
    }

    static String lane(final int person, final int lane) {
        return person + "/" + lane;
    }

    long lastSequence(final int person, final int lane) {
        return sequences.getOrDefault(lane(person, lane), 0L);
    }

    /** Offers of alerts that are still open, to people who are here. */
    List<Told> asked() {
        final Set<Long> ids = open.stream().map(Open::alertId).collect(Collectors.toSet());
        return told.stream()
                .filter(each -> ids.contains(each.alertId) && sessions.containsValue(each.person))
                .toList();
    }

    /** An alert that is open, mostly; else one that was, or never was. */
    long someAlert(final SplittableRandom random) {
        if (!open.isEmpty() && random.nextInt(20) > 0) {
            return open.get(random.nextInt(open.size())).alertId;
        }
        if (!closed.isEmpty() && random.nextBoolean()) {
            return closed.get(random.nextInt(closed.size()));
        }
        return 1L + random.nextInt(1_000);
    }

    /** An alert that somebody accepted, mostly one that is open. */
    long someOwned(final SplittableRandom random) {
        final List<Long> owned =
                open.stream().map(Open::alertId).filter(owners::containsKey).toList();
        return owned.isEmpty() ? owners.lastKey() : owned.get(random.nextInt(owned.size()));
    }

    /** A session that is open, mostly. */
    long someSession(final SplittableRandom random) {
        if (sessions.isEmpty() || random.nextInt(30) == 0) {
            return 1L + random.nextInt(12);
        }
        return new ArrayList<>(sessions.keySet()).get(random.nextInt(sessions.size()));
    }

    /** A session of a person, any if the person has none. */
    long sessionOf(final int person, final SplittableRandom random) {
        for (final Map.Entry<Long, Integer> session : sessions.entrySet()) {
            if (session.getValue() == person && random.nextInt(4) > 0) {
                return session.getKey();
            }
        }
        return someSession(random);
    }
}

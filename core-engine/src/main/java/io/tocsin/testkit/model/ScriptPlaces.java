package io.tocsin.testkit.model;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Where people and alerts of a script are: two buildings of a campus, and a town around them. */
final class ScriptPlaces {
    private static final int NOTHING = Integer.MIN_VALUE;
    private static final int TOWN_LATITUDE = 401_215_000;
    private static final int TOWN_LONGITUDE = -753_399_000;

    private final SplittableRandom random;
    private final ScriptSite site;
    private final ScriptKnowledge knowledge;
    private final Commands commands;

    ScriptPlaces(
            final SplittableRandom random,
            final ScriptSite site,
            final ScriptKnowledge knowledge,
            final Commands commands) {
        this.random = random;
        this.site = site;
        this.knowledge = knowledge;
        this.commands = commands;
    }

    /** Says where an alert is. */
    static void place(final SplittableRandom random, final RaiseText text) {
        if (random.nextInt(3) > 0) {
            text.latitude = latitude(random);
            text.longitude = longitude(random);
        }
        final List<String> names = names(random);
        text.room = names.get(0);
        text.floor = names.get(1);
        text.building = names.get(2);
        text.facilityName = names.get(3);
    }

    /** Somebody's position, mostly sensible. */
    byte[] position(final From from, final long nowNs) {
        final boolean isOnTheMap = random.nextInt(4) > 0;
        int latitude = isOnTheMap ? latitude(random) : NOTHING;
        int longitude = isOnTheMap ? longitude(random) : NOTHING;
        final List<String> names = isOnTheMap && random.nextBoolean() ? List.of("", "", "", "") : names(random);
        final List<String> texts = new ArrayList<>();
        texts.add(random.nextInt(5) == 0 ? "" : site.any(site.people));
        texts.add(names.get(0));
        texts.add(random.nextInt(3) == 0 ? site.any(site.units) : "");
        texts.addAll(names.subList(1, 4));
        switch (random.nextInt(60)) {
            case 0 -> latitude = -900_000_001;
            case 1 -> longitude = 1_800_000_001;
            case 2 -> latitude = NOTHING;
            case 3 -> longitude = NOTHING;
            case 4 -> {
                latitude = 0;
                longitude = 0;
            }
            case 5 -> texts.set(0, "nobody");
            case 6 -> texts.set(0, "n".repeat(37));
            case 7 -> texts.set(1, "r".repeat(17));
            case 8 -> texts.set(2, "u".repeat(37));
            case 9 -> texts.set(3, "f".repeat(9));
            case 10 -> texts.set(4, "b".repeat(25));
            case 11 -> texts.set(5, "c".repeat(37));
            case 12, 13 -> texts.set(1, "room " + random.nextInt(100));
            default -> {}
        }
        final long atNs = random.nextInt(6) == 0 ? random.nextLong() : random.nextBoolean() ? 0 : nowNs;
        return commands.position(acting(from), latitude, longitude, atNs, texts);
    }

    /** What somebody says of being there: mostly to be so. */
    byte[] presence(final From from) {
        final String who = random.nextInt(5) == 0 ? "" : site.any(site.people);
        final String person = random.nextInt(20) == 0 ? (random.nextBoolean() ? "nobody" : "n".repeat(37)) : who;
        final int presence = random.nextInt(30) == 0 ? 3 : Math.max(0, random.nextInt(4) - 1);
        return commands.presence(acting(from), presence, person);
    }

    private From acting(final From from) {
        return new From(
                from.sourceId(),
                from.commandId(),
                knowledge.someSession(random),
                from.correlation(),
                from.purpose(),
                from.claimedNs(),
                from.gateway());
    }

    private static int latitude(final SplittableRandom random) {
        return TOWN_LATITUDE + 1_017 * random.nextInt(random.nextBoolean() ? 4 : 4_000);
    }

    private static int longitude(final SplittableRandom random) {
        return TOWN_LONGITUDE + 1_373 * random.nextInt(random.nextBoolean() ? 4 : 4_000);
    }

    /** Room, floor, building, campus. */
    private static List<String> names(final SplittableRandom random) {
        return List.of(
                name(random, "r", 4), name(random, "f", 2), name(random, "h", 2), random.nextInt(3) == 0 ? "c" : "");
    }

    private static String name(final SplittableRandom random, final String prefix, final int count) {
        return random.nextInt(3) == 0 ? "" : prefix + random.nextInt(count);
    }
}

package io.tocsin.testkit.model;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Makes messages that no honest sender writes. */
final class ScriptSpoiler {
    private static final int HEADER = 8;
    private static final int SCHEMA = 4;

    private ScriptSpoiler() {}

    static byte[] spoil(final SplittableRandom random, final byte[] message) {
        final byte[] spoilt = message.clone();
        if (message.length <= SCHEMA) {
            // Spoilt before, and sent again: too little is left.
            return spoilt;
        }
        switch (random.nextInt(7)) {
            case 0 -> {
                return Arrays.copyOf(message, random.nextInt(message.length));
            }
            case 1 -> {
                return Arrays.copyOf(message, message.length - 1 - random.nextInt(3));
            }
            case 2 -> spoilt[SCHEMA]++;
            case 3 -> spoilt[0]--;
            case 4 -> spoilt[2] = (byte) (60 + random.nextInt(10));
            case 5 -> spoilt[2] = (byte) (101 + random.nextInt(100));
            default -> spoilt[2] = (byte) (3 + random.nextInt(7));
        }
        return spoilt;
    }

    /** A bit of the body turned over: whatever it hits has to be refused or taken as it stands. */
    static byte[] flip(final SplittableRandom random, final byte[] message) {
        final byte[] flipped = message.clone();
        final int from = HEADER + 64;
        if (flipped.length > from) {
            flipped[from + random.nextInt(flipped.length - from)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }
}

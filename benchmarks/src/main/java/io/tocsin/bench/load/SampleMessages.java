package io.tocsin.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Messages as the rig's clients send them. */
public final class SampleMessages {
    private SampleMessages() {}

    /**
     * A raise.
     *
     * @return JSON, a new array each time.
     */
    public static byte[] raise() {
        return RouterTarget.aRaise(LoadSettings.of(1, 1, 1, JournalLevel.DEFAULT))
                .getBytes(US_ASCII);
    }
}

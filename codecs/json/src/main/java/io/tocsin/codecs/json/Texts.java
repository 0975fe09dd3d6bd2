package io.tocsin.codecs.json;

/** Whether texts can be carried as they are. */
final class Texts {
    private static final int SHOWN = 64;

    private Texts() {}

    /** What is wrong with a text; empty if nothing is. */
    static String flaw(final String text) {
        for (int i = 0; i < text.length(); i++) {
            final char next = text.charAt(i);
            if (next == 0) {
                return "contains NUL";
            }
            if (Character.isSurrogate(next)) {
                if (!isPair(text, i)) {
                    return "contains half a surrogate pair";
                }
                i++;
            }
        }
        return "";
    }

    /** The text with a replacement character for every half of a surrogate pair, which UTF-8 cannot hold. */
    static String wellFormed(final String text) {
        StringBuilder mended = null;
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (isPair(text, i)) {
                    i++;
                } else {
                    mended = mended == null ? new StringBuilder(text) : mended;
                    mended.setCharAt(i, '\uFFFD');
                }
            }
        }
        return mended == null ? text : mended.toString();
    }

    /** A short piece of what a client wrote, for a message: printable, and never the whole. */
    static String shown(final String text) {
        final StringBuilder shown = new StringBuilder();
        for (int i = 0; i < text.length() && i < SHOWN; i++) {
            final char next = text.charAt(i);
            shown.append(Character.isISOControl(next) || Character.isSurrogate(next) ? '?' : next);
        }
        return text.length() <= SHOWN ? shown.toString() : shown.append('…').toString();
    }

    private static boolean isPair(final String text, final int index) {
        return Character.isHighSurrogate(text.charAt(index))
                && index + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(index + 1));
    }
}

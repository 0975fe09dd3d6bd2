package io.tocsin.transport.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * RFC 6455 as tables of what a client sends and what has to come back, on bare sockets. A frame is written as its first byte and its payload, {@code 81 'text'};
 * {@code Q} is a message that is answered, {@code Q1 Q2} are its halves. Expected are {@code answer}, {@code pong} with its payload, {@code close} with its code. The
 * last word of every case: either the connection is over, or it still answers.
 */
final class Rfc6455Test {
    private static final String QUERY = "{\"type\":\"alerts\",\"ref\":\"é😀\"}";
    private static final Rig RIG = Rig.launch();

    @AfterAll
    static void tearDown() {
        RIG.close();
    }

    /** A case: what is sent, and what comes back. */
    record Case(String section, String sent, String expected) {
        @Override
        public String toString() {
            return section + ": " + (sent.length() > 90 ? sent.substring(0, 90) + "…" : sent) + " → " + expected;
        }
    }

    static Stream<Case> framing() {
        final List<Case> cases = new ArrayList<>();
        cases.add(new Case("5.2", "81 Q", "answer"));
        for (final int size : new int[] {125, 126, 127, 128, 65_535, 65_536}) {
            cases.add(new Case("5.2 length " + size, "81 Q+" + size, "answer"));
        }
        cases.add(new Case("5.2 beyond the limit", "81 Q+65537", "close 1009"));
        cases.add(new Case("5.2 length in two bytes without need", "short 81 Q", "close 1002"));
        cases.add(new Case("5.2 length in eight bytes without need", "long 81 Q", "close 1002"));
        cases.add(new Case("5.2 highest bit of the length", "huge 81 " + Long.MIN_VALUE, "close 1002"));
        cases.add(new Case("5.2 a length that nobody has", "huge 81 " + Long.MAX_VALUE, "close 1009"));
        cases.add(new Case("5.2 just a length", "huge 81 65537", "close 1009"));
        cases.add(new Case("5.1 not masked", "unmasked 81 Q", "close 1002"));
        cases.add(new Case("5.1 a ping not masked", "unmasked 89 ''", "close 1002"));
        return cases.stream();
    }

    static Stream<Case> pings() {
        return Stream.of(
                new Case("5.5.2", "89 ''", "pong ''"),
                new Case("5.5.2", "89 'hello'", "pong 'hello'"),
                new Case("5.5.2 binary", "89 00FFFEFDFC", "pong 00FFFEFDFC"),
                new Case("5.5.2 longest", "89 '" + "a".repeat(125) + "'", "pong '" + "a".repeat(125) + "'"),
                new Case("5.5 too long", "89 '" + "a".repeat(126) + "'", "close 1002"),
                new Case("5.5 fragmented", "09 ''", "close 1002"),
                new Case("5.5.3 unasked", "8A 'hello'", ""),
                new Case("5.5.3 unasked, then asked", "8A 'x' 89 'y'", "pong 'y'"),
                new Case("5.5 fragmented pong", "0A ''", "close 1002"),
                new Case(
                        "5.5.2 ten",
                        String.join(
                                " ",
                                IntStream.range(0, 10)
                                        .mapToObj(i -> "89 '" + i + "'")
                                        .toList()),
                        String.join(
                                " ",
                                IntStream.range(0, 10)
                                        .mapToObj(i -> "pong '" + i + "'")
                                        .toList())),
                new Case("5.5.2 octet by octet", "slowly 89 'hello'", "pong 'hello'"));
    }

    /** No extension was agreed on, so no reserved bit has a meaning. */
    static Stream<Case> reservedBits() {
        return Stream.of(
                        "C1 Q",
                        "A1 Q",
                        "91 Q",
                        "F1 Q",
                        "C9 ''",
                        "A9 ''",
                        "99 ''",
                        "CA ''",
                        "C8 03E8",
                        "41 Q1",
                        "81 Q C1 Q")
                .map(sent -> new Case("5.2 RSV", sent, sent.startsWith("81") ? "answer close 1002" : "close 1002"));
    }

    static Stream<Case> opcodes() {
        return Stream.of(0x83, 0x84, 0x85, 0x86, 0x87, 0x8B, 0x8C, 0x8D, 0x8E, 0x8F, 0x03, 0x0B)
                .flatMap(first -> Stream.of(
                        new Case("5.2 opcode", String.format("%02X ''", first), "close 1002"),
                        new Case("5.2 opcode", String.format("%02X Q", first), "close 1002"),
                        new Case(
                                "5.2 opcode after a message",
                                String.format("81 Q %02X ''", first),
                                "answer close 1002")));
    }

    static Stream<Case> fragmentation() {
        return Stream.of(
                new Case("5.4", "01 Q1 80 Q2", "answer"),
                new Case("5.4 octet by octet", "slowly 01 Q1 80 Q2", "answer"),
                new Case("5.4 an empty first", "01 '' 80 Q", "answer"),
                new Case("5.4 an empty last", "01 Q 80 ''", "answer"),
                new Case("5.4 empty between", "01 Q1 00 '' 00 '' 80 Q2", "answer"),
                new Case("5.4 two after another", "01 Q1 80 Q2 01 Q1 80 Q2", "answer answer"),
                new Case("5.4 a ping between", "01 Q1 89 'now' 80 Q2", "pong 'now' answer"),
                new Case("5.4 pings between", "01 Q1 89 '1' 00 '' 89 '2' 80 Q2", "pong '1' pong '2' answer"),
                new Case("5.4 a pong between", "01 Q1 8A '' 80 Q2", "answer"),
                new Case("5.4 a close between", "01 Q1 88 03E8", "close 1000"),
                new Case("5.4 nothing to continue", "80 Q", "close 1002"),
                new Case("5.4 nothing to continue", "00 Q1", "close 1002"),
                new Case("5.4 nothing more to continue", "01 Q1 80 Q2 80 ''", "answer close 1002"),
                new Case("5.4 another message inside", "01 Q1 81 Q", "close 1002"),
                new Case("5.4 another message inside", "01 Q1 01 Q2", "close 1002"),
                new Case("5.4 another message inside", "01 Q1 82 00", "close 1002"),
                new Case("5.4 more than the limit", "01 Q+40000 00 ' +40000'", "close 1009"),
                new Case("5.4 the limit exactly", "01 Q+40000 80 ' +25536'", "answer"),
                new Case("no binary", "82 00", "close 1003"),
                new Case("no binary", "82 ''", "close 1003"),
                new Case("no binary", "02 00 80 00", "close 1003"));
    }

    static Stream<Case> utf8() {
        final List<Case> cases = new ArrayList<>(List.of(
                new Case("8.1 cut inside a character", "01 7B2274C3 80 A9227D", "error"),
                new Case("8.1 cut at every octet", "slowly 01 Q1 80 Q2", "answer"),
                new Case("8.1 cut inside four octets", "01 F09F 00 98 80 80", "error"),
                new Case("8.1 unfinished at the end", "81 7BC3", "close 1007"),
                new Case("8.1 unfinished at the end of fragments", "01 7B 80 C3", "close 1007"),
                new Case("8.1 at once", "01 7BFF", "close 1007"),
                new Case("8.1 at once in a later fragment", "01 7B 00 C328", "close 1007"),
                new Case("8.1 a control frame may stand inside a character", "01 C3 89 'x' 80 A9", "pong 'x' error")));
        for (final String bad : List.of(
                "80",
                "BF",
                "FE",
                "FF",
                "C0AF",
                "C080",
                "E080AF",
                "F08080AF",
                "F8888080AF",
                "FC84808080AF",
                "C1BF",
                "E09FBF",
                "F08FBFBF",
                "EDA080",
                "EDADBF",
                "EDAE80",
                "EDBFBF",
                "EDA080EDB080",
                "F4908080",
                "F7BFBFBF",
                "C328",
                "E28228",
                "F0288CBC",
                "CEBAE1BDB9CF83CEBCCEB5EDA080656469746564")) {
            cases.add(new Case("8.1 not UTF-8", "81 " + bad, "close 1007"));
        }
        for (final String good :
                List.of("EFBFBF", "F48FBFBF", "ED9FBF", "EE8080", "EFBFBD", "F09F9880", "7F", "C280")) {
            cases.add(new Case("8.1 UTF-8, if no message", "81 " + good, "error"));
        }
        return cases.stream();
    }

    static Stream<Case> closing() {
        final List<Case> cases = new ArrayList<>(List.of(
                new Case("5.5.1 without code", "88 ''", "close 0"),
                new Case("5.5.1 half a code", "88 03", "close 1002"),
                new Case("5.5.1 reason", "88 03E8627965", "close 1000"),
                new Case("5.5.1 longest reason", "88 03E8" + "61".repeat(123), "close 1000"),
                new Case("5.5 too long", "88 03E8" + "61".repeat(124), "close 1002"),
                new Case("8.1 reason not UTF-8", "88 03E8C328", "close 1007"),
                new Case("5.5 fragmented", "08 03E8", "close 1002"),
                new Case("5.5.1 nothing after it", "88 03E8 81 Q 89 'x' 88 03E9", "close 1000"),
                new Case("5.5.1 octet by octet", "slowly 88 03E8", "close 1000")));
        for (final int good :
                new int[] {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999}) {
            cases.add(new Case("7.4.1 code", String.format("88 %04X", good), "close " + good));
        }
        for (final int bad : new int[] {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535}) {
            cases.add(new Case("7.4.1 no code to send", String.format("88 %04X", bad), "close 1002"));
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource({"framing", "pings", "reservedBits", "opcodes", "fragmentation", "utf8", "closing"})
    void shouldAnswerAsRfc6455Demands(final Case next) {
        try (WireSocket wire = WireSocket.greeted(RIG.port())) {
            send(wire, next.sent());
            boolean isOver = false;
            for (final Expected expected : expected(next.expected())) {
                final WireSocket.Frame frame = wire.frame();
                switch (expected.what()) {
                    case "answer" -> assertThat(frame.text()).contains("\"ref\":\"é😀\"");
                    case "error" -> assertThat(frame.text()).contains("NOT_JSON");
                    case "pong" -> {
                        assertThat(frame.opcode()).isEqualTo(10);
                        assertThat(frame.octets()).isEqualTo(new String(payload(expected.argument()), ISO_8859_1));
                    }
                    default -> {
                        assertThat(frame.opcode()).as("%s", frame.text()).isEqualTo(8);
                        assertThat(String.valueOf(frame.closeCode())).isEqualTo(expected.argument());
                        isOver = true;
                    }
                }
            }
            if (isOver) {
                wire.ended();
            } else {
                wire.send(wire.masked(0x81, payload("Q")));
                assertThat(wire.frame().text()).contains("\"ref\":\"é😀\"");
            }
        }
    }

    private static void send(final WireSocket wire, final String script) {
        final List<String> words = words(script);
        boolean isSlow = false;
        int at = 0;
        while (at < words.size()) {
            final String kind = words.get(at);
            final boolean isKind = kind.matches("[a-z]+");
            at += isKind ? 1 : 0;
            isSlow |= kind.equals("slowly");
            final int first = Integer.parseInt(words.get(at), 16);
            final String argument = words.get(at + 1);
            at += 2;
            final byte[] frame = switch (kind) {
                case "unmasked" -> WireSocket.unmasked(first, payload(argument));
                case "short" -> wire.maskedShort(first, payload(argument));
                case "long" -> wire.maskedLong(first, payload(argument).length, payload(argument));
                case "huge" -> wire.maskedLong(first, Long.parseLong(argument), new byte[0]);
                default -> wire.masked(first, payload(argument));
            };
            if (isSlow) {
                for (final byte octet : frame) {
                    wire.send(new byte[] {octet});
                }
            } else {
                wire.send(frame);
            }
        }
    }

    private record Expected(String what, String argument) {}

    private static List<Expected> expected(final String text) {
        final List<Expected> expected = new ArrayList<>();
        final List<String> words = words(text);
        for (int i = 0; i < words.size(); i++) {
            final String what = words.get(i);
            final boolean hasArgument = what.equals("pong") || what.equals("close");
            expected.add(new Expected(what, hasArgument ? words.get(++i) : ""));
        }
        return expected;
    }

    /** Words between blanks; what stands in quotes is one word. */
    private static List<String> words(final String text) {
        final List<String> words = new ArrayList<>();
        final StringBuilder word = new StringBuilder();
        boolean isQuoted = false;
        for (final char next : (text + ' ').toCharArray()) {
            isQuoted ^= next == '\'';
            if (next == ' ' && !isQuoted) {
                if (!word.isEmpty()) {
                    words.add(word.toString());
                }
                word.setLength(0);
            } else {
                word.append(next);
            }
        }
        return words;
    }

    /** The message, a half of it, or either with blanks behind it up to a length; a text in quotes; or bytes in hex. */
    private static byte[] payload(final String word) {
        final byte[] query = QUERY.getBytes(UTF_8);
        // In the midst of a character.
        final int half = query.length - 6;
        if (word.equals("Q1")) {
            return Arrays.copyOfRange(query, 0, half);
        } else if (word.equals("Q2")) {
            return Arrays.copyOfRange(query, half, query.length);
        } else if (word.startsWith("Q")) {
            return padded(query, word.substring(1));
        } else if (word.startsWith("' +")) {
            return padded(new byte[0], word.substring(2, word.length() - 1));
        } else if (word.startsWith("'")) {
            return word.substring(1, word.length() - 1).getBytes(ISO_8859_1);
        }
        return HexFormat.of().parseHex(word);
    }

    private static byte[] padded(final byte[] bytes, final String plus) {
        if (plus.isEmpty()) {
            return bytes;
        }
        final byte[] padded = Arrays.copyOf(bytes, Integer.parseInt(plus.substring(1)));
        Arrays.fill(padded, bytes.length, padded.length, (byte) ' ');
        return padded;
    }
}

package io.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.OutputDispatchedDecoder;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.PolicyEntryEncoder;
import io.tocsin.codecs.sbe.ReceiptBatchEncoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.SessionChangedDecoder;
import io.tocsin.codecs.sbe.SessionOpenedEncoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.CommandWriter.Texts;
import io.tocsin.engine.EntryWriter.Step;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.testkit.model.FormerVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Senders of version 1 are understood by version 2, and a message that is shorter than its own version says is not. */
final class FormerVersionTest {
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int VERSION = 6;

    private final CommandWriter write = new CommandWriter();
    private final EntryWriter entry = new EntryWriter();
    private final MessageLayout layout = new MessageLayout();

    /** An engine with one person, a desk, and what it said of sessions and offers. */
    private final class Heard implements EngineOutput {
        final AlertEngine engine = new AlertEngine(this);
        final List<Integer> capabilities = new ArrayList<>();
        final List<Integer> channels = new ArrayList<>();

        Heard(final byte[] policy) {
            send(write.genesis(EngineLimits.small()));
            write.configuration(List.of(entry.person("nurse"), entry.desk("desk"), policy))
                    .forEach(this::send);
        }

        void send(final byte[] message) {
            engine.onCommand(1_000, new UnsafeBuffer(message), 0, message.length);
        }

        @Override
        public void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
            final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, offset);
            if (header.templateId() == SessionChangedDecoder.TEMPLATE_ID) {
                capabilities.add(new SessionChangedDecoder()
                        .wrapAndApplyHeader(buffer, offset, header)
                        .capabilities());
            } else if (header.templateId() == OutputDispatchedDecoder.TEMPLATE_ID) {
                final OutputDispatchedDecoder output =
                        new OutputDispatchedDecoder().wrapAndApplyHeader(buffer, offset, header);
                if (output.kind() == OutputKind.OFFER) {
                    channels.add((int) output.channels());
                }
            }
        }

        @Override
        public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {}
    }

    @Test
    void shouldTakeASessionOfVersionOneAsWithoutCapabilities() {
        final Heard heard = new Heard(policy(0));

        heard.send(session(1, 0b11));
        heard.send(FormerVersion.of(session(2, 0b11)));
        heard.send(stating(session(3, 0b11), 1));

        assertThat(heard.capabilities).containsExactly(0b11, 0, 0);
    }

    @Test
    void shouldKeepOnlyTheCapabilitiesItKnows() {
        final Heard heard = new Heard(policy(0));

        heard.send(session(1, 0b1110));
        heard.send(session(2, 0xFFFF));

        assertThat(heard.capabilities).containsExactly(0b10, 0b11);
    }

    @Test
    void shouldTakeStepsOfVersionOneAsWithoutChannels() {
        assertThat(channelsOf(policy(0b101))).containsExactly(0b101);
        assertThat(channelsOf(FormerVersion.of(policy(0b101)))).containsExactly(0);
        assertThat(channelsOf(stating(policy(0b101), 1))).containsExactly(0);
    }

    /** Version 3 began without this field, and who wrote policies then is understood; a block that lacks more is not. */
    @Test
    void shouldTakeAPolicyThatEndsBeforeReadBacks() {
        final byte[] without = cut(policy(0b101));
        assertThat(channelsOf(without)).containsExactly(0b101);
        assertThat(channelsOf(cut(without))).as("no policy is in force").isEmpty();
    }

    /** Without the last byte of its block. */
    private static byte[] cut(final byte[] message) {
        final int end = HEADER + message[0];
        final byte[] cut = new byte[message.length - 1];
        System.arraycopy(message, 0, cut, 0, end - 1);
        System.arraycopy(message, end, cut, end - 1, message.length - end);
        cut[0]--;
        return cut;
    }

    private List<Integer> channelsOf(final byte[] policy) {
        final Heard heard = new Heard(policy);
        heard.send(session(1, 0));
        heard.send(write.raise(7, 1, Severity.URGENT, Texts.of("k")));
        return heard.channels;
    }

    @Test
    void shouldFindTheTextsBehindStepsOfEitherVersion() {
        for (final byte[] policy : List.of(policy(0b101), FormerVersion.of(policy(0b101)))) {
            assertThat(layout.walk(new UnsafeBuffer(policy), 0, policy.length)).isEqualTo(MessageLayout.FITS);
            assertThat(layout.groupCount()).isEqualTo(1);
            assertThat(text(policy, 0)).isEqualTo("desk");
        }
        final byte[] session = FormerVersion.of(session(1, 0));
        layout.walk(new UnsafeBuffer(session), 0, session.length);
        assertThat(text(session, 0)).isEqualTo("nurse");
    }

    @Test
    void shouldRefuseABlockShorterThanItsVersionSays() {
        final byte[] session = stating(FormerVersion.of(session(1, 0)), 2);
        assertThat(layout.walk(new UnsafeBuffer(session), 0, session.length)).isEqualTo(MessageLayout.MALFORMED);

        final byte[] policy = stating(FormerVersion.of(policy(0)), 2);
        assertThat(layout.walk(new UnsafeBuffer(policy), 0, policy.length)).isEqualTo(MessageLayout.MALFORMED);

        final Ward ward = Ward.withCredit(1, 1, 1, 1);
        assertThat(ward.send(stating(FormerVersion.of(ward.write.open(9, 0, "nurse")), 2)))
                .isEqualTo(Result.MALFORMED);
        assertThat(ward.send(FormerVersion.of(ward.write.open(9, 0, "nurse")))).isEqualTo(Result.OK);
    }

    /** Nobody reads an element that is not there, but what states such a length is not of this schema. */
    @Test
    void shouldRefuseAnEmptyGroupOfElementsThatAreTooShort() {
        final Ward ward = Ward.withCredit(1, 1, 1, 1);
        final byte[] receipts = ward.write.receipt(Ward.NURSES_SESSION, 0, 0);
        assertThat(ward.send(receipts.clone())).isEqualTo(Result.OK);

        receipts[HEADER + ReceiptBatchEncoder.BLOCK_LENGTH]--;
        assertThat(ward.send(receipts)).isEqualTo(Result.MALFORMED);
    }

    /** What a later version appends to blocks and elements is stepped over; its version is only a number. */
    @Test
    void shouldStepOverWhatALaterVersionAppends() {
        final byte[] session = session(1, 0b10);
        final int block = SessionOpenedEncoder.BLOCK_LENGTH;
        final byte[] later = stating(inserted(session, HEADER + block, 3), 3);
        later[0] = (byte) (later[0] + 3);
        final Heard heard = new Heard(policy(0));
        heard.send(later);
        assertThat(heard.capabilities).containsExactly(0b10);

        final int group = HEADER + PolicyEntryEncoder.BLOCK_LENGTH;
        final int element = group + 3 + PolicyEntryEncoder.StepsEncoder.sbeBlockLength();
        final byte[] policy = stating(inserted(policy(0b100), element, 2), 3);
        policy[group] = (byte) (policy[group] + 2);
        assertThat(channelsOf(policy)).containsExactly(0b100);
    }

    @Test
    void shouldRefuseAChannelItDoesNotKnow() {
        assertThat(channelsOf(policy(0b111111))).containsExactly(0b111111);
        assertThat(channelsOf(policy(0b1000000))).as("no policy is in force").isEmpty();
    }

    private String text(final byte[] message, final int index) {
        return new String(
                message,
                layout.textOffset(index),
                layout.textLength(index),
                java.nio.charset.StandardCharsets.US_ASCII);
    }

    private byte[] session(final long id, final int capabilities) {
        final byte[] message = write.open(id, 0, "nurse");
        new UnsafeBuffer(message)
                .putShort(
                        HEADER + SessionOpenedEncoder.capabilitiesEncodingOffset(),
                        (short) capabilities,
                        java.nio.ByteOrder.LITTLE_ENDIAN);
        return message;
    }

    private byte[] policy(final int channels) {
        final byte[] message =
                entry.policy(1, 1, EntryWriter.EVERY_SEVERITY, List.of(new Step(60_000, "nurse")), "desk");
        final int step = HEADER + PolicyEntryEncoder.BLOCK_LENGTH + 3;
        message[step + PolicyEntryEncoder.StepsEncoder.channelsEncodingOffset()] = (byte) channels;
        return message;
    }

    private static byte[] stating(final byte[] message, final int version) {
        final byte[] stating = message.clone();
        stating[VERSION] = (byte) version;
        return stating;
    }

    private static byte[] inserted(final byte[] message, final int at, final int count) {
        final byte[] longer = Arrays.copyOf(message, message.length + count);
        System.arraycopy(message, at, longer, at + count, message.length - at);
        Arrays.fill(longer, at, at + count, (byte) 0xA5);
        return longer;
    }
}

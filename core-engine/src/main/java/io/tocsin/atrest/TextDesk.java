package io.tocsin.atrest;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.EnvelopeEncoder;
import io.tocsin.codecs.sbe.RaiseAlertDecoder;
import io.tocsin.codecs.sbe.UpdateAlertDecoder;
import org.agrona.concurrent.UnsafeBuffer;

/** Where one thread seals and opens the texts of a message that lies apart before it. */
final class TextDesk {
    /** Bit of contentFlags: address, typeText, metadata and personal are sealed together. */
    static final int REST_IS_SEALED = 1 << 3;

    /** Sealed together: address, typeText, metadata of RaiseAlert. Each keeps its length. */
    static final int[] REST_TEXTS = {10, 11, 13};

    /** Of a text by itself that is neither an alert's description nor an update's, whatever message has it: it is opened where nobody knows any more which it was. */
    static final byte COMMENT = 'c';

    static final int PERSONAL_TEXT = 14;
    static final int FLAGS = RaiseAlertDecoder.contentFlagsEncodingOffset();
    static final int MOST_MESSAGE_BYTES = 2_048;

    private static final int KEY_ID = EnvelopeEncoder.keyIdEncodingOffset();
    private static final byte REST = 'r';
    private static final byte DESCRIPTION = 'd';

    private static final int DESCRIPTION_CUT = 1;
    private static final int TEXT_CUT = 1 << 2;

    /** Of RaiseAlert. */
    private static final int DESCRIPTION_TEXT = 12;
    /** Of UpdateAlert. */
    private static final int UPDATE_DESCRIPTION_TEXT = 1;

    final TextFields fields = new TextFields();
    final UnsafeBuffer out = new UnsafeBuffer(new byte[MOST_MESSAGE_BYTES]);
    private final TextSeal seal = new TextSeal();
    private final byte[] work = new byte[TextSeal.MOST_BYTES];
    private final byte[] head = new byte[TextSeal.HEAD_BYTES];
    private final PatientTexts texts;

    TextDesk(final PatientTexts texts) {
        this.texts = texts;
    }

    /** What a source has sealed itself is no business of this router, and takes the place that the other texts need. */
    boolean isSealedBySource() {
        return fields.blockInt(KEY_ID) != 0 && fields.length[PERSONAL_TEXT] > 0;
    }

    /** How long the texts of a raise are that are sealed together; 0 = nothing is. */
    int restBytes() {
        if (isSealedBySource()) {
            return 0;
        }
        int bytes = fields.length[PERSONAL_TEXT];
        for (final int text : REST_TEXTS) {
            bytes += fields.length[text];
        }
        return bytes;
    }

    /** Whether there is something to seal. */
    boolean isSomethingTyped() {
        return switch (fields.template) {
            case RaiseAlertDecoder.TEMPLATE_ID -> fields.length[12] > 0 || restBytes() > 0;
            case UpdateAlertDecoder.TEMPLATE_ID -> fields.length[1] > 0;
            default -> {
                final TypedComment comment = TypedComment.of(fields.template);
                yield comment != null && fields.length[comment.comment] > 0;
            }
        };
    }

    /** Seals what was typed in the message. */
    void seal(final PatientKey key) {
        switch (fields.template) {
            case RaiseAlertDecoder.TEMPLATE_ID -> sealRaise(key);
            case UpdateAlertDecoder.TEMPLATE_ID -> {
                fields.cutVisibly(UPDATE_DESCRIPTION_TEXT, PatientTexts.MOST_DESCRIPTION_BYTES);
                sealText(UPDATE_DESCRIPTION_TEXT, DESCRIPTION, key);
                fields.blockInt(KEY_ID, key.id);
            }
            default -> {
                final TypedComment comment = requireNonNull(TypedComment.of(fields.template));
                comment.limit(fields);
                sealText(comment.comment, COMMENT, key);
                fields.blockInt(KEY_ID, key.id);
            }
        }
    }

    private void sealRaise(final PatientKey key) {
        final boolean isRest = restBytes() > 0;
        int flags = fields.blockByte(FLAGS) & ~REST_IS_SEALED;
        if (fields.length[DESCRIPTION_TEXT] > 0) {
            flags |= fields.cutVisibly(DESCRIPTION_TEXT, PatientTexts.MOST_DESCRIPTION_BYTES) ? DESCRIPTION_CUT : 0;
            sealText(DESCRIPTION_TEXT, DESCRIPTION, key);
        }
        if (isRest) {
            flags |= fields.cut(PERSONAL_TEXT, PatientTexts.MOST_PERSONAL_BYTES) ? TEXT_CUT : 0;
            sealRest(key);
            flags |= REST_IS_SEALED;
        }
        fields.blockByte(FLAGS, flags);
        if (!isSealedBySource()) {
            fields.blockInt(KEY_ID, key.id);
        }
    }

    /** Opens what is sealed in the message, or puts words in its place; {@code false} if nothing is. */
    boolean open() {
        if (fields.template == UpdateAlertDecoder.TEMPLATE_ID) {
            return openText(UPDATE_DESCRIPTION_TEXT, DESCRIPTION);
        }
        if (fields.template == RaiseAlertDecoder.TEMPLATE_ID) {
            final boolean isDescriptionOpened = openText(DESCRIPTION_TEXT, DESCRIPTION);
            return openRest() || isDescriptionOpened;
        }
        final TypedComment comment = TypedComment.of(fields.template);
        final boolean isMedicationOpened =
                comment == TypedComment.DOSE_TOLD && openText(TypedComment.MEDICATION, COMMENT);
        return comment != null && (openText(comment.comment, COMMENT) || isMedicationOpened);
    }

    /** Seals a text by itself. */
    private void sealText(final int text, final byte what, final PatientKey key) {
        final int length = fields.length[text];
        System.arraycopy(fields.text[text], 0, work, 0, length);
        seal.seal(key, what, work, length, fields.text[text], 0);
        System.arraycopy(work, 0, fields.text[text], TextSeal.HEAD_BYTES, length);
        fields.length[text] = TextSeal.HEAD_BYTES + length;
    }

    /** Every text keeps its place and its length; nonce and tag of all of them stand before the personal block. */
    private void sealRest(final PatientKey key) {
        final int length = gather(0, fields.length[PERSONAL_TEXT]);
        seal.seal(key, REST, work, length, head, 0);
        final int personalAt = scatter(work);
        final byte[] personal = fields.text[PERSONAL_TEXT];
        System.arraycopy(head, 0, personal, 0, TextSeal.HEAD_BYTES);
        System.arraycopy(work, personalAt, personal, TextSeal.HEAD_BYTES, length - personalAt);
        fields.length[PERSONAL_TEXT] = TextSeal.HEAD_BYTES + length - personalAt;
    }

    /** Opens a text that was sealed by itself, or puts words in its place; {@code false} if it is not sealed. */
    boolean openText(final int text, final byte what) {
        final byte[] bytes = fields.text[text];
        if (!TextSeal.isSealed(bytes, 0, fields.length[text])) {
            return false;
        }
        final PatientKey key = texts.find(TextSeal.keyOf(bytes, 0));
        final byte[] opened = key == null
                ? null
                : seal.open(key, what, bytes, 0, bytes, TextSeal.HEAD_BYTES, fields.length[text] - TextSeal.HEAD_BYTES);
        fields.put(text, opened == null ? texts.inItsPlace(key, TextSeal.keyOf(bytes, 0)) : opened);
        return true;
    }

    /** The same of those that were sealed together. */
    private boolean openRest() {
        final byte[] personal = fields.text[PERSONAL_TEXT];
        if ((fields.blockByte(FLAGS) & REST_IS_SEALED) == 0
                || !TextSeal.isSealed(personal, 0, fields.length[PERSONAL_TEXT])) {
            return false;
        }
        final PatientKey key = texts.find(TextSeal.keyOf(personal, 0));
        final int length = gather(TextSeal.HEAD_BYTES, fields.length[PERSONAL_TEXT] - TextSeal.HEAD_BYTES);
        final byte[] opened = key == null ? null : seal.open(key, REST, personal, 0, work, 0, length);
        fields.blockByte(FLAGS, fields.blockByte(FLAGS) & ~REST_IS_SEALED);
        if (opened == null) {
            final byte[] instead = texts.inItsPlace(key, TextSeal.keyOf(personal, 0));
            for (final int text : REST_TEXTS) {
                if (fields.length[text] > 0) {
                    fields.put(text, instead);
                }
            }
            fields.put(PERSONAL_TEXT, fields.length[PERSONAL_TEXT] == TextSeal.HEAD_BYTES ? new byte[0] : instead);
            return true;
        }
        final int personalAt = scatter(opened);
        fields.length[PERSONAL_TEXT] = length - personalAt;
        System.arraycopy(opened, personalAt, personal, 0, length - personalAt);
        return true;
    }

    /** Puts the texts that are sealed together behind each other; how long that is. */
    private int gather(final int personalAt, final int personalBytes) {
        int at = 0;
        for (final int text : REST_TEXTS) {
            System.arraycopy(fields.text[text], 0, work, at, fields.length[text]);
            at += fields.length[text];
        }
        System.arraycopy(fields.text[PERSONAL_TEXT], personalAt, work, at, personalBytes);
        return at + personalBytes;
    }

    /** Puts them back, but for the personal block; where that begins. */
    private int scatter(final byte[] all) {
        int at = 0;
        for (final int text : REST_TEXTS) {
            System.arraycopy(all, at, fields.text[text], 0, fields.length[text]);
            at += fields.length[text];
        }
        return at;
    }
}

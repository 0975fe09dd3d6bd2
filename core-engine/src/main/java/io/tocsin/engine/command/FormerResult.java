package io.tocsin.engine.command;

import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.ReportResultDecoder;
import io.tocsin.engine.alert.AlertContents;
import io.tocsin.engine.ingress.MessageLayout;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** What was reported of an open result, beside what is reported of it now. Engine thread only; allocates nothing. */
final class FormerResult {
    /** None of the texts. */
    static final int NONE = -1;

    private static final int SEVERITY =
            MessageHeaderDecoder.ENCODED_LENGTH + ReportResultDecoder.severityEncodingOffset();
    private static final int RESULTED_AT =
            MessageHeaderDecoder.ENCODED_LENGTH + ReportResultDecoder.resultedAtNsEncodingOffset();

    private final AlertContents contents;
    private final MessageLayout layout = new MessageLayout();
    private final UnsafeBuffer stored = new UnsafeBuffer(new byte[1024]);
    private int bytes;
    private boolean isReadable;

    FormerResult(final AlertContents contents) {
        this.contents = contents;
    }

    /** Looks at what was reported of an alert, which is a result. */
    void read(final int alert) {
        bytes = contents.get(alert, stored);
        isReadable = layout.walk(stored, 0, bytes) == MessageLayout.FITS
                && layout.templateId() == ReportResultDecoder.TEMPLATE_ID;
    }

    /** The first of some texts that is another now, or {@link #NONE}. */
    int firstOther(final DirectBuffer buffer, final MessageLayout now, final int[] texts) {
        for (final int text : texts) {
            if (!isSame(buffer, now, text)) {
                return text;
            }
        }
        return NONE;
    }

    /** Compares names, the best first, as far as the first that there is now: the one that is another, or {@link #NONE} if it is the same patient. */
    int firstOtherName(final DirectBuffer buffer, final MessageLayout now, final int[] names) {
        for (final int name : names) {
            if (!isSame(buffer, now, name)) {
                return name;
            }
            if (now.textLength(name) > 0) {
                return NONE;
            }
        }
        return NONE;
    }

    private boolean isSame(final DirectBuffer buffer, final MessageLayout now, final int text) {
        if (!isReadable) {
            return false;
        }
        final int length = layout.textLength(text);
        int at = now.textLength(text) == length ? 0 : length + 1;
        while (at < length
                && stored.getByte(layout.textOffset(text) + at) == buffer.getByte(now.textOffset(text) + at)) {
            at++;
        }
        return at == length;
    }

    /** Whether anything but the envelope, the severity and the instant that the source claims is other than before. */
    boolean isChanged(final DirectBuffer buffer, final int offset, final MessageLayout now) {
        if (now.length() != bytes) {
            return true;
        }
        for (int i = MessageHeaderDecoder.ENCODED_LENGTH + EnvelopeDecoder.ENCODED_LENGTH; i < bytes; i++) {
            final boolean counts = i != SEVERITY && (i < RESULTED_AT || i >= RESULTED_AT + Long.BYTES);
            if (counts && stored.getByte(i) != buffer.getByte(offset + i)) {
                return true;
            }
        }
        return false;
    }
}

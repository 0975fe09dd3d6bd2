package io.tocsin.engine.event;

import io.tocsin.codecs.sbe.TrendMethod;
import io.tocsin.codecs.sbe.TrendNotedEncoder;

/** What calls for one patient now, in the order in which an event tells it; scratch, overwritten with every telling. */
public final class TrendCalls {
    private final TrendMethod[] method;
    private final int[] parameter;
    private final int[] value;
    private final int[] reference;
    private final int[] seconds;
    private final int[] points;
    private int count;

    /**
     * Nothing calls.
     *
     * @param most calls at once.
     */
    public TrendCalls(final int most) {
        method = new TrendMethod[most];
        parameter = new int[most];
        value = new int[most];
        reference = new int[most];
        seconds = new int[most];
        points = new int[most];
    }

    /** Nothing calls. */
    public void clear() {
        count = 0;
    }

    /**
     * One call more.
     *
     * @param ofMethod    that calls.
     * @param ofParameter value of the enum Parameter, or 0.
     * @param ofValue     as the schema says.
     * @param ofReference as the schema says.
     * @param inSeconds   until the limit is reached, or 0.
     * @param counting    points.
     */
    public void add(
            final TrendMethod ofMethod,
            final int ofParameter,
            final int ofValue,
            final int ofReference,
            final int inSeconds,
            final int counting) {
        method[count] = ofMethod;
        parameter[count] = ofParameter;
        value[count] = ofValue;
        reference[count] = ofReference;
        seconds[count] = inSeconds;
        points[count++] = counting;
    }

    void encode(final TrendNotedEncoder noted) {
        final TrendNotedEncoder.CallsEncoder group = noted.callsCount(count);
        for (int i = 0; i < count; i++) {
            group.next()
                    .value(value[i])
                    .reference(reference[i])
                    .seconds(seconds[i])
                    .parameter((short) parameter[i])
                    .method(method[i])
                    .points((short) points[i]);
        }
    }
}

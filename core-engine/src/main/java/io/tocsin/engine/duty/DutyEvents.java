package io.tocsin.engine.duty;

import io.tocsin.codecs.sbe.BreakChangedEncoder;
import io.tocsin.codecs.sbe.DutyChangedEncoder;
import io.tocsin.codecs.sbe.DutyScope;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.site.Assignments;

/** Events of shifts and breaks. */
public final class DutyEvents {
    private static final int BLOCK = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int NO_UNIT = -1;

    private final EventStream stream;
    private final DutyChangedEncoder duty = new DutyChangedEncoder();
    private final BreakChangedEncoder breaks = new BreakChangedEncoder();

    /**
     * Events that go to a stream.
     *
     * @param stream that numbers them.
     */
    public DutyEvents(final EventStream stream) {
        this.stream = stream;
    }

    void duty(
            final long clauses,
            final long key,
            final int person,
            final long untilNs,
            final int people,
            final boolean isOn) {
        stream.start(DutyChangedEncoder.TEMPLATE_ID, DutyChangedEncoder.BLOCK_LENGTH, clauses);
        duty.wrap(stream.buffer(), BLOCK)
                .untilNs(untilNs)
                .person(person)
                .unit(Assignments.isOfRole(key) ? Assignments.unitOf(key) : NO_UNIT)
                .name(Assignments.indexOf(key))
                .people(people)
                .scope(scopeOf(key))
                .on((short) (isOn ? 1 : 0));
        stream.emit(duty.encodedLength());
    }

    /**
     * What a roster is for.
     *
     * @param key of the list whose place it takes.
     * @return the scope.
     */
    public static DutyScope scopeOf(final long key) {
        return Assignments.isOfRole(key)
                ? DutyScope.ROLE
                : Assignments.isOfBed(key) ? DutyScope.BED : DutyScope.PATIENT;
    }

    void breakChanged(final long clauses, final int person, final int cover, final long untilNs, final boolean isOn) {
        stream.start(BreakChangedEncoder.TEMPLATE_ID, BreakChangedEncoder.BLOCK_LENGTH, clauses);
        breaks.wrap(stream.buffer(), BLOCK)
                .untilNs(untilNs)
                .person(person)
                .cover(cover)
                .on((short) (isOn ? 1 : 0));
        stream.emit(breaks.encodedLength());
    }
}

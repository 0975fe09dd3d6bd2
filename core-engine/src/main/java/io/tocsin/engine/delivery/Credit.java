package io.tocsin.engine.delivery;

import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;

/** How many offers are outstanding per person and per gateway, and how many may be. The lane CRITICAL has credit of its own. */
final class Credit {
    private static final int SECTION_ID = 31;
    private static final int SECTION_VERSION = 1;

    // In force until a CreditEntry says otherwise: a person can look at a handful of questions at once; a gateway at a
    // socket buffer's worth.
    private static final int DEFAULT_GATEWAY = 1024;
    private static final int DEFAULT_PERSON_CRITICAL = 32;
    private static final int DEFAULT_PERSON_OTHER = 8;

    private final int[] limitOfPerson = {DEFAULT_PERSON_CRITICAL, DEFAULT_PERSON_OTHER};
    private final int[] limitOfGateway = {DEFAULT_GATEWAY, DEFAULT_GATEWAY};
    private final int[] usedByPerson;
    private final int[] usedByGateway;

    Credit(final int maxPeople, final int maxGateways) {
        usedByPerson = new int[2 * maxPeople];
        usedByGateway = new int[2 * maxGateways];
    }

    void limits(final int gatewayCritical, final int gatewayOther, final int personCritical, final int personOther) {
        limitOfGateway[0] = gatewayCritical;
        limitOfGateway[1] = gatewayOther;
        limitOfPerson[0] = personCritical;
        limitOfPerson[1] = personOther;
    }

    int[] limits() {
        return new int[] {limitOfGateway[0], limitOfGateway[1], limitOfPerson[0], limitOfPerson[1]};
    }

    int freeOfPerson(final int person, final int lane) {
        return Math.max(0, limitOfPerson[lane] - usedByPerson[2 * person + lane]);
    }

    int freeOfGateway(final int gateway, final int lane) {
        return Math.max(0, limitOfGateway[lane] - usedByGateway[2 * gateway + lane]);
    }

    void person(final int person, final int lane, final int change) {
        usedByPerson[2 * person + lane] += change;
    }

    void gateway(final int gateway, final int lane, final int change) {
        usedByGateway[2 * gateway + lane] += change;
    }

    /** Writes the limits; what is used is counted again from offers and deliveries. */
    void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        writer.putInt(limitOfGateway[0]);
        writer.putInt(limitOfGateway[1]);
        writer.putInt(limitOfPerson[0]);
        writer.putInt(limitOfPerson[1]);
    }

    void restore(final SnapshotReader reader) {
        reader.section(SECTION_ID, SECTION_VERSION);
        limits(reader.getInt(), reader.getInt(), reader.getInt(), reader.getInt());
    }
}

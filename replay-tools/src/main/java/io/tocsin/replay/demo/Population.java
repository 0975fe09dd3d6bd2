package io.tocsin.replay.demo;

import io.tocsin.replay.evaluate.DataSet;
import io.tocsin.replay.evaluate.InputException;
import java.nio.file.Path;
import java.util.List;

/** Who lies in the beds, and what the monitors there show. The same in the process of the router and in that of the hospital. Immutable. */
interface Population {
    /**
     * Who is asked for.
     *
     * @param settings of the demo.
     * @return recorded patients if there is a data set, otherwise synthetic ones.
     * @throws InputException if the data set cannot be used.
     */
    static Population of(final DemoSettings settings) throws InputException {
        final Path data = settings.data();
        return data == null ? new SyntheticPopulation(settings) : new RecordedPopulation(DataSet.read(data), settings);
    }

    /**
     * Who lies in a bed, one after the other.
     *
     * @param bed number, from 0.
     * @return ids; empty if the bed stays free.
     */
    List<String> occupants(int bed);

    /** The monitor at a bed, at its beginning. */
    Monitor monitor(Patient patient);

    /** How often each monitor sends. */
    long periodMs();

    /** Whether whoever declares an emergency knows the patient, rather than the bed only. */
    boolean isKnownToSources();

    /** Whether treatment helps: otherwise nobody waits for the readings to come back inside the limits. */
    boolean answersTreatment();

    /** What it is, for people, in a line or two. */
    String describe();
}

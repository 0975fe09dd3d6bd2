package io.tocsin.replay.evaluate.ktas;

import io.tocsin.codecs.sbe.AgeGroup;
import io.tocsin.codecs.sbe.Consciousness;
import io.tocsin.codecs.sbe.Parameter;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * A visit to an emergency department: what is known at the door, and, to compare with, what nurse and expert said of it.
 *
 * @param line              of the file, from 1.
 * @param ageGroup          of the patient.
 * @param complaint         in the words of the patient; empty = not known.
 * @param consciousness     as seen.
 * @param hundredths        what was measured, in hundredths of the parameter's unit.
 * @param isNurseEmergency  the nurse's level is one of the three higher ones.
 * @param isExpertEmergency the expert's is; told afterwards and never to the router.
 */
record Visit(
        long line,
        AgeGroup ageGroup,
        String complaint,
        Consciousness consciousness,
        Map<Parameter, Integer> hundredths,
        boolean isNurseEmergency,
        boolean isExpertEmergency) {

    Visit {
        final Map<Parameter, Integer> ordered = new EnumMap<>(Parameter.class);
        ordered.putAll(hundredths);
        hundredths = Collections.unmodifiableMap(ordered);
    }

    /** Names the visit to the router. */
    String id() {
        return "line-" + line;
    }
}

package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;

/**
 * An emergency as a source declares it. Ids have at most 36 bytes of UTF-8 and are checked when they are read; the key may have any length and is hashed beyond
 * that; texts may have any length and are cut when they become a command.
 *
 * @param key       the source's name for it: the same again, while the alert is open, is an update.
 * @param emergency its type.
 * @param severity  how severe.
 * @param patient   empty: bed or device stand for the patient.
 * @param unit      empty: that of bed or patient.
 * @param bed       empty: the patient's.
 * @param personal  personal data, never deciding anything; empty = none.
 * @param text      for people.
 */
public record AlertDeclaration(
        String key,
        EmergencyType emergency,
        Severity severity,
        String patient,
        String unit,
        String bed,
        String personal,
        AlertText text) {}

package io.tocsin.transport.directory;

/**
 * Who a patient is: name, place, care team, contacts. For enrichment and look-ups by gateways; decides nothing. Who may see a patient, whoever asks here has to know.
 */
public interface PatientDirectory {
    /**
     * Looks a patient up. Any thread; may wait for the disk, so not one that other people's messages wait for; allocates nothing on Chronicle Map, but for an id that is
     * not ASCII.
     *
     * @param patientId of the patient; one that is too long for an id is nobody's.
     * @param card      receives what is found.
     * @return {@code false}: the directory does not know the patient, and the card is not to be used.
     * @throws DamagedException if what is kept is damaged.
     */
    boolean find(String patientId, PatientCard card);
}

package io.tocsin;

import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.Lane;
import io.tocsin.codecs.sbe.Outcome;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The alerts that are open, and those that were closed last, and how far people have received, as the events delivered so far tell them. Any thread; a reader waits
 * for at most one event. Within a {@link RouterListener} the event that it is told is already in the view.
 *
 * <p>Alerts are whole, for the program that embeds the router. Before one is shown to a person, {@link #sight} says how much of it.
 */
public interface AlertView {
    /**
     * How far it has come. Read before something else of the view, that is at least as new.
     *
     * @return eventSeq of the last event that is in it; 0 before the first.
     */
    long asOfEventSeq();

    /**
     * The open alerts.
     *
     * @return immutable, by rising alertId.
     */
    List<AlertState> open();

    /**
     * One alert.
     *
     * @param alertId of it.
     * @return as it stands, or as it was when it closed; {@code null} if it is not known, or was closed too long ago.
     */
    @Nullable
    AlertState alert(long alertId);

    /**
     * The alert that people are told of.
     *
     * @param output that tells them.
     * @return as {@link #alert}; what the output itself says if that is all that is known.
     */
    AlertState of(RouterEvent.OutputDispatched output);

    /**
     * How an alert ended.
     *
     * @param alertId of it.
     * @return {@link Outcome#NULL_VAL} if it is open, not known, or was closed too long ago.
     */
    Outcome outcome(long alertId);

    /**
     * The role of a person in the table of authority, by the configuration that is in force.
     *
     * @param personId of the person.
     * @return NONE if the site gives them none, or does not know them.
     */
    AuthorityRole roleOf(String personId);

    /**
     * The most that a person may be shown of an alert: what the table of authority permits their role, as they stand to the alert now. Who is told of an alert, or was,
     * or has it, has been offered it; who cares, and who is of a unit, is what the configuration says, or rosters, where there are any. Nobody is asked for an override.
     *
     * @param personId of the person.
     * @param alert    of this view.
     * @param isTold   whether the person is being told of it: an alert that was closed long ago does not say any more whom it was told to.
     * @return of a person without a role: everything of what they are told, nothing of the rest.
     */
    default Sight sight(final String personId, final AlertState alert, final boolean isTold) {
        return sight(personId, alert, isTold, null);
    }

    /**
     * The same for somebody whose proof is for some units alone: of whatever is of another unit they are not.
     *
     * @param personId of the person.
     * @param alert    of this view.
     * @param isTold   whether the person is being told of it.
     * @param units    ids; {@code null} = all.
     * @return no more than without them.
     */
    Sight sight(String personId, AlertState alert, boolean isTold, @Nullable Set<String> units);

    /**
     * Whether a person may be shown what was measured of a patient during the last 72 hours: if the table of authority permits their role SEE_VITALS, as they stand to
     * the patient by the configuration and rosters now; or as long as an alert about the patient is open of which they may be shown everything, and which they have not
     * rejected. Nobody is asked for an override. What was measured of a bed or a device is shown to no person: it may be of who was there before.
     *
     * @param personId of the person.
     * @param subject  whose {@link ReadingHistory#series}.
     * @return of a person without a role: whether they were told of such an alert and have not rejected it.
     */
    default boolean maySeeReadings(final String personId, final Subject subject) {
        return maySeeReadings(personId, subject, null);
    }

    /**
     * The same for somebody whose proof is for some units alone: of whatever is of another unit they are not.
     *
     * @param personId of the person.
     * @param subject  whose {@link ReadingHistory#series}.
     * @param units    ids; {@code null} = all.
     * @return no more than without them.
     */
    boolean maySeeReadings(String personId, Subject subject, @Nullable Set<String> units);

    /**
     * Whether a person may be shown a monitoring session as it is given, over or not: if the person began it or is named by it, and has no role, or may be shown what is
     * measured of the patient now, as consent and care may have ended since; of a bed without a patient's name, if the table of authority permits their role SEE_VITALS, as
     * they stand to the bed.
     *
     * @param personId of the person.
     * @param session  as it was told last.
     * @return whether they may, now.
     */
    default boolean maySee(final String personId, final MonitoringState session) {
        return maySee(personId, session, null);
    }

    /**
     * The same for somebody whose proof is for some units alone: of whatever is of another unit they are not.
     *
     * @param personId of the person.
     * @param session  as it was told last.
     * @param units    ids; {@code null} = all.
     * @return no more than without them.
     */
    boolean maySee(String personId, MonitoringState session, @Nullable Set<String> units);

    /**
     * Whether a person may be shown what is read in a monitoring session: as {@link #maySee}, but without a role only where nobody has one.
     *
     * @param personId of the person.
     * @param session  that {@link #monitorings} holds.
     * @return whether they may, now.
     */
    default boolean mayWatch(final String personId, final MonitoringState session) {
        return mayWatch(personId, session, null);
    }

    /**
     * The same for somebody whose proof is for some units alone: of whatever is of another unit they are not.
     *
     * @param personId of the person.
     * @param session  that {@link #monitorings} holds.
     * @param units    ids; {@code null} = all.
     * @return no more than without them.
     */
    boolean mayWatch(String personId, MonitoringState session, @Nullable Set<String> units);

    /**
     * Where patients are and who belongs to them, by the configuration in force. Made anew at each call, from all of the configuration: not for a thread that delivers.
     *
     * @return a list of its own, in the order in which the configuration names them; patients that a former configuration named among them.
     */
    List<PatientPlace> patientPlaces();

    /**
     * Who is let in.
     *
     * @return a view that stays current.
     */
    AccessView access();

    /**
     * Whether a person is told that somebody sees a patient for a time: whose view it is, privacy officers, whoever cares for the patient or is of their unit, and whoever was
     * told of an open alert about the patient.
     *
     * @param personId of the person.
     * @param seen     by whom, and whom.
     * @return whether they are told, now.
     */
    default boolean isToldOf(final String personId, final ViewState seen) {
        return isToldOf(personId, seen, null);
    }

    /**
     * The same for somebody whose proof is for some units alone: of whatever is of another unit they are not.
     *
     * @param personId of the person.
     * @param seen     by whom, and whom.
     * @param units    ids; {@code null} = all.
     * @return no more often than without them.
     */
    boolean isToldOf(String personId, ViewState seen, @Nullable Set<String> units);

    /**
     * The silences that are not over.
     *
     * @return the last that was told of each; immutable, by rising silenceId.
     */
    List<RouterEvent.SilenceChanged> silences();

    /**
     * The limits that patients have of their own.
     *
     * @return the last that was told of each; immutable, by subject, parameter and bound.
     */
    List<RouterEvent.PatientLimitChanged> patientLimits();

    /**
     * The limits that one subject has of its own.
     *
     * @param subject a patient, or a bed in which somebody lies without a name.
     * @return the last that was told of each; immutable, by parameter and bound.
     */
    List<RouterEvent.PatientLimitChanged> patientLimits(Subject subject);

    /**
     * The monitoring sessions that are active.
     *
     * @param after those with a higher number only; 0 = from the first.
     * @param limit how many at most.
     * @return the last that was told of each; immutable, by rising number.
     */
    List<RouterEvent.MonitoringChanged> monitorings(long after, int limit);

    /**
     * The monitoring sessions that are active and that a person began or is named by.
     *
     * @param personId of the person.
     * @return the last that was told of each; immutable, by rising number.
     */
    List<RouterEvent.MonitoringChanged> monitoringsOf(String personId);

    /**
     * Who is on duty now where rosters say so; of a place whose roster has nobody on duty there is nobody here.
     *
     * @return immutable, by place, then by person.
     */
    List<OnDuty> duties();

    /**
     * Who is on break now.
     *
     * @return immutable, by person.
     */
    List<OnBreak> breaks();

    /**
     * The channels that are to tell people and of which nothing is known yet: what whoever sends takes up again after a restart.
     *
     * @return what was told of each; immutable, by rising run, then channel.
     */
    List<RouterEvent.ChannelChosen> onTheirWay();

    /**
     * How far a person has received what was sent, by whichever client.
     *
     * @param personId of the person.
     * @param lane     which of the two.
     * @return highest sequence; 0 = nothing, or the person is not known.
     */
    long received(String personId, Lane lane);
}

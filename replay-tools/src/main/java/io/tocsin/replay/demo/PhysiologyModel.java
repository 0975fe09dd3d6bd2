package io.tocsin.replay.demo;

import io.tocsin.codecs.sbe.Consciousness;
import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A synthetic body at a monitor: the patient's own levels, a slow wandering around them, the time of day, what goes wrong in the body and what goes wrong with the
 * sensors. It gives the same samples for the same seed and the same treatments. It is shaped like physiology and is none: nothing may be concluded from it.
 *
 * <p>One thread, except {@link #treat()}.
 */
final class PhysiologyModel {
    /** Ten in the evening: heart rate, pressure and temperature go down from here. */
    private static final double DAY_BEGINS_SECONDS = 22 * 3_600;

    private static final double DAY_SECONDS = 86_400;

    /** The body is warmest and fastest at this time of day. */
    private static final double PEAK_SECONDS = 17 * 3_600;

    /** Share of the wandering that is left after one sample: it turns around within some minutes. */
    private static final double PERSISTENCE = 0.985;

    private static final double INNOVATION = StrictMath.sqrt(1 - PERSISTENCE * PERSISTENCE);

    /** Pressure, temperature, glucose and a look at the patient once a minute. */
    private static final int SAMPLES_PER_ROUND = 60 / DemoSettings.SAMPLE_SECONDS;

    private final PatientProfile profile;
    private final Queue<Episode> plan;
    private final Random random;
    private final Artefacts artefacts;
    private final int phase;
    private final Map<Vital, Double> wandering = new EnumMap<>(Vital.class);
    private final AtomicBoolean treated = new AtomicBoolean();
    private @Nullable Episode episode;
    private double wellSinceSeconds = Double.NEGATIVE_INFINITY;
    private long samples;

    /**
     * A body.
     *
     * @param profile what is normal for it.
     * @param plan    what will happen to it, by rising start; taken from.
     * @param random  of its wandering.
     * @param sensors of what goes wrong with its sensors.
     */
    PhysiologyModel(
            final PatientProfile profile, final Queue<Episode> plan, final Random random, final Artefacts sensors) {
        this.profile = profile;
        this.plan = plan;
        this.random = random;
        artefacts = sensors;
        phase = random.nextInt(SAMPLES_PER_ROUND);
        for (final Vital vital : Vital.values()) {
            wandering.put(vital, vital.drift() * random.nextGaussian());
        }
    }

    /**
     * The body of a patient of the demo.
     *
     * @param settings seed and length.
     * @param patient  number, from 0.
     * @return as it is when the demo begins.
     */
    static PhysiologyModel of(final DemoSettings settings, final int patient) {
        final long seed = settings.seed();
        return new PhysiologyModel(
                PatientProfile.of(Seeds.random(seed, "profile", patient)),
                DeteriorationPlan.of(Seeds.random(seed, "plan", patient), settings.hospitalSeconds()),
                Seeds.random(seed, "body", patient),
                new Artefacts(Seeds.random(seed, "sensors", patient), Artefacts.MEAN_SECONDS));
    }

    /** What is wrong with the body now; {@code null} if nothing is. */
    @Nullable
    Deterioration deterioration() {
        return episode == null ? null : episode.kind();
    }

    /** Somebody treats whatever is wrong now; felt from the next sample on. Any thread. */
    void treat() {
        treated.set(true);
    }

    /** The next sample, {@value DemoSettings#SAMPLE_SECONDS} s of hospital time after the one before. */
    VitalSigns next() {
        final double nowSeconds = (double) samples * DemoSettings.SAMPLE_SECONDS;
        follow(nowSeconds);
        final boolean dropOut = artefacts.next() == Artefacts.Kind.DROP_OUT;
        final boolean round = samples == 0 || (samples + phase) % SAMPLES_PER_ROUND == 0;
        samples++;
        final Map<Vital, Integer> shown = new EnumMap<>(Vital.class);
        for (final Vital vital : Vital.values()) {
            // Drawn whether it is shown or not: what is shown must not change what follows.
            final double value = artefacts.distort(vital, value(vital, nowSeconds));
            if (!Double.isNaN(value) && (round || vital.isContinuous())) {
                shown.put(vital, vital.hundredths(value));
            }
        }
        return new VitalSigns(shown, round && !dropOut ? consciousness(nowSeconds) : null, onOxygen());
    }

    private void follow(final double nowSeconds) {
        if (episode != null && episode.isOver(nowSeconds)) {
            episode = null;
            wellSinceSeconds = nowSeconds;
        }
        final Episode next = plan.peek();
        if (episode == null && next != null && next.hasBegun(nowSeconds)) {
            episode = plan.remove().notBefore(wellSinceSeconds);
        }
        if (treated.getAndSet(false) && episode != null) {
            episode.treat(nowSeconds);
        }
    }

    private double value(final Vital vital, final double nowSeconds) {
        final double before = wandering.getOrDefault(vital, 0.0);
        final double wanders = PERSISTENCE * before + INNOVATION * vital.drift() * random.nextGaussian();
        wandering.put(vital, wanders);
        final double sensor = vital.noise() * random.nextGaussian();
        final double illness = episode == null
                ? 0
                : episode.severity(nowSeconds) * episode.kind().change(vital);
        return profile.level(vital) + daily(vital, nowSeconds) + wanders + illness + sensor;
    }

    /** How much the time of day adds. */
    private static double daily(final Vital vital, final double nowSeconds) {
        final double angle = 2 * Math.PI * (DAY_BEGINS_SECONDS + nowSeconds - PEAK_SECONDS) / DAY_SECONDS;
        final double most = switch (vital) {
            case HEART_RATE -> 4;
            case SYSTOLIC -> 5;
            case DIASTOLIC -> 3;
            case TEMPERATURE -> 0.2;
            case SPO2, RESPIRATORY_RATE, GLUCOSE -> 0;
        };
        return most * StrictMath.cos(angle);
    }

    private Consciousness consciousness(final double nowSeconds) {
        return episode == null ? Consciousness.ALERT : episode.kind().consciousness(episode.severity(nowSeconds));
    }

    private boolean onOxygen() {
        return episode != null && episode.isTreated() && episode.kind().needsOxygen();
    }
}

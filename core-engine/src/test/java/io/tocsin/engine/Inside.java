package io.tocsin.engine;

import io.tocsin.engine.semantics.Semantics;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/** Looks into an engine. The engine shows its parts to nobody; tests of what must hold inside look all the same. */
public final class Inside {
    private Inside() {}

    /** The parts of an engine that has begun. */
    static EngineParts of(final AlertEngine engine) {
        return (EngineParts) field(engine, "parts");
    }

    static Semantics semantics(final AlertEngine engine) {
        return (Semantics) field(engine, "semantics");
    }

    /** Whether the log of an engine, which was not restored, is in newer semantics than it began with. */
    static boolean hasSwitched(final AlertEngine engine) {
        return ((Genesis) field(engine, "genesis")).engineVersion() < engine.engineVersion();
    }

    static boolean hasBegun(final AlertEngine engine) {
        return rawField(engine, "parts") != null;
    }

    /**
     * A private field that is not null.
     *
     * @param owner whose field it is.
     * @param name  of the field.
     * @return its value.
     */
    public static Object field(final Object owner, final String name) {
        final Object value = rawField(owner, name);
        if (value == null) {
            throw new IllegalStateException(owner.getClass().getSimpleName() + "." + name + " is null");
        }
        return value;
    }

    private static @Nullable Object rawField(final Object owner, final String name) {
        try {
            final Field field = owner.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return field.get(owner);
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException(owner.getClass() + " has no field " + name, e);
        }
    }
}

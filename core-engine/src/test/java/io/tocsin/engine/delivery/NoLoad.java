package io.tocsin.engine.delivery;

/** A router that is never busy. */
final class NoLoad implements UnderLoad {
    @Override
    public void offering(final int alert, final int channels) {
        // Nothing is put off.
    }

    @Override
    public long putOffNs(final int alert, final int channels) {
        return 0;
    }

    @Override
    public boolean mayDrop(final int alert, final int kind) {
        return false;
    }

    @Override
    public void drop(final int alert, final int people) {
        throw new IllegalStateException("nothing may be dropped");
    }

    @Override
    public boolean holds(final int alert) {
        return false;
    }

    @Override
    public void countHeld(final int alert) {
        throw new IllegalStateException("nothing is held");
    }

    @Override
    public void hold(final int alert, final int person) {
        throw new IllegalStateException("nothing is held");
    }

    @Override
    public boolean isDropped(final int alert, final int person) {
        return false;
    }
}

package io.tocsin;

/**
 * Told when the mode of the router changes, so that whoever runs it can give it more room: another gateway, another machine, fewer batch jobs beside it. Found by
 * {@link java.util.ServiceLoader} in a served router, given to {@link AlertRouter.Context#scaleUpHook} in an embedded one.
 */
@FunctionalInterface
public interface ScaleUpHook {
    /**
     * The mode is another. Called on a thread of its own, one call at a time, in order; may take as long as it wants: if the mode changes more often than that, only
     * the last change is told. What it throws is logged and changes nothing.
     *
     * @param changed from which mode to which, and the figures that caused it.
     */
    void onMode(RouterEvent.ModeChanged changed);
}

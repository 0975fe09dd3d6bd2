package tools.jackson;

/** Stands for Jackson 3, which is not on this module's class path, so that the rule against it can be seen to fail. */
public final class MarkerOfJackson {
    /** Something to depend on. */
    public static final MarkerOfJackson INSTANCE = new MarkerOfJackson();

    private MarkerOfJackson() {}
}

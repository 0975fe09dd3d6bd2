package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;

/** The model and the engine side by side: a scene that is played here is true of both, line by line, and so are their deadlines. */
final class BothSides implements Side {
    private final Side model = new OracleEngine(Set.of());
    private final Side engine = new EngineSide();

    @Override
    public List<Line> onCommand(final long timestampNs, final byte[] message) {
        return same(model.onCommand(timestampNs, message.clone()), engine.onCommand(timestampNs, message.clone()));
    }

    @Override
    public List<Line> onTick(final long timestampNs) {
        return same(model.onTick(timestampNs), engine.onTick(timestampNs));
    }

    private List<Line> same(final List<Line> wanted, final List<Line> found) {
        assertThat(found).as("the engine's lines, as the model's").containsExactlyElementsOf(wanted);
        assertThat(engine.nextDeadlineNs()).as("the engine's deadline").isEqualTo(model.nextDeadlineNs());
        return found;
    }

    @Override
    public long nextDeadlineNs() {
        return engine.nextDeadlineNs();
    }

    @Override
    public long nowNs() {
        return engine.nowNs();
    }

    @Override
    public long commandSeq() {
        return engine.commandSeq();
    }

    @Override
    public long eventSeq() {
        return engine.eventSeq();
    }

    @Override
    public long highestCommandId(final long sourceId) {
        return engine.highestCommandId(sourceId);
    }
}

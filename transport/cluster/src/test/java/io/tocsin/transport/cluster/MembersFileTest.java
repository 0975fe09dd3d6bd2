package io.tocsin.transport.cluster;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MembersFileTest {
    @TempDir
    private Path folder = Path.of(".");

    @Test
    void shouldTakeAFolderForTheClusterAloneThatItsLogIsOf() throws Exception {
        MembersFile.require(folder, settings(3, 1));
        MembersFile.require(folder, settings(3, 1));

        assertThatThrownBy(() -> MembersFile.require(folder, settings(1, 0)))
                .as("one alone, for a test")
                .hasMessageContaining("is that of node 1 of 0=127.0.0.1:9000,1=127.0.0.1:9100,2=127.0.0.1:9200")
                .hasMessageContaining("and not of node 0 of 0=127.0.0.1:9000,");
        assertThatThrownBy(() -> MembersFile.require(folder, settings(3, 2))).hasMessageContaining("node 2 of");
        assertThatThrownBy(() -> MembersFile.require(folder, settings(3, 1).termLength(1 << 20)))
                .hasMessageContaining("terms of 1048576 bytes");

        Files.delete(folder.resolve("members"));
        MembersFile.require(folder, settings(5, 1));
    }

    private static ClusterNode.Context settings(final int members, final int id) {
        final List<ClusterMember> all = IntStream.range(0, members)
                .mapToObj(each -> new ClusterMember(each, "127.0.0.1", 9_000 + 100 * each))
                .toList();
        return new ClusterNode.Context().members(all).memberId(id);
    }
}

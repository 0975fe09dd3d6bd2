package io.tocsin.replay.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InputFilesTest {
    @TempDir
    Path temp = Path.of("");

    private Path folder = Path.of("");

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectories(temp.resolve("sepsis").resolve("plain"));
        for (final String name : List.of("b.psv", "a.psv.gz", "notes.txt")) {
            Files.createFile(folder.resolve(name));
        }
    }

    @Test
    void shouldCallAFileByItsFolderAndItsNameWithoutEndings() throws InputException {
        final InputFiles files = InputFiles.of(List.of(folder.resolve("../set-b.v2.psv.gz")));
        assertThat(files.key()).isEqualTo("sepsis/set-b.v2");
        assertThat(files.files()).containsExactly(folder.resolve("../set-b.v2.psv.gz"));
    }

    @Test
    void shouldTakeTheDataFilesOfAFolderByName() throws InputException {
        final InputFiles files = InputFiles.of(List.of(folder));
        assertThat(files.key()).isEqualTo("sepsis/plain");
        assertThat(files.files()).containsExactly(folder.resolve("a.psv.gz"), folder.resolve("b.psv"));
    }

    @Test
    void shouldTakeSeveralFilesInTheOrderGivenAndCallThemByTheirFolder() throws InputException {
        final List<Path> inputs = List.of(folder.resolve("b.psv"), folder.resolve("a.psv.gz"));
        assertThat(InputFiles.of(inputs)).isEqualTo(new InputFiles("sepsis/plain", inputs));
    }

    @Test
    void shouldRefuseWhatHasNoOneName() {
        assertThatThrownBy(() -> InputFiles.of(List.of(folder.resolve("b.psv"), temp.resolve("c.psv"))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("a report has one key");
        assertThatThrownBy(() -> InputFiles.of(List.of(folder.resolve("b.psv"), folder)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is a folder");
    }

    @Test
    void shouldRefuseAFolderWithoutData() {
        assertThatThrownBy(() -> InputFiles.of(List.of(temp)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("holds no file");
    }
}
